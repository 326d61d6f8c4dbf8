package dev.prod2vec.cli;

import dev.prod2vec.model.NeighbourAnswer;
import dev.prod2vec.model.NeighbourAnswers;
import dev.prod2vec.model.NeighbourQuestion;
import dev.prod2vec.model.NeighbourRules;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.process.ExitCode;
import dev.prod2vec.recommend.NeighbourKind;
import dev.prod2vec.setting.ShellCommand;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.vocabulary.FoundProduct;
import dev.prod2vec.vocabulary.ProductSearch;
import dev.prod2vec.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows neighbours.
@Command(
    name = "similar",
    description = {
      "Show the products that could be bought instead of one, those that are bought along with it,"
          + " those that compete with it, or those that complete a basket.",
      "A product is named by its id or its name; case does not matter. For other words the best"
          + " matches are listed. On a terminal the answer for the first of them follows; elsewhere,"
          + " and with --format json or csv, they are an error, unless --best-match is given.",
      "Products that are in too few orders are placed by their names and categories. They can be"
          + " asked about as well; lists hold products that are bought.",
      "Flags that say \"only\" are filters. They are met by every product of a list, which has the"
          + " best of all that meet them. A product that has no category in a column has neither the"
          + " same one nor another one. In a list for a basket, --same and --not look at all products"
          + " of the basket, --min-together and --max-lift at the one that a product goes with most."
    },
    footer = {
      "  prod2vec similar \"sea salt caramel gelato\"",
      "  prod2vec similar 24852 --complements --limit 20 --not department",
      "  prod2vec similar 24852 --cannibals",
      "  prod2vec similar --basket banana --basket \"Spaghetti, 12 oz\" --format json",
      "  prod2vec similar --products ids.txt --min-orders 20 --format csv",
      "  prod2vec similar --new \"Organic Oat Barista Milk\" --category \"aisle=soy lactosefree\""
    })
final class SimilarCommand implements Callable<Integer> {
  private static final String OF_PURCHASES =
      ", which is about what was bought along with a product";

  private final Console console;

  @Parameters(arity = "0..*", paramLabel = "NAME|ID", description = "The product.")
  private List<String> words = List.of();

  @Option(
      names = "--complements",
      description = "What is bought along with it, rather than instead of it.")
  private boolean complements;

  @Option(
      names = "--cannibals",
      description =
          "What competes with it: products with a similarity of at least 0.4 that are bought along"
              + " with it less often than by chance, and so seldom that chance alone does it to"
              + " fewer than 1 pair in 100. Rarely bought products have none, since nobody can know."
              + " The score is the similarity times the share of the orders by chance that is missing.")
  private boolean cannibals;

  @Option(
      names = "--basket",
      paramLabel = "NAME|ID",
      description =
          "What goes into a basket that holds this; may be repeated. A text that is no id and no"
              + " name as a whole is a list of them with commas.")
  private List<String> basket = List.of();

  @Mixin private final ProductsOption several = new ProductsOption();

  @Option(
      names = "--best-match",
      description = "Answer for the best match where no product has the id or the name.")
  private boolean bestMatch;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Most products in a list. Default: ${DEFAULT-VALUE}.")
  private int limit = 10;

  @Mixin private final NewProductOptions newProduct = new NewProductOptions();
  @Mixin private final FilterOptions filter = new FilterOptions();

