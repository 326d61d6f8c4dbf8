package dev.prod2vec.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Orders that come through pipes.
class PipeTest {
  @TempDir Path directory;
  @RegisterExtension final Background background = new Background();

  @Test
  void standardInputIsReadToItsEndAndNamedAsItWasGiven() throws Exception {
    // More than a pipe holds at once.
    String rows =
        IntStream.range(0, 2600)
            .mapToObj(
                i -> "United Kingdom,Customer number %d,%d,%05d\n".formatted(i, i * 2 / 7, i % 30))
            .collect(Collectors.joining("", "country,customer,order_id,product_id\n", ""));
    Files.writeString(directory.resolve("orders.csv"), rows);
    var done =
        new CommandLine(directory)
            .runBehind(
                "mkfifo pipe; cat orders.csv > pipe & exec < pipe",
                "task",
                "pre_process_data",
                "--run-dir",
                "run",
                "--orders",
                "-");
    assertThat(done.exit()).as(done.err()).isZero();
    assertThat(Files.readString(directory.resolve("run/ingest.json")))
        .contains("\"read\" : 2600", "\"path\" : \"/dev/stdin\"")
        .doesNotContain(".duckdb");
    assertThat(Files.readString(directory.resolve("run/task-pre_process_data.json")))
        .contains("pipe:/dev/stdin");
  }

  @Test
  void oneSignalEndsTheWaitForAPipeThatNobodyWritesTo() throws Exception {
    Path pipe = directory.resolve("orders");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    var waits =
        background.start(
            new CommandLine(directory),
            "task",
            "pre_process_data",
            "--run-dir",
            "run",
            "--orders",
            "orders");
    Background.await(waits, () -> Files.exists(directory.resolve("run/manifest.json")));
    Background.signal(waits, "TERM");
    assertThat(waits.process().waitFor(Duration.ofMinutes(1))).isTrue();
    var ended = CommandLine.await(waits);
    assertThat(ended.exit()).as(ended.err()).isEqualTo(130);
    assertThat(ended.err()).contains("interrupted");
    assertThat(Folder.files(directory.resolve("run")))
        .contains("task-pre_process_data.json")
        .noneMatch(file -> file.contains("staging"));
  }
}
