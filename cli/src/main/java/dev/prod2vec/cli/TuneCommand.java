package dev.prod2vec.cli;

import dev.prod2vec.config.Config;
import dev.prod2vec.ingest.BasketsConfig;
import dev.prod2vec.ingest.Json;
import dev.prod2vec.report.StudyPage;
import dev.prod2vec.run.Lease;
import dev.prod2vec.study.StudyFile;
import dev.prod2vec.study.TrialRecord;
import dev.prod2vec.task.ExitCode;
import dev.prod2vec.task.Failure;
import dev.prod2vec.task.TaskId;
import dev.prod2vec.task.TaskResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Searches for hyperparameters on baskets, without a run.
@Command(
    name = "tune",
    description = {
      "Search for good hyperparameters on baskets alone, without a run: Bayesian search, judged on"
          + " orders that are set aside.",
      "The same command again goes on with the study in the folder, behind its last trial. After"
          + " ctrl-C the best model so far is there too."
    },
    footer = {
      "  prod2vec tune --baskets train.csv --out study",
      "  prod2vec tune --baskets train.csv --out study --tuning.trials 50 --tuning.minutes 30",
      "  prod2vec tune --baskets train.csv --out study --tuning.dim 100..500 --tuning.metric mrr",
      "  prod2vec evaluate --model study --baskets test.csv"
    })
final class TuneCommand implements Callable<Integer>, ConfigFlags.Reader {
  private final Console console;
  private final ConfigFlags flags = new ConfigFlags("--baskets");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder of the study: a new one, or that of a study to go on with.")
  private Path out = Path.of("");

  @Option(
      names = "--format",
      paramLabel = "text|json",
      description = "Of the result. Default: text.")
  private ResultFormat format = ResultFormat.TEXT;

  TuneCommand(Console console) {
    this.console = console;
  }

  @Override
  public ConfigFlags flags() {
    return flags;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Config config = withoutTestOrders(flags.load(console.environment()).config());
    Places.requireLocal("--out", out);
    Files.createDirectories(out);
    try (Lease _ = Lease.take(out, "study")) {
      new SingleTasks(console, name(), config, out).run(TaskId.PRE_PROCESS_DATA);
      try {
        return search(config);
      } catch (InterruptedException e) {
        end(config);
        throw e;
      }
    }
  }

  /// Ends a search that was interrupted with the best model so far. Pictures cannot be drawn any
  /// more: the library for them does not start in a process that is being stopped.
  private void end(Config config) throws IOException, InterruptedException {
    Thread.interrupted();
    int trials = ownTrials();
    if (trials > 0) {
      Config over = config.withTuning(config.tuning().over(trials));
      new SingleTasks(console, name(), over, out).run(TaskId.MODEL_TUNING);
      console.message("the best model so far: " + out.resolve("model.safetensors"));
    }
  }

  private int search(Config config) throws IOException, InterruptedException {
    SingleTasks tasks = new SingleTasks(console, name(), config, out);
    TaskResult tuned = tasks.run(TaskId.MODEL_TUNING);
    if (tuned.refusal().isPresent()) {
      Failure failure = tuned.refusal().get();
      console.error(failure.message());
      return failure.exitCode().code();
    }
    Map<String, Object> metrics = new LinkedHashMap<>(tuned.metrics());
    metrics.putAll(tasks.run(TaskId.TUNING_ANALYSIS).metrics());
    switch (format) {
      case TEXT ->
          console
              .out()
              .printf(
                  """
                  %s

                  report    %s
                  model     %s
                  """,
                  metrics.get("findings"),
                  out.resolve(StudyPage.FILE),
                  out.resolve("model.safetensors"));
      case JSON -> console.out().print(Json.text(metrics));
    }
    return ExitCode.DONE.code();
  }

  /// The trials of the study so far; 0 as long as none is completed.
  private int ownTrials() {
    Path file = out.resolve(StudyFile.NAME);
    if (!Files.exists(file)) {
      return 0;
    }
    List<TrialRecord> trials = StudyFile.read(file).trials();
    boolean found =
        trials.stream().anyMatch(trial -> trial.status() == TrialRecord.Status.COMPLETED);
    return found ? (int) trials.stream().filter(trial -> !trial.earlier()).count() : 0;
  }

  private String name() {
    return String.valueOf(out.toAbsolutePath().normalize().getFileName());
  }

  private static Config withoutTestOrders(Config config) {
    BasketsConfig baskets = config.baskets();
    return config.withBaskets(baskets.withFractions(baskets.validationFraction(), 0));
  }
}