  @Mixin private final SortOption sort = new SortOption();

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
    NeighbourRules rules = filter.rules();
    Path folder = choice.directory(console);
    ProductModel opened = ProductModel.openToAsk(folder);
    ProductModel model = newProduct.areGiven() ? newProduct.with(opened) : opened;
    NeighbourQuestion asks =
        new NeighbourQuestion(kind(), limit, rules.on(model.vocabulary()), sort.order());
    Question question =
        new Question(
            new ProductSearch(model.vocabulary()),
            () -> WithoutVector.line(folder, model.vocabulary()),
            guess());
    return several.isGiven()
        ? answerEach(asks, several.find(question, console), folder, model)
        : answer(asks, asked(question, model.vocabulary()), folder, model);
  }

  private List<FoundProduct> asked(Question question, Vocabulary vocabulary) {
    return basket.isEmpty()
        ? List.of(product(question, vocabulary))
        : question.basket(basket).stream().distinct().toList();
  }

  private int answer(
      NeighbourQuestion asks, List<FoundProduct> asked, Path folder, ProductModel model) {
    NeighbourAnswer answer =
        NeighbourAnswer.of(asks, asked, model.recommender(0), model.vocabulary());
    note(asked);
    console.out().print(format.text(answer, console.columns(), () -> table.formulas(folder)));
    return ExitCode.DONE.code();
  }

  private int answerEach(
      NeighbourQuestion asks, ProductsOption.Named named, Path folder, ProductModel model) {
    NeighbourAnswers answers =
        NeighbourAnswers.of(asks, named.found(), model.recommender(0), model.vocabulary());
    note(named.found());
    console.out().print(format.text(answers, console.columns(), () -> table.formulas(folder)));
    return (named.bad() > 0 ? ExitCode.FAILED : ExitCode.DONE).code();
  }

  /// Says what was guessed where the answer does not.
  private void note(List<FoundProduct> asked) {
    if (format != NeighbourFormat.TABLE) {
      asked.stream()
          .filter(found -> found.match() != FoundProduct.Match.EXACT)
          .forEach(found -> console.message(ProductChoices.note(found)));
    }
  }

  private FoundProduct product(Question question, Vocabulary vocabulary) {
    return newProduct.areGiven()
        ? FoundProduct.exactly(vocabulary.newProducts().getFirst())
        : question.product(String.join(" ", words));
  }

  private void requireOneQuestion() {
    if (limit < 1) {
      throw new WrongUseException("--limit: must be 1 or more, but is " + limit);
    } else if (newProduct.areGiven()) {
      requireNothingBeside();
      return;
    }
    long questions =
        Stream.of(!words.isEmpty(), !basket.isEmpty(), several.isGiven())
            .filter(given -> given)
            .count();
    if (questions != 1) {
      throw new WrongUseException(
          "similar: %s\nhint: %s, or --product banana --product \"whole milk\", or --basket banana,milk"
              .formatted(
                  questions == 0
                      ? "no product is named"
                      : "a product, several products and a basket are different questions; ask one",
                  ShellCommand.prod2vec("similar", "whole milk")));
    } else if (!basket.isEmpty() && (complements || cannibals)) {
      throw new WrongUseException(
          "similar: %s and --basket ask for different things"
              .formatted(complements ? "--complements" : "--cannibals"));
    } else if (complements && cannibals) {
      throw new WrongUseException(
          "similar: --complements and --cannibals ask for different things");
    } else if (bestMatch && !basket.isEmpty()) {
      throw new WrongUseException(
          "similar: --best-match and --basket do not go together: a basket takes only what is exact");
    } else if (bestMatch && several.isFileAlone()) {
      throw new WrongUseException(
          "similar: --best-match and --products do not go together: a file takes only what is exact");
    }
  }

  private void requireNothingBeside() {
    Stream.of(
            beside(!words.isEmpty(), "another product"),
            beside(!basket.isEmpty(), "--basket"),
            beside(several.isGiven(), several.flag()),
            beside(complements, "--complements" + OF_PURCHASES),
            beside(cannibals, "--cannibals" + OF_PURCHASES),
            beside(bestMatch, "--best-match: there is nothing to guess"))
        .flatMap(Optional::stream)
        .findFirst()
        .ifPresent(other -> {
          throw new WrongUseException(
              "similar: --new asks what is like a product that nobody has bought; it does not go together with "
                  + other);
        });
  }

  private static Optional<String> beside(boolean given, String what) {
    return given ? Optional.of(what) : Optional.empty();
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
    if (cannibals) {
      return NeighbourKind.CANNIBAL;
    }
    return complements ? NeighbourKind.COMPLEMENT : NeighbourKind.SUBSTITUTE;
  }
}
