package dev.prod2vec.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TutorialTest {
  @TempDir Path directory;

  @Test
  void everyCommandOfTheTutorialAndTheReadmePrintsWhatThePageSays() throws IOException {
    List<Commands.Shown> commands =
        new ArrayList<>(Commands.console(Repository.text("docs/tutorial.md")));
    assertThat(commands).hasSizeGreaterThan(8);
    List<Commands.Shown> readme = Commands.console(Repository.text("README.md"));
    assertThat(readme).hasSize(2);
    commands.addAll(readme);
    Path link =
        Files.createSymbolicLink(
            directory.resolve("prod2vec"), Repository.ROOT.resolve("prod2vec"));
    for (Commands.Shown shown : commands) {
      var result =
          CommandLine.await(
              CommandLine.atWork(directory).start(List.of("sh", "-c", quick(shown.command()))));
      assertThat(result.exit()).as(shown.command() + "\n" + result.err()).isZero();
      assertShown(shown, result.out());
    }
    Files.delete(link);
  }

  /// The demo trains again what the tutorial trained before, so here it does so for a moment only,
  /// and README's questions go to the tutorial's run.
  private static String quick(String command) {
    return command.equals("./prod2vec demo")
        ? "PROD2VEC_TRAINING_EPOCHS=2 PROD2VEC_TRAINING_NOISE_PRODUCTS=64 " + command
        : command.replace("--out demo/runs", "--out runs");
  }

  /// Compares without numbers, which times and other processors change, and without the number of
  /// spaces. `...` stands for any lines.
  private static void assertShown(Commands.Shown shown, String out) {
    List<String> expected = withoutNumbers(shown.output());
    List<String> actual = withoutNumbers(out.strip().lines().toList());
    if (!expected.contains("...")) {
      assertThat(actual).as(shown.command()).isEqualTo(expected);
      return;
    }
    List<String> parts = new ArrayList<>(expected);
    parts.removeIf(line -> line.equals("..."));
    assertThat(actual).as(shown.command()).containsSubsequence(parts);
  }

  private static List<String> withoutNumbers(List<String> lines) {
    return lines.stream()
        .map(
            line -> line.replaceAll("[0-9][0-9.,:-]*( s| min)?", "#").replaceAll(" +", " ").strip())
        .toList();
  }
}
