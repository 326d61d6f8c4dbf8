package dev.prod2vec.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class NoticesTest {
  private static final String NOTICE = "WARNING: Using incubator modules: jdk.incubator.vector\n";

  private static String passed(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Notices.drop(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void onlyNoticesAreDropped() throws IOException {
    assertThat(passed("WARNING: package sun.security.action not in java.base\n" + NOTICE))
        .isEmpty();
    assertThat(passed(NOTICE + "one\n" + NOTICE + NOTICE + "two")).isEqualTo("one\ntwo");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "WARNING: Using incubator modules: jdk.incubator.foreign\n",
        "WARNING: Using",
        "a WARNING: Using incubator modules: jdk.incubator.vector\n",
        "WARNING: Using incubator modules: jdk.incubator.vector, and more\n",
        "\n\nWWARNING\n",
        "\r\u001b[Kepoch 1\r\u001b[Kepoch 2",
        "Käufe\n",
      })
  void everythingElsePassesAsItIs(String text) throws IOException {
    assertThat(passed(text)).isEqualTo(text);
  }

  @Test
  void aLineThatDoesNotEndPassesAtOnce() throws Exception {
    PipedInputStream from = new PipedInputStream();
    CountDownLatch seen = new CountDownLatch(1);
    ByteArrayOutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void flush() {
            if (toString(StandardCharsets.UTF_8).endsWith("epoch 1")) {
              seen.countDown();
            }
          }
        };
    CompletableFuture<Void> passing;
    try (PipedOutputStream to = new PipedOutputStream(from)) {
      passing =
          CompletableFuture.runAsync(() -> {
            try {
              Notices.drop(from, out);
            } catch (IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          });
      to.write((NOTICE + "\repoch 1").getBytes(StandardCharsets.UTF_8));
      to.flush();
      seen.await();
    }
    passing.get();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("\repoch 1");
  }
}
