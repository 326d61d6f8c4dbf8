package dev.prod2vec.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Searches for hyperparameters, and searches that are stopped.
class TuneTest {
  private static final String[] SMALL = {
    "--tuning.trials", "12", "--tuning.dim", "4..16", "--epochs", "3"
  };

  /// What differs between two searches that are otherwise the same.
  private static final Pattern TIMES =
      Pattern.compile("\"(start|end)\":\"[^\"]*\"|\"seconds\":[0-9.E-]+");

  @TempDir Path directory;
  @RegisterExtension final Background background = new Background();

  @BeforeEach
  void writeTheShop() {
    SmallShop.write(directory);
  }

  @Test
  void aRunThatTunesHasAModelTheTrialsAndThePictures() throws IOException {
    var result = command().run(SmallShop.run(with("--tune")));
    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out()).contains("Of 12 trials, number ", "tuning.html");
    assertThat(result.err()).contains("trial 11 ", "best");
    Path run = FinishedRun.onlyRun(directory.resolve("runs"));
    assertThat(Folder.files(run))
        .contains(
            "model.safetensors",
            "training.jsonl",
            "tuning-study.jsonl",
            "tuning.csv",
            "tuning.html",
            "tuning-best.svg",
            "tuning-best.png",
            "tuning-dim-objective.svg",
            "tuning-importance.png",
            "tuning-pair.svg",
            "report.html",
            "task-tuning_analysis.json")
        .doesNotContain("tuning-best.safetensors", "task-model_training.json");
    List<String> rows = Files.readAllLines(run.resolve("tuning.csv"));
    assertThat(rows).hasSize(13);
    assertThat(rows.getFirst())
        .startsWith("trial,status,dim,learning-rate,noise-exponent,dropout,metric,value,");
    assertThat(rows.get(1)).contains(",completed,");
    assertThat(Files.readString(run.resolve("tuning.html")))
        .contains("data:image/svg+xml;base64,")
        .doesNotContain("http://", "https://");
  }

  @Test
  void aKilledSearchResumesToTheSameStudyAndTheSameVectors() throws Exception {
    var running = startSearch("--out", "killed");
    running.process().destroyForcibly().waitFor();
    var again = tune("--out", "killed");
    assertThat(again.exit()).as(again.err()).isZero();
    assertThat(again.err()).contains("resuming after");
    var whole = tune("--out", "whole");
    assertThat(whole.exit()).as(whole.err()).isZero();
    assertThat(study("killed")).isEqualTo(study("whole"));
    assertThat(Folder.sha256(directory.resolve("killed/model.safetensors")))
        .isEqualTo(Folder.sha256(directory.resolve("whole/model.safetensors")));
  }

  @Test
  void aSignalEndsASearchWithWhatWasFoundSoFarAndKeepsOthersOutUntilThen() throws Exception {
    var running = startSearch("--out", "study", "--tuning.trials", "10000");
    var second = tune("--out", "study");
    assertThat(second.exit()).isEqualTo(2);
    assertThat(second.err()).contains("study: another process works on this study");
    Background.signal(running, "INT");
    var stopped = CommandLine.await(running);
    assertThat(stopped.exit()).as(stopped.err()).isEqualTo(130);
    assertThat(stopped.err())
        .contains("interrupted; what was found so far: study/tuning.html")
        .doesNotContain("\tat ");
    assertThat(stopped.out()).contains(" trials, number ", "study/model.safetensors");
    Path study = directory.resolve("study");
    assertThat(Folder.files(study))
        .contains("model.safetensors", "training.jsonl", "tuning.html")
        .contains("tuning-best.svg", "tuning-dim-order.png")
        .noneMatch(file -> file.contains(".staging") || file.endsWith(".tmp"));
    // A row for each line but the head, and a head.
    assertThat(Files.readAllLines(study.resolve("tuning.csv")))
        .hasSameSizeAs(Files.readAllLines(study.resolve("tuning-study.jsonl")));
    var scored = command().run("evaluate", "--model", "study", "--baskets", "orders.csv");
    assertThat(scored.exit()).as(scored.err()).isZero();
  }

  private CommandLine command() {
    return new CommandLine(directory);
  }

  private static String[] words(String... more) {
    List<String> words = new ArrayList<>(List.of("tune", "--baskets", "orders.csv"));
    words.addAll(SmallShop.QUICK);
    words.addAll(List.of(with(more)));
    return words.toArray(String[]::new);
  }

  /// Some settings, and those of [#SMALL] that are not among them.
  private static String[] with(String... more) {
    List<String> words = new ArrayList<>(List.of(more));
    for (int i = 0; i < SMALL.length; i += 2) {
      if (!words.contains(SMALL[i])) {
        words.addAll(List.of(SMALL[i], SMALL[i + 1]));
      }
    }
    return words.toArray(String[]::new);
  }

  private CommandLine.Result tune(String... more) {
    return command().run(words(more));
  }

  /// Starts a search and waits for its third trial to end.
  private CommandLine.Running startSearch(String... more) throws Exception {
    var running = background.start(command(), words(more));
    Path study = directory.resolve(more[1]).resolve("tuning-study.jsonl");
    Background.await(running, () -> Files.exists(study) && Files.readAllLines(study).size() >= 4);
    return running;
  }

  private List<String> study(String folder) throws IOException {
    return Files.readAllLines(directory.resolve(folder).resolve("tuning-study.jsonl")).stream()
        .map(line -> TIMES.matcher(line).replaceAll("\"$1\""))
        .toList();
  }
}
