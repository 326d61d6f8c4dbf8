package dev.prod2vec.cli;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.config.Config;
import dev.prod2vec.disk.Staging;
import dev.prod2vec.feature.ProductFeature;
import dev.prod2vec.feature.SideInformation;
import dev.prod2vec.file.Json;
import dev.prod2vec.ingest.Ingest;
import dev.prod2vec.ingest.ProductsConfig;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.postgres.PostgresServer;
import dev.prod2vec.prepared.BasketsConfig;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.task.EvaluationReport;
import dev.prod2vec.task.LocalModelWorkers;
import dev.prod2vec.task.ModelScores;
import dev.prod2vec.task.NewProductReport;
import dev.prod2vec.task.NewProductScores;
import dev.prod2vec.text.HumanNumbers;
import dev.prod2vec.training.TrainingConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Scores a model on baskets.
@Command(
    name = "evaluate",
    description = {
      "Score a model on held-out baskets, beside popularity, co-count and ItemKNN that learned"
          + " from the same training baskets. Products that the model does not know are left"
          + " out. The baskets are a file of orders, or the test.parquet of any run.",
      "With --new-products it tests how well names and categories place new products instead: a"
          + " tenth of the products is taken out of the orders, vectors are trained again without"
          + " them, and then they are brought back. That takes as long as a training."
    },
    footer = {
      "  prod2vec evaluate --model model --baskets test.csv",
      "  prod2vec evaluate --model runs/20260131-120000 --baskets test.csv --format json",
      "  prod2vec evaluate --model model --baskets runs/20260131-120000/test.parquet",
      "  prod2vec evaluate --model runs/20260131-120000 --baskets"
          + " runs/20260131-120000/test.parquet --new-products"
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

  @Option(
      names = "--new-products",
      description = "Test how well products that training has not seen are placed.")
  private boolean newProducts;

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
    ProductModel model = ProductModel.open(folder).trained();
    console.status("reading baskets ...");
    Baskets test = read(config, model);
    Baskets validation = PreparedData.baskets(folder.resolve(PreparedData.VALIDATION));
    if (newProducts) {
      scoreNewProducts(config, model, validation, test);
      return 0;
    }
    console.status("scoring ...");
    EvaluationReport report =
        new ModelScores(
                model.vocabulary(),
                config.evaluation(),
                new LocalModelWorkers(model, config.training().threads()),
                config.training().threads())
            .evaluate(validation, test);
    console.status("");
    switch (result.format()) {
      case TEXT -> console.out().print(RunSummary.scores(report, "", console.columns()));
      case JSON -> console.out().print(Json.text(report));
    }
    return 0;
  }

  private void scoreNewProducts(Config config, ProductModel model, Baskets validation, Baskets test)
      throws InterruptedException {
    Set<ProductFeature> all = EnumSet.allOf(ProductFeature.class);
    if (SideInformation.of(model.vocabulary(), all).size() == 0) {
      throw new WrongUseException(
          "--new-products: no two products of this model have a word or a category in common, so nothing could bring one back\nhint: products.files names a table with names and categories");
    }
    TrainingConfig training = TrainedConfig.of(model).withThreads(config.training().threads());
    NewProductScores scores =
        NewProductScores.of(model.vocabulary(), training, config.evaluation().seed());
    console.message(
        "training without %s of %s"
            .formatted(
                HumanNumbers.count(scores.takenOut()),
                HumanNumbers.count(model.vocabulary().size(), "product")));
    NewProductReport report =
        scores.score(
            model.baskets(), validation, test, new TrainingBar(console, training.epochs()));
    console.status("");
    switch (result.format()) {
      case TEXT -> console.out().print(NewProductTable.text(report, console.columns()));
      case JSON -> console.out().print(Json.text(report));
    }
  }

  /// Baskets of the model's products, ordered by order id.
  private Baskets read(Config config, ProductModel model) throws IOException, InterruptedException {
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
