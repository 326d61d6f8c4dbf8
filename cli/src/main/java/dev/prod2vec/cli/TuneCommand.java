package dev.prod2vec.cli;

import dev.prod2vec.config.Config;
import dev.prod2vec.file.Json;
import dev.prod2vec.lease.FolderHeartbeat;
import dev.prod2vec.lease.Lease;
import dev.prod2vec.lease.LeaseTiming;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.prepared.BasketsConfig;
import dev.prod2vec.process.ExitCode;
import dev.prod2vec.process.Failure;
import dev.prod2vec.report.StudyPage;
import dev.prod2vec.task.TaskId;
import dev.prod2vec.task.TaskResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Searches for hyperparameters on baskets, without a run.
@Command(
    name = "tune",
    description = {
      "Search for good hyperparameters on baskets only, without a run: Bayesian search, scored on"
          + " orders that are set aside.",
      "The same command again resumes the study in the folder after its last trial. After"
          + " ctrl-C the report and the best model so far are there too."
    },
    footer = {
      "  prod2vec tune --baskets train.csv --out study",
      "  prod2vec tune --baskets train.csv --out study --tuning.trials 50 --tuning.minutes 30",
      "  prod2vec tune --baskets train.csv --out study --tuning.dim 100..500 --tuning.metric mrr",
      "  prod2vec evaluate --model study --baskets test.csv"
    })
final class TuneCommand implements Callable<Integer>, ConfigFlags.Reader {
  private final Console console;
  private final ConfigFlags flags =
      ConfigFlags.of(
          "--baskets",
          BasketKeys.and(
              BasketKeys.PREPARING,
              "training",
              "tuning",
              "evaluation",
              "export.csv-formulas",
              "engine"));

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder of the study: a new one, or the folder of a study to resume.")
  private String named = "";

  @Mixin private final ResultOption result = new ResultOption();

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
    flags.requireOrders(config);
    Path out = LocalFolder.of("--out", named, console);
    Files.createDirectories(out);
    try (Lease lease = Lease.take(new FolderHeartbeat(out, LeaseTiming.FOLDER), "study")) {
      SingleTasks tasks = SingleTasks.of(console, name(out), config, out, lease);
      tasks.preProcessData();
      TaskResult tuned = tasks.run(TaskId.MODEL_TUNING);
      Map<String, Object> metrics = new LinkedHashMap<>(tuned.metrics());
      if (tuned.refusal().isEmpty()) {
        metrics.putAll(tasks.run(TaskId.TUNING_ANALYSIS).metrics());
        print(metrics, out);
        return ExitCode.DONE.code();
      }
      Failure failure = tuned.refusal().get();
      if (failure.exitCode() == ExitCode.INTERRUPTED) {
        print(metrics, out);
        console.message(failure.message());
      } else {
        console.error(failure.message());
      }
      return failure.exitCode().code();
    }
  }

  private void print(Map<String, Object> metrics, Path out) {
    // There is none if the best trial so far comes from an earlier study.
    Path model = out.resolve(ProductModel.FILE);
    switch (result.format()) {
      case TEXT ->
          console
              .out()
              .printf(
                  """
                  %s

                  report    %s
                  %s\
                  """,
                  Layout.paragraphs(String.valueOf(metrics.get("findings")), 0, console.columns()),
                  out.resolve(StudyPage.FILE),
                  Files.exists(model) ? "model     %s%n".formatted(model) : "");
      case JSON -> console.out().print(Json.text(metrics));
    }
  }

  private static String name(Path out) {
    return String.valueOf(out.toAbsolutePath().normalize().getFileName());
  }

  private static Config withoutTestOrders(Config config) {
    BasketsConfig baskets = config.baskets();
    return config.withBaskets(baskets.withFractions(baskets.validationFraction(), 0));
  }
}
