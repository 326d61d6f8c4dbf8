package dev.prod2vec.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is for eyes alone: colours on a terminal, and the completion of a shell.
class TerminalTest {
  private static final String RED = "\u001b[1;31m";

  @TempDir Path directory;

  @Test
  void anErrorIsRedOnATerminalUnlessNoColorIsSet() {
    assertThat(onATerminal("")).contains(RED + "error:");
    assertThat(onATerminal("NO_COLOR=1 ")).contains("error:").doesNotContain(RED);
  }

  @Test
  void nothingIsColouredElsewhere() {
    var result = new CommandLine(directory).run("similar", "milk");
    assertThat(result.err()).startsWith("error: ").doesNotContain("\u001b");
  }

  @Test
  void bashReadsTheCompletionAndOffersTheCommands() {
    String script =
        "complete() { :; }; source <('%s' completion) && type -t _complete_prod2vec"
            .formatted(Repository.ROOT.resolve("prod2vec"));
    var result = shell("bash", script);
    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out()).isEqualTo("function\n");
    String completion = new CommandLine(directory).run("completion").out();
    assertThat(completion).contains("similar", "--learning-rate", "--complements");
  }

  /// What `similar` prints on a pseudo terminal, in a folder without a run.
  private String onATerminal(String variables) {
    String similar = variables + "'" + Repository.ROOT.resolve("prod2vec") + "' similar milk";
    var result =
        CommandLine.await(
            new CommandLine(directory)
                .start(List.of("env", "TERM=xterm", "script", "-qec", similar, "/dev/null")));
    assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(2);
    return result.out();
  }

  private CommandLine.Result shell(String shell, String script) {
    return CommandLine.await(new CommandLine(directory).start(List.of(shell, "-c", script)));
  }
}
