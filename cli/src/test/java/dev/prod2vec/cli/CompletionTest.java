package dev.prod2vec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {
  @TempDir private Path folder;

  @BeforeEach
  void writeTheScriptAndRuns() throws IOException {
    Terminal terminal = new Terminal();
    assertThat(terminal.run("completion")).isZero();
    Files.writeString(folder.resolve("script"), terminal.out());
    for (String run :
        List.of("runs/20260131-120000", "runs/20260201-120000", "other/x1", "demo/runs/d1")) {
      Files.createDirectories(folder.resolve(run));
      Files.createFile(folder.resolve(run).resolve("manifest.json"));
    }
    Files.createDirectories(folder.resolve("runs/20260301-no-run"));
  }

  @Test
  void knowsCommandsAndShortFlags() throws Exception {
    assertThat(complete("si")).containsExactly("similar");
    assertThat(complete("run", "--ep")).containsExactly("--epochs");
    assertThat(complete("similar", "--best")).containsExactly("--best-match");
    assertThat(complete("h")).containsExactly("help");
  }

  @Test
  void knowsEveryKeyOfTheConfig() throws Exception {
    assertThat(complete("run", "--training.d"))
        .containsExactlyInAnyOrder("--training.dim", "--training.dropout");
    assertThat(complete("run", "--baskets.min")).containsExactly("--baskets.min-count");
    assertThat(complete("evaluate", "--training.")).containsExactly("--training.threads");
  }

  @Test
  void knowsTheValuesOfAChoice() throws Exception {
    assertThat(complete("run", "--training.objective", ""))
        .containsExactlyInAnyOrder("completion", "skip-gram", "skip-gram-pairs");
    assertThat(complete("run", "--objective", "comp")).containsExactly("completion");
    assertThat(complete("run", "--engine", "sage"))
        .containsExactlyInAnyOrder("sagemaker", "sagemaker-local");
    assertThat(complete("run", "--tune", "t")).containsExactly("true");
    assertThat(complete("similar", "--format", ""))
        .map(String::toLowerCase)
        .contains("json", "csv");
  }

  @Test
  void knowsFilesAndFoldersWhereTheyAreMeant() throws Exception {
    assertThat(complete("run", "--orders", "scr")).containsExactly("script");
    assertThat(complete("run", "--orders.files", "scr")).containsExactly("script");
    assertThat(complete("runs", "--out", "oth")).containsExactly("other");
  }

  @Test
  void knowsTheRunsOfTheFolderThatIsMeant() throws Exception {
    assertThat(complete("similar", "--run", "2026"))
        .containsExactly("20260131-120000", "20260201-120000");
    assertThat(complete("run", "--resume", "202602")).containsExactly("20260201-120000");
    assertThat(complete("export", "--out", "other", "--run", "")).containsExactly("x1");
    assertThat(complete("similar", "--run", "d")).containsExactly("demo/runs/d1");
    assertThat(complete("similar", "--run", "oth")).as("a folder").containsExactly("other");
  }

  /// What bash offers for the last word.
  private List<String> complete(String... words) throws IOException, InterruptedException {
    String script =
        """
        compopt() { :; }  # works inside of a completion alone
        source ./script
        set -- "$@"
        COMP_WORDS=(prod2vec "$@")
        COMP_CWORD=$#
        COMP_LINE="${COMP_WORDS[*]}"
        COMP_POINT=${#COMP_LINE}
        registered=$(complete -p prod2vec) && registered=${registered##*-F } && function=${registered%% *}
        "$function" prod2vec "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
        printf '%s\\n' "${COMPREPLY[@]}"
        """;
    List<String> command = new ArrayList<>(List.of("bash", "-c", script, "bash"));
    command.addAll(List.of(words));
    Process bash =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(said).isZero();
    return said.lines().map(String::strip).filter(word -> !word.isEmpty()).toList();
  }
}
