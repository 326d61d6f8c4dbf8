package dev.prod2vec.cli;

import dev.prod2vec.model.NeighbourAnswer;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.recommend.NeighbourKind;
import dev.prod2vec.setting.ShellCommand;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.vocabulary.FoundProduct;
import dev.prod2vec.vocabulary.ProductSearch;
import java.io.IOException;
import java.nio.file.Path;
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
      "A product is named by its id or its name; case does not matter. For other words the best"
          + " matches are listed. On a terminal the answer for the first of them follows; elsewhere,"
          + " and with --format json or csv, they are an error, unless --best-match is given."
    },
    footer = {
      "  prod2vec similar \"sea salt caramel gelato\"",
      "  prod2vec similar 24852 --complements --limit 20",
      "  prod2vec similar --basket banana --basket \"Spaghetti, 12 oz\" --format json"
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
      paramLabel = "NAME|ID",
      description =
          "What goes into a basket that holds this; may be repeated. A text that is no id and no"
              + " name as a whole is a list of them with commas.")
  private List<String> basket = List.of();

  @Option(
      names = "--best-match",
      description = "Answer for the best match where no product has the id or the name.")
  private boolean bestMatch;

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
    requireOneQuestion();
    Path folder = choice.directory(console);
    ProductModel model = ProductModel.openToAsk(folder);
    Question question =
        new Question(
            new ProductSearch(model.vocabulary()), () -> WithoutVector.line(folder), guess());
    NeighbourKind kind = kind();
    List<FoundProduct> asked =
        switch (kind) {
          case SUBSTITUTE, COMPLEMENT -> List.of(question.product(String.join(" ", words)));
          case COMPLETION -> question.basket(basket).stream().distinct().toList();
        };
    NeighbourAnswer answer =
        NeighbourAnswer.of(kind, asked, limit, model.recommender(0), model.vocabulary());
    if (format != NeighbourFormat.TABLE && asked.getFirst().match() != FoundProduct.Match.EXACT) {
      console.message(ProductChoices.note(asked.getFirst()));
    }
    console.out().print(format.text(answer, console.columns(), () -> table.formulas(folder)));
    return 0;
  }

  private void requireOneQuestion() {
    if (words.isEmpty() == basket.isEmpty()) {
      throw new WrongUseException(
          "similar: %s\nhint: %s, or --basket banana --basket \"whole milk\""
              .formatted(
                  words.isEmpty() ? "no product is named" : "a product and a basket",
                  ShellCommand.prod2vec("similar", "whole milk")));
    } else if (complements && !basket.isEmpty()) {
      throw new WrongUseException("similar: --complements and --basket ask for different things");
    } else if (bestMatch && !basket.isEmpty()) {
      throw new WrongUseException(
          "similar: --best-match and --basket do not go together: a basket takes only what is exact");
    } else if (limit < 1) {
      throw new WrongUseException("--limit: must be 1 or more, but is " + limit);
    }
  }

  /// A guess is only for a reader who sees at once what was taken.
  private Question.Guess guess() {
    boolean seen = format == NeighbourFormat.TABLE && console.screen().out();
    return bestMatch || seen ? Question.Guess.BEST_MATCH : Question.Guess.REFUSED;
  }

  private NeighbourKind kind() {
    if (!basket.isEmpty()) {
      return NeighbourKind.COMPLETION;
    }
    return complements ? NeighbourKind.COMPLEMENT : NeighbourKind.SUBSTITUTE;
  }
}
