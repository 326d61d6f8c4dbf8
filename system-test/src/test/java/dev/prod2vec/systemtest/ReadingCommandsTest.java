package dev.prod2vec.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands on a finished run that need the launcher, a shell or a pipe.
class ReadingCommandsTest {
  private final FinishedRun run = FinishedRun.one();

  @Test
  void aRunThatIsDoneAlreadyIsLeftAsItIsAndSaysWhatToAskItNextAsAShellTakesIt() {
    Map<String, String> before = Folder.contents(run.run());
    String summary = ok("run", "--resume", run.run().getFileName().toString());
    assertThat(Folder.contents(run.run())).isEqualTo(before);
    String next =
        summary
            .lines()
            .filter(line -> line.startsWith("next "))
            .map(line -> line.substring("next ".length()).strip())
            .findFirst()
            .orElseThrow();
    assertThat(next).startsWith(Repository.ROOT.resolve("prod2vec") + " similar --run ");
    var asked = CommandLine.await(run.commandLine().start(List.of("sh", "-c", next)));
    assertThat(asked.exit()).as(next + "\n" + asked.err()).isZero();
    assertThat(asked.out()).startsWith("instead of Crème \"brûlée\", No. ");
  }

  @Test
  void aReaderThatHasReadEnoughEndsACommandWithoutAWord(@TempDir Path folder) {
    Path program = Repository.ROOT.resolve("prod2vec");
    String script =
        "{ '%s' completion; echo $? >exit; } 2>err | head -n 1 >/dev/null; cat exit err"
            .formatted(program);
    var result = CommandLine.await(new CommandLine(folder).start(List.of("bash", "-c", script)));
    assertThat(result.out()).as("more than a pipe holds").isEqualTo("141\n");
  }

  @Test
  void whoHasOnlySeenTheDemoIsToldWhereItsRunIs(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("demo"));
    Files.createSymbolicLink(folder.resolve("demo/runs"), run.directory().resolve("runs"));
    Files.createSymbolicLink(folder.resolve("my prod2vec"), Repository.ROOT.resolve("prod2vec"));
    var result =
        CommandLine.await(
            new CommandLine(folder).start(List.of("./my prod2vec", "similar", "p107")));
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo(
            """
            error: runs: no run here is done, but demo/runs holds one
            hint: "./my prod2vec" similar --out demo/runs ...
            """);
  }

  private String ok(String... words) {
    var result = run.commandLine().run(words);
    assertThat(result.exit()).as(result.err()).isZero();
    return result.out();
  }
}
