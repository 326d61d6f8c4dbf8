package dev.prod2vec.model;

import dev.prod2vec.setting.Nearest;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.vocabulary.Vocabulary;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// A category that trained products have, as somebody names it: case aside.
///
/// @param column number of its column in the vocabulary
/// @param name as the products have it
public record Category(int column, String name) {
  private static final int SHOWN = 5;

  /// The category that a text means.
  ///
  /// @param text `COLUMN=CATEGORY`
  /// @throws WrongUseException with the known ones, if the trained products have no such column or
  ///   category
  public static Category of(String text, Vocabulary vocabulary) {
    List<String> columns = vocabulary.categoryColumns();
    int at = text.indexOf('=');
    if (at < 0) {
      throw new WrongUseException(
          "\"%s\": a column and a category expected, as COLUMN=CATEGORY; %s"
              .formatted(
                  text,
                  columns.isEmpty()
                      ? "but the model's products have no categories"
                      : "the columns are " + names(columns)));
    }
    // A column's name may have a = itself.
    String name =
        columns.stream()
            .filter(it -> text.regionMatches(true, 0, it + "=", 0, it.length() + 1))
            .max(Comparator.comparingInt(String::length))
            .orElse(text.substring(0, at));
    int column = column(name, vocabulary);
    return new Category(column, category(column, text.substring(name.length() + 1), vocabulary));
  }

  /// The number of the column that a text means.
  ///
  /// @throws WrongUseException with the known ones, if there is no such column
  static int column(String name, Vocabulary vocabulary) {
    List<String> columns = vocabulary.categoryColumns();
    if (columns.isEmpty()) {
      throw new WrongUseException(
          "\"%s\": the model's products have no categories\nhint: products.category-columns of a run names their columns"
              .formatted(name));
    }
    return columns.indexOf(
        spelt(name, columns)
            .orElseThrow(() ->
                new WrongUseException(
                    "no column \"%s\" of categories; the columns are %s%s"
                        .formatted(name, names(columns), didYouMean(name, columns)))));
  }

  /// New products do not count: lists hold trained ones, and only these say where a category is.
  private static String category(int column, String name, Vocabulary vocabulary) {
    Set<String> known =
        vocabulary.products().subList(0, vocabulary.trained()).stream()
            .map(product -> product.categories().get(column))
            .filter(category -> !category.isEmpty())
            .collect(Collectors.toCollection(TreeSet::new));
    return spelt(name, known)
        .orElseThrow(() ->
            new WrongUseException(
                "no trained product has the %s \"%s\"; %s%s"
                    .formatted(
                        vocabulary.categoryColumns().get(column),
                        name,
                        some(name, known),
                        didYouMean(name, known))));
  }

  /// The nearest of the known categories, and how many there are.
  private static String some(String name, Set<String> known) {
    String near = names(Nearest.list(name, known, SHOWN));
    return known.size() <= SHOWN
        ? "the known ones are " + near
        : "of %s, the nearest are %s".formatted(known.size(), near);
  }

  /// The known word, as it is spelt, or else in another case.
  private static Optional<String> spelt(String word, Iterable<String> known) {
    Optional<String> other = Optional.empty();
    for (String each : known) {
      if (each.equals(word)) {
        return Optional.of(each);
      } else if (other.isEmpty() && each.equalsIgnoreCase(word)) {
        other = Optional.of(each);
      }
    }
    return other;
  }

  private static String didYouMean(String word, Collection<String> known) {
    return Nearest.to(word, known).map("\nhint: did you mean \"%s\"?"::formatted).orElse("");
  }

  private static String names(List<String> names) {
    return names.stream().map("\"%s\""::formatted).collect(Collectors.joining(", "));
  }
}
