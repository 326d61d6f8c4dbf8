package dev.prod2vec.cli;

import dev.prod2vec.config.Config;
import dev.prod2vec.file.NewFolder;
import dev.prod2vec.model.NeighbourAnswer;
import dev.prod2vec.model.NeighbourQuestion;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.recommend.Neighbour;
import dev.prod2vec.recommend.NeighbourKind;
import dev.prod2vec.recommend.NeighbourLists;
import dev.prod2vec.recommend.Recommender;
import dev.prod2vec.run.Run;
import dev.prod2vec.run.RunFolder;
import dev.prod2vec.schema.EffectiveConfig;
import dev.prod2vec.synthetic.SyntheticConfig;
import dev.prod2vec.synthetic.SyntheticShop;
import dev.prod2vec.text.HumanNumbers;
import dev.prod2vec.vocabulary.FoundProduct;
import dev.prod2vec.vocabulary.Product;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Shows what prod2vec does.
@Command(
    name = "demo",
    description =
        "Generate a small grocery shop whose substitutes are known, run the pipeline on it, and show"
            + " neighbours, how many of the known substitutes are among them, and where the report"
            + " is.",
    footer = {"  prod2vec demo", "  prod2vec demo --out /tmp/demo"})
final class DemoCommand implements Callable<Integer> {
  private static final Path FOLDER = Path.of("demo");
  private static final String RUNS_IN_FOLDER = "runs";

  /// The folder of its runs, unless another one is named.
  static final Path RUNS = FOLDER.resolve(RUNS_IN_FOLDER);

  private static final int NEIGHBOURS = 10;
  private static final int SHOWN = 5;

  /// Indexes of the products shown: a best seller, and some less popular ones.
  private static final List<Integer> EXAMPLES = List.of(0, 20, 200);

  private final Console console;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder of the shop and of the demo's runs. Default: ${DEFAULT-VALUE}.")
  private String named = FOLDER.toString();

  @Spec private CommandSpec spec = CommandSpec.create();

  DemoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    OptionalInt elsewhere =
        SparkStart.instead(
            console, spec, () -> effective(FOLDER).config(), () -> effective(FOLDER));
    return elsewhere.isPresent() ? elsewhere.getAsInt() : work();
  }

  private int work() throws IOException, InterruptedException {
    SyntheticShop shop = new SyntheticShop(SyntheticConfig.DEFAULT);
    Path out = LocalFolder.of("--out", named, console);
    Path folder = out.resolve("shop");
    NewFolder.update(folder, staging -> ShopFiles.write(shop, staging));
    console.message(
        "generated %s of %s in %s"
            .formatted(
                HumanNumbers.count(shop.orders(), "order"),
                HumanNumbers.count(shop.products(), "product"),
                folder));
    try (Run run =
        new RunFolder(out.resolve(RUNS_IN_FOLDER)).create(effective(folder).config(), now())) {
      RunCommand.execute(console, run, out.resolve(RUNS_IN_FOLDER).toString());
      console.out().print(neighbours(shop, ProductModel.open(run.directory()), console.columns()));
      console
          .out()
          .print(RunSummary.text(run, List.of("similar", "--run", run.place()), console.columns()));
    }
    return 0;
  }

  private Instant now() {
    return console.clock().instant();
  }

  private EffectiveConfig<Config> effective(Path shop) {
    return ProgramConfig.SCHEMA.load(
        Optional.empty(),
        console.environment(),
        Map.of(
            "orders.files", List.of(shop.resolve(ShopFiles.ORDERS).toString()),
            "products.files", List.of(shop.resolve(ShopFiles.PRODUCTS).toString()),
            "products.category-columns", List.of("aisle,department")));
  }

  private static String neighbours(SyntheticShop shop, ProductModel model, int columns) {
    Recommender recommender = model.recommender(0);
    StringBuilder text = new StringBuilder();
    for (int place : EXAMPLES) {
      Product product = model.vocabulary().product(Math.min(place, model.vocabulary().size() - 1));
      NeighbourAnswer answer =
          NeighbourAnswer.of(
              new NeighbourQuestion(NeighbourKind.SUBSTITUTE, SHOWN),
              List.of(FoundProduct.exactly(product)),
              recommender,
              model.vocabulary());
      text.append('\n').append(NeighbourTable.text(answer, columns));
    }
    NeighbourLists all = recommender.allSubstitutes(NEIGHBOURS);
    List<String> ids = model.vocabulary().products().stream().map(Product::id).toList();
    double found =
        shop.truth()
            .substitutesFound(
                ids,
                NEIGHBOURS,
                index -> all.of(index).stream().mapToInt(Neighbour::product).toArray());
    return text.append(
            "%nknown substitutes that are among the %d neighbours: %.0f%%%n"
                .formatted(NEIGHBOURS, 100 * found))
        .toString();
  }
}
