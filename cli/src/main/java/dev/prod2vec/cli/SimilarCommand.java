package dev.prod2vec.cli;

import dev.prod2vec.cooccurrence.Cooccurrence;
import dev.prod2vec.recommend.Neighbour;
import dev.prod2vec.recommend.Recommender;
import dev.prod2vec.setting.SettingException;
import dev.prod2vec.vocabulary.Product;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows neighbours.
@Command(
    name = "similar",
    description = {
      "Show the products that could be bought instead of one, those that are bought along with it,"
          + " or those that complete a basket.",
      "A product is found by its id, its name, or words of its name."
    },
    footer = {
      "  prod2vec similar \"sea salt caramel gelato\"",
      "  prod2vec similar 24852 --complements --limit 20",
      "  prod2vec similar --basket \"banana,whole milk\" --format json"
    })
final class SimilarCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(arity = "0..*", paramLabel = "NAME|ID", description = "The product.")
  private List<String> words = List.of();

  @Option(
      names = "--complements",
      description = "What is bought along with it, rather than instead of it.")
  private boolean complements;

  @Option(
      names = "--basket",
      split = ",",
      paramLabel = "NAME|ID",
      description = "What goes into a basket that holds these, separated by commas.")
  private List<String> basket = List.of();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Most products. Default: ${DEFAULT-VALUE}.")
  private int limit = 10;

  @Mixin private final ModelChoice choice = new ModelChoice();

  @Option(names = "--format", paramLabel = "table|json|csv", description = "Default: table.")
  private NeighbourFormat format = NeighbourFormat.TABLE;

  @Mixin private final TableChoice table = new TableChoice();

  SimilarCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (words.isEmpty() == basket.isEmpty()) {
      throw new SettingException(
          "similar: %s\nhint: prod2vec similar \"whole milk\", or --basket \"banana,whole milk\""
              .formatted(words.isEmpty() ? "no product is named" : "a product and a basket"));
    } else if (complements && !basket.isEmpty()) {
      throw new SettingException("similar: --complements and --basket ask for different things");
    } else if (limit < 1) {
      throw new SettingException("--limit: must be 1 or more, but is " + limit);
    }
    Model model = Model.read(choice.directory(console));
    Cooccurrence cooccurrence = model.cooccurrence();
    Recommender recommender =
        new Recommender(model.embedding(), model.vocabulary().counts(), cooccurrence, 0);
    console.out().print(format.text(answer(model, recommender), table.formulas(model)));
    return 0;
  }

  private NeighbourTable answer(Model model, Recommender recommender) {
    ProductSearch search = new ProductSearch(model.vocabulary());
    int k = Math.min(limit, model.vocabulary().size());
    if (!basket.isEmpty()) {
      List<Product> held = basket.stream().map(text -> find(search, text)).distinct().toList();
      int[] indexes = held.stream().mapToInt(Product::index).toArray();
      return new NeighbourTable(
          "completes", held, recommender.complete(indexes, k), model.vocabulary());
    }
    Product product = find(search, String.join(" ", words));
    List<Neighbour> neighbours =
        complements
            ? recommender.complements(product.index(), k)
            : recommender.substitutes(product.index(), k);
    return new NeighbourTable(
        complements ? "complements" : "substitutes",
        List.of(product),
        neighbours,
        model.vocabulary());
  }

  private Product find(ProductSearch search, String text) {
    ProductSearch.Found found = search.find(text);
    String others = ProductSearch.others(found);
    if (!others.isEmpty()) {
      console.message("\"%s\": %s".formatted(text.strip(), others));
    }
    return found.product();
  }
}
