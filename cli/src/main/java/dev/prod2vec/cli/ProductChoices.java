package dev.prod2vec.cli;

import dev.prod2vec.text.HumanNumbers;
import dev.prod2vec.vocabulary.FoundProduct;
import dev.prod2vec.vocabulary.Product;
import java.util.List;

/// The products that a text may mean, as text.
final class ProductChoices {
  private static final int SHOWN = 5;

  /// Five choices with their ids fit a screen and two kilobytes.
  private static final int WIDEST = 100;

  private ProductChoices() {}

  /// The lines before an answer about a product; empty if the match is exact.
  ///
  /// @param columns of the terminal
  static String preface(FoundProduct found, int columns) {
    String heading =
        switch (found.match()) {
          case EXACT -> "";
          case ONE_OF_A_NAME ->
              "%s products are called \"%s\"; the first of these is shown:"
                  .formatted(found.choices().size(), found.text());
          case BEST_MATCH ->
              "no product is called \"%s\"; the best matches, the first of which is shown:"
                  .formatted(found.text());
        };
    return heading.isEmpty()
        ? ""
        : "%s\n\n%s%s\n".formatted(heading, table(found.choices(), columns), more(found.choices()));
  }

  /// The same on one line.
  static String note(FoundProduct found) {
    int choices = found.choices().size();
    return "\"%s\": taking %s, which is %s"
        .formatted(
            found.text(),
            label(found.product()),
            switch (found.match()) {
              case EXACT -> "an exact match";
              case ONE_OF_A_NAME -> "the most bought of %s with this name".formatted(choices);
              case BEST_MATCH -> "the best match of " + HumanNumbers.count(choices);
            });
  }

  /// `Banana (id 24852)`.
  static String label(Product product) {
    return "%s (id %s)".formatted(product.name(), product.id());
  }

  /// The first few as a table.
  static String table(List<Product> products, int columns) {
    TextTable table = TextTable.of("  id", "name", "#training orders");
    products.stream()
        .limit(SHOWN)
        .forEach(found ->
            table.row(
                "  " + Layout.shorten(found.id(), WIDEST),
                Layout.shorten(found.name(), WIDEST),
                HumanNumbers.count(found.count())));
    return table.text(columns);
  }

  /// How many are not in the table, as a line; empty if none.
  static String more(List<Product> products) {
    int more = products.size() - SHOWN;
    return more > 0 ? "  and %s more\n".formatted(HumanNumbers.count(more)) : "";
  }
}
