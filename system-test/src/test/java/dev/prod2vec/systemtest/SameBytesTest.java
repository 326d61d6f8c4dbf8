package dev.prod2vec.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SameBytesTest {
  private static final String DIM = Integer.toString(FinishedRun.DIM);

  @TempDir Path directory;

  @Test
  void theSameCommandAgainAndAnyNumberOfThreadsGiveTheSameFiles() {
    SmallShop.write(directory);
    for (String threads : new String[] {"1", "3"}) {
      String out = "runs-" + threads;
      var result =
          CommandLine.atWork(directory)
              .run(
                  SmallShop.run("--dim", DIM, "--epochs", "4", "--threads", threads, "--out", out));
      assertThat(result.exit()).as(result.err()).isZero();
      assertThat(results(FinishedRun.onlyRun(directory.resolve(out))))
          .isEqualTo(results(FinishedRun.one().run()));
    }
  }

  @Test
  void taskByTaskGivesTheFilesOfTheWholeRun() {
    SmallShop.write(directory);
    String[] first = SmallShop.run("--dim", DIM, "--epochs", "4", "--run-dir", "by-hand");
    first[0] = "pre_process_data";
    task(first);
    for (String task :
        new String[] {
          "run_data_quality_checks", "branching", "model_training", "post_processing"
        }) {
      task(task, "--run-dir", "by-hand");
    }
    assertThat(results(directory.resolve("by-hand"))).isEqualTo(results(FinishedRun.one().run()));
  }

  private void task(String... words) {
    String[] command = new String[words.length + 1];
    command[0] = "task";
    System.arraycopy(words, 0, command, 1, words.length);
    var result = new CommandLine(directory).run(command);
    assertThat(result.exit()).as(result.err()).isZero();
    String last = result.out().lines().toList().getLast();
    assertThat(last).startsWith("{\"task\":\"" + words[0] + "\"").endsWith("}");
  }

  /// What a run found out: all but its records, which hold times, its pages, which hold its id, and
  /// the times of the epochs.
  private static Map<String, String> results(Path run) {
    Map<String, String> results = Folder.contents(run);
    results
        .keySet()
        .removeIf(file ->
            file.startsWith("task-")
                || file.endsWith(".html")
                || file.equals("manifest.json")
                || file.equals("training.jsonl"));
    String csv = "prod2vec_embed_weights_run_" + run.getFileName() + ".csv";
    results.put("csv", String.valueOf(results.remove(csv)));
    assertThat(results).containsKeys("model.safetensors", "vectors.w2v.txt", "neighbours.csv");
    return results;
  }
}
