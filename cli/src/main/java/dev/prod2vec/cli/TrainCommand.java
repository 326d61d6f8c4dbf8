package dev.prod2vec.cli;

import dev.prod2vec.config.Config;
import dev.prod2vec.file.Json;
import dev.prod2vec.file.NewFolder;
import dev.prod2vec.file.WriteGuard;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.prepared.BasketsConfig;
import dev.prod2vec.schema.EffectiveConfig;
import dev.prod2vec.task.TaskId;
import dev.prod2vec.text.HumanNumbers;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Trains on baskets, without a run.
@Command(
    name = "train",
    description = {
      "Train vectors on baskets only, without a run: no checks, no scores, no exports.",
      "It trains on all orders, unless --baskets.validation-fraction sets some aside to stop the"
          + " training."
    },
    footer = {
      "  prod2vec train --baskets train.csv --out model",
      "  prod2vec train --baskets 'part-*.parquet' --out model --dim 64 --epochs 20",
      "  prod2vec evaluate --model model --baskets test.csv"
    })
final class TrainCommand implements Callable<Integer>, ConfigFlags.Reader {
  private final Console console;
  private final ConfigFlags flags =
      ConfigFlags.of("--baskets", BasketKeys.and(BasketKeys.PREPARING, "training", "engine"));

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description =
          "New folder for "
              + ProductModel.FILE
              + ", vocabulary.parquet and the rest; or ${bundle:location}.")
  private String out = "";

  @Mixin private final ResultOption result = new ResultOption();

  TrainCommand(Console console) {
    this.console = console;
  }

  @Override
  public ConfigFlags flags() {
    return flags;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    EffectiveConfig<Config> effective = flags.load(console.environment());
    Config config = withAllOrdersForTraining(effective);
    flags.requireOrders(config);
    Map<String, Object> metrics = new LinkedHashMap<>();
    NewFolder.Writer training =
        folder -> {
          SingleTasks tasks = SingleTasks.of(console, "train", config, folder, WriteGuard.OPEN);
          metrics.putAll(tasks.preProcessData().metrics());
          metrics.putAll(tasks.run(TaskId.MODEL_TRAINING).metrics());
        };
    console.places(() -> config).createFolder(out, training);
    switch (result.format()) {
      case TEXT ->
          console
              .out()
              .printf(
                  "%s: %s of %s, trained in %s epochs%n",
                  out + "/" + ProductModel.FILE,
                  metrics.get("products") + " vectors",
                  HumanNumbers.count(config.training().dim(), "number"),
                  metrics.get("epochs"));
      case JSON -> console.out().print(Json.text(metrics));
    }
    return 0;
  }

  private static Config withAllOrdersForTraining(EffectiveConfig<Config> effective) {
    Config config = effective.config();
    BasketsConfig baskets = config.baskets();
    double validation =
        effective.origins().containsKey("baskets.validation-fraction")
            ? baskets.validationFraction()
            : 0;
    return config.withBaskets(baskets.withFractions(validation, 0));
  }
}
