package dev.prod2vec.cli;

import dev.prod2vec.config.Config;
import dev.prod2vec.ingest.Json;
import dev.prod2vec.run.Run;
import dev.prod2vec.run.RunFolder;
import dev.prod2vec.run.Runner;
import dev.prod2vec.task.ExitCode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Runs the pipeline.
@Command(
    name = "run",
    description = {
      "Run the pipeline: read orders and products, check them, train vectors, score them against"
          + " simpler methods, and write exports and a report.",
      "A run that failed or was interrupted goes on with --resume; finished tasks are kept."
    },
    footer = {
      "  prod2vec run --orders order_products.csv --products products.csv",
      "  prod2vec run --orders 'orders/*.parquet' --epochs 20 --baskets.min-count 10",
      "  prod2vec run --config shop.yaml --format json",
      "  prod2vec run --resume 20260131-120000",
      "",
      "Every key that `prod2vec config --show` prints is a flag too: --baskets.min-count 10."
    })
final class RunCommand implements Callable<Integer>, ConfigFlags.Reader {
  private final Console console;
  private final ConfigFlags flags = new ConfigFlags("--orders");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder of the runs. Default: ${DEFAULT-VALUE}.")
  private Path out = RunFolder.DEFAULT;

  @Option(
      names = "--resume",
      paramLabel = "ID",
      description = "Go on with this run, behind its last finished task, with the config it has.")
  private @Nullable String resume;

  @Option(
      names = "--format",
      paramLabel = "text|json",
      description = "Of the result. Default: text.")
  private ResultFormat format = ResultFormat.TEXT;

  RunCommand(Console console) {
    this.console = console;
  }

  @Override
  public ConfigFlags flags() {
    return flags;
  }

  @Override
  public Integer call() {
    RunFolder folder = new RunFolder(out);
    try (Run run = resume == null ? create(folder) : resume(folder.directory(resume))) {
      execute(console, run);
      switch (format) {
        case TEXT ->
            console
                .out()
                .print(RunSummary.text(run.directory(), run.manifest(), similar(run.directory())));
        case JSON -> console.out().print(Json.text(run.manifest()));
      }
    }
    return ExitCode.DONE.code();
  }

  /// Runs all tasks that are not done.
  static void execute(Console console, Run run) {
    console.message("run " + run.id() + " in " + run.directory());
    RunProgress progress = new RunProgress(console, run.config().training().epochs());
    new Runner(id -> TrainingServices.task(id, console), console.clock(), progress).run(run);
  }

  private Run create(RunFolder folder) {
    Config config = flags.load(console.environment()).config();
    return folder.create(config, console.clock().instant());
  }

  private Run resume(Path directory) {
    Run run = Run.open(directory);
    try {
      flags.commandLineOnly().requireAgreement(run.config(), directory.toString());
      return run;
    } catch (RuntimeException e) {
      run.close();
      throw e;
    }
  }

  private String similar(Path directory) {
    return out.equals(RunFolder.DEFAULT) && resume == null
        ? "./prod2vec similar"
        : "./prod2vec similar --run " + directory;
  }
}
