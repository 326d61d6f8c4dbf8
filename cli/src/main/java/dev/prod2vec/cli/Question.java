package dev.prod2vec.cli;

import dev.prod2vec.setting.ShellCommand;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.vocabulary.FoundProduct;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.ProductSearch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Finds the products that somebody asks for, and refuses to guess if nobody would see the guess.
///
/// @param withoutVector a line about products that the vocabulary lacks; asked for if it is shown
/// @param guess whether a name that is not exact is answered by its best match
record Question(ProductSearch search, Supplier<Optional<String>> withoutVector, Guess guess) {
  private static final int CHOICES = 5;
  private static final int WIDEST = 100;

  /// What to do with a name that is not exact.
  enum Guess {
    /// The best match is taken, and the others are shown.
    BEST_MATCH,
    /// It is refused.
    REFUSED
  }

  /// The product that a text means.
  ///
  /// @throws WrongUseException with choices, if no product is called so and none may be guessed
  FoundProduct product(String text) {
    FoundProduct found = find(text);
    if (found.match() != FoundProduct.Match.EXACT && guess == Guess.REFUSED) {
      throw refused(
          found, "name one by its id or its whole name, or take the first with --best-match");
    }
    return found;
  }

  /// The products of a basket. Each value is an id or a name, or a list of these with commas.
  ///
  /// @throws WrongUseException with choices, if a part is not exact
  List<FoundProduct> basket(List<String> values) {
    List<FoundProduct> basket = new ArrayList<>();
    for (String value : values) {
      requireText(value);
      List<String> parts =
          search.exact(value).isEmpty() ? Arrays.asList(value.split(",", -1)) : List.of(value);
      parts.forEach(part -> basket.add(inBasket(part)));
    }
    return List.copyOf(basket);
  }

  /// Why a text names no product, on one line.
  ///
  /// @param exact the products of which each has the text as its name
  String fault(String text, List<Product> exact) {
    if (!exact.isEmpty()) {
      return "%s products are called \"%s\"; the first has the id %s"
          .formatted(exact.size(), shortened(text), exact.getFirst().id());
    }
    return "no product has the id or the name \"%s\"%s"
        .formatted(
            shortened(text),
            search
                .find(text)
                .map(found -> "; did you mean %s?".formatted(ProductChoices.label(found.product())))
                .orElse(""));
  }

  private FoundProduct inBasket(String part) {
    FoundProduct found = find(part);
    if (found.match() != FoundProduct.Match.EXACT) {
      throw refused(
          found,
          "a basket takes ids and whole names; a name with a comma is a --basket of its own");
    }
    return found;
  }

  private FoundProduct find(String text) {
    requireText(text);
    return search.find(text).orElseThrow(() -> unknown(text));
  }

  private static void requireText(String text) {
    if (text.isBlank()) {
      throw new WrongUseException(
          "similar: a product's name is empty\nhint: "
              + ShellCommand.prod2vec("similar", "whole milk"));
    }
  }

  private WrongUseException unknown(String text) {
    List<Product> nearest = search.nearest(text, CHOICES);
    return new WrongUseException(
        "no product has the id, the name or the words \"%s\"; the nearest names:\n%s%shint: name one by its id or its whole name"
            .formatted(
                shortened(text),
                ProductChoices.table(nearest, Integer.MAX_VALUE),
                lineWithoutVector()));
  }

  private WrongUseException refused(FoundProduct found, String hint) {
    boolean guessed = found.match() == FoundProduct.Match.BEST_MATCH;
    String text = shortened(found.text());
    String fault =
        guessed
            ? "no product has the id or the name \"%s\"; the best matches:".formatted(text)
            : "%s products are called \"%s\":".formatted(found.choices().size(), text);
    return new WrongUseException(
        "%s\n%s%s%shint: %s"
            .formatted(
                fault,
                ProductChoices.table(found.choices(), Integer.MAX_VALUE),
                ProductChoices.more(found.choices()),
                guessed ? lineWithoutVector() : "",
                hint));
  }

  private static String shortened(String text) {
    return Layout.shorten(text.strip(), WIDEST);
  }

  private String lineWithoutVector() {
    return withoutVector.get().map("%s\n"::formatted).orElse("");
  }
}
