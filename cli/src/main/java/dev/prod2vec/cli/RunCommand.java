package dev.prod2vec.cli;

import dev.prod2vec.config.Config;
import dev.prod2vec.file.Json;
import dev.prod2vec.process.ExitCode;
import dev.prod2vec.run.Manifest;
import dev.prod2vec.run.Run;
import dev.prod2vec.run.RunFolder;
import dev.prod2vec.run.Runs;
import dev.prod2vec.runner.Runner;
import dev.prod2vec.schema.EffectiveConfig;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.task.Tasks;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Runs the pipeline.
@Command(
    name = "run",
    description = {
      "Run the pipeline: read orders and products, check them, train vectors, score them against"
          + " simpler methods, and write exports and a report.",
      "A run that failed or was interrupted continues with --resume; finished tasks are kept.",
      "With --per-group, a run of all orders comes first, then one of each group of"
          + " orders.group-column with quality.min-orders orders or more. Each is compared with the"
          + " run of all orders."
    },
    footer = {
      "  prod2vec run --orders order_products.csv --products products.csv",
      "  prod2vec run --orders 'orders/*.parquet' --epochs 20 --baskets.min-count 10",
      "  prod2vec run --config shop.yaml --format json",
      "  prod2vec run --config shop.yaml --start-from newest --epochs 3",
      "  prod2vec run --config shop.yaml --orders.group-column country --per-group",
      "  prod2vec run --resume 20260131-120000",
      "",
      "Every key that `prod2vec config --show` prints is a flag too: --baskets.min-count 10."
    })
final class RunCommand implements Callable<Integer>, ConfigFlags.Reader {
  private final Console console;
  private final ConfigFlags flags = ConfigFlags.all("--orders");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder of the runs, or ${bundle:location}. Default: ${DEFAULT-VALUE}.")
  private String out = RunFolder.DEFAULT.toString();

  @Option(
      names = "--resume",
      paramLabel = "ID",
      description = "Resume this run after its last finished task, with its own config.")
  private @Nullable String resume;

  @Option(
      names = "--per-group",
      description = "After the run of all orders, also run each group alone.")
  private boolean perGroup;

  @Mixin private final ResultOption result = new ResultOption();

  RunCommand(Console console) {
    this.console = console;
  }

  @Override
  public ConfigFlags flags() {
    return flags;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (perGroup && resume != null) {
      throw new WrongUseException(
          "--per-group: makes new runs, but --resume names one\nhint: resume it alone, then run the other groups by --orders.group");
    }
    OptionalInt elsewhere =
        SparkStart.instead(
            console,
            flags.command(),
            () -> resume == null ? effective().config() : configOf(resume),
            this::effective);
    return elsewhere.isPresent() ? elsewhere.getAsInt() : work();
  }

  private int work() throws IOException, InterruptedException {
    if (perGroup) {
      return GroupedRuns.of(console, effective().config(), out).run(result.format());
    }
    try (Run run = resume == null ? create() : resume(resume)) {
      execute(console, run, out);
      switch (result.format()) {
        case TEXT ->
            console.out().print(RunSummary.text(run, similar(run.place()), console.columns()));
        case JSON -> console.out().print(Json.text(run.manifest()));
      }
    }
    return ExitCode.DONE.code();
  }

  private EffectiveConfig<Config> effective() {
    return flags.load(console.environment());
  }

  /// The config of a run, without working on it.
  private Config configOf(String idOrPlace) {
    Manifest manifest = runsOf(idOrPlace).manifest(idOrPlace);
    return ProgramConfig.SCHEMA.parse(manifest.config(), idOrPlace + "/" + Manifest.FILE);
  }

  private Runs runsOf(String idOrPlace) {
    return console.places(() -> effective().config()).runsOf(idOrPlace, out);
  }

  /// Runs all tasks that are not done yet.
  ///
  /// @param runs where the run is kept
  static void execute(Console console, Run run, String runs) {
    console.message("run " + run.id() + " in " + run.place());
    RunProgress progress = new RunProgress(console, run.config().training().epochs());
    try (Engines engines = new Engines(console)) {
      StartRuns earlier = new StartRuns(console, runs);
      new Runner(id -> Tasks.of(id, engines, earlier), console.clock(), progress).run(run);
    }
  }

  private Run create() {
    return create(console, effective().config(), out);
  }

  /// @param runs where the run is kept
  static Run create(Console console, Config config, String runs) {
    return console.places(() -> config).runs(runs).create(config, console.clock().instant());
  }

  private Run resume(String idOrPlace) {
    Run run = runsOf(idOrPlace).open(idOrPlace, ProgramConfig.SCHEMA);
    try {
      flags.requireAgreement(run, console);
      return run;
    } catch (RuntimeException e) {
      run.close();
      throw e;
    }
  }

  private List<String> similar(String place) {
    return out.equals(RunFolder.DEFAULT.toString()) && resume == null
        ? List.of("similar")
        : List.of("similar", "--run", place);
  }
}
