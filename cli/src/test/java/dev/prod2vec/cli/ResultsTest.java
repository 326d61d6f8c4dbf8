package dev.prod2vec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultsTest {
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(
      strings = {"--help", "--version", "help", "version", "completion", "config", "tasks"})
  void aReaderThatHasReadEnoughIsNoError(String command) {
    assertThat(run("Broken pipe", command)).isEqualTo(141);
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "--version", "config", "tasks"})
  void aDiskThatIsFullIsAnError(String command) {
    assertThat(run("No space left on device", command)).isEqualTo(1);
    assertThat(err)
        .hasToString("error: stdout: cannot be written, so the result is not complete\n");
  }

  @Test
  void wrongUseStaysWrongUse() {
    assertThat(run("Broken pipe", "similar", "--limit", "x")).isEqualTo(2);
    assertThat(err.toString()).startsWith("error: --limit");
  }

  private int run(String failure, String... arguments) {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int one) throws IOException {
            throw new IOException(failure);
          }
        };
    Console console =
        new Console(
            new Results(broken), new PrintWriter(err), Screen.NONE, Map.of(), Clock.systemUTC());
    return new Cli(console).run(arguments);
  }
}
