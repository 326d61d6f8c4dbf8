package dev.prod2vec.cli;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.config.Config;
import dev.prod2vec.disk.Staging;
import dev.prod2vec.file.Json;
import dev.prod2vec.ingest.Ingest;
import dev.prod2vec.ingest.ProductsConfig;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.postgres.PostgresServer;
import dev.prod2vec.prepared.BasketsConfig;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.task.EvaluationReport;
import dev.prod2vec.task.ModelScores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Scores a model on baskets.
@Command(
    name = "evaluate",
    description =
        "Score a model on held-out baskets, beside popularity, co-count and ItemKNN that learned"
            + " from the same training baskets. Products that the model does not know are left"
            + " out. The baskets are a file of orders, or the test.parquet of any run.",
    footer = {
      "  prod2vec evaluate --model model --baskets test.csv",
      "  prod2vec evaluate --model runs/20260131-120000 --baskets test.csv --format json",
      "  prod2vec evaluate --model model --baskets runs/20260131-120000/test.parquet"
    })
final class EvaluateCommand implements Callable<Integer>, ConfigFlags.Reader {
  private final Console console;
  private final ConfigFlags flags =
      ConfigFlags.of(
          "--baskets", BasketKeys.and(BasketKeys.READING, "training.threads", "evaluation"));

  @Option(
      names = "--model",
      paramLabel = "DIR",
      required = true,
      description = "A folder that prod2vec train wrote, or a run's; or ${bundle:location}.")
  private String place = "";

  @Mixin private final ResultOption result = new ResultOption();

  EvaluateCommand(Console console) {
    this.console = console;
  }

  @Override
  public ConfigFlags flags() {
    return flags;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Config config = flags.load(console.environment()).config();
    flags.requireOrders(config);
    Path folder = console.places(() -> config).folder(place);
    ProductModel model = ProductModel.open(folder);
    console.status("reading baskets ...");
    Baskets test = read(config, model);
    console.status("scoring ...");
    EvaluationReport report =
        ModelScores.evaluate(
            model,
            PreparedData.baskets(folder.resolve(PreparedData.VALIDATION)),
            test,
            config.evaluation(),
            config.training().threads());
    console.status("");
    switch (result.format()) {
      case TEXT -> console.out().print(RunSummary.scores(report, console.columns()));
      case JSON -> console.out().print(Json.text(report));
    }
    return 0;
  }

  /// Baskets of the model's products, in the order of the order ids.
  private Baskets read(Config config, ProductModel model)
      throws IOException, InterruptedException {
    List<String> files = config.orders().files();
    if (files.size() == 1) {
      Optional<Path> prepared = console.places(() -> config).prepared(files.getFirst());
      if (prepared.isPresent()) {
        return model.baskets(prepared.get());
      }
    }
    try (Staging staging = Staging.temporary()) {
      Path temporary = staging.folder();
      BasketsConfig everything =
          config.baskets().withFractions(0, 0).withVocabulary(1, Integer.MAX_VALUE);
      IngestReport ingest =
          Ingest.ingest(
              config.orders(),
              ProductsConfig.DEFAULT,
              everything,
              new PostgresServer(config.database(), console.environment()),
              console.stores().with(config::section),
              temporary);
      SingleTasks.warn(console, ingest, config);
      return model.baskets(temporary.resolve(PreparedData.BASKETS));
    }
  }
}
