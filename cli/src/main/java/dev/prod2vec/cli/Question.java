package dev.prod2vec.cli;

import dev.prod2vec.setting.ShellCommand;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.vocabulary.Product;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Finds the products that somebody asks for, and refuses to guess where nobody would see the
/// guess.
///
/// @param withoutVector what is known of products that the vocabulary lacks
/// @param guess whether a name that is not exact is answered by its best match
record Question(ProductSearch search, Optional<String> withoutVector, Guess guess) {
  private static final int CHOICES = 5;
  private static final int WIDEST = 100;

  /// What becomes of a name that is not exact.
  enum Guess {
    /// The best match is taken, and the others are shown.
    BEST_MATCH,
    /// It is refused.
    REFUSED
  }

  /// The product that a text means.
  ///
  /// @throws WrongUseException with choices, if none is called so and none may be guessed
  Asked product(String text) {
    requireText(text);
    List<Product> exact = search.exact(text);
    if (exact.size() == 1) {
      return new Asked(text.strip(), exact.getFirst(), List.of(), Asked.How.EXACT);
    }
    List<Product> found = exact.isEmpty() ? search.matches(text) : exact;
    if (found.isEmpty()) {
      throw unknown(text);
    } else if (guess == Guess.REFUSED) {
      throw refused(
          text,
          exact,
          found,
          "name one by its id or its whole name, or take the first with --best-match");
    }
    return new Asked(
        text.strip(),
        found.getFirst(),
        found.subList(1, found.size()),
        exact.isEmpty() ? Asked.How.BEST_MATCH : Asked.How.ONE_OF_A_NAME);
  }

  /// The products of a basket: each value is one if it is an id or a name, else a list of these
  /// with commas.
  ///
  /// @throws WrongUseException with choices, if a part is not exact
  List<Asked> basket(List<String> values) {
    List<Asked> basket = new ArrayList<>();
    for (String value : values) {
      requireText(value);
      List<String> parts =
          search.exact(value).isEmpty() ? Arrays.asList(value.split(",", -1)) : List.of(value);
      parts.forEach(part -> basket.add(inBasket(part)));
    }
    return List.copyOf(basket);
  }

  private Asked inBasket(String part) {
    requireText(part);
    List<Product> exact = search.exact(part);
    if (exact.size() == 1) {
      return new Asked(part.strip(), exact.getFirst(), List.of(), Asked.How.EXACT);
    }
    List<Product> found = exact.isEmpty() ? search.matches(part) : exact;
    if (found.isEmpty()) {
      throw unknown(part);
    }
    throw refused(
        part,
        exact,
        found,
        "a basket takes ids and whole names; a name with a comma is a --basket of its own");
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
            .formatted(said(text), Asked.choices(nearest, Integer.MAX_VALUE), notAmong()));
  }

  private WrongUseException refused(
      String text, List<Product> exact, List<Product> found, String hint) {
    String fault =
        exact.isEmpty()
            ? "no product has the id or the name \"%s\"; the best matches:".formatted(said(text))
            : "%d products are called \"%s\":".formatted(exact.size(), said(text));
    return new WrongUseException(
        "%s\n%s%s%shint: %s"
            .formatted(
                fault,
                Asked.choices(found, Integer.MAX_VALUE),
                Asked.more(found),
                exact.isEmpty() ? notAmong() : "",
                hint));
  }

  private static String said(String text) {
    return Layout.shorten(text.strip(), WIDEST);
  }

  private String notAmong() {
    return withoutVector.map("%s\n"::formatted).orElse("");
  }
}
