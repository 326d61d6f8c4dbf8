package dev.prod2vec.cli;

import dev.prod2vec.vocabulary.Product;
import java.util.List;
import java.util.stream.Stream;

/// A product that was asked for.
///
/// @param text as it was typed
/// @param product the one that is meant, or was taken
/// @param others those that may have been meant as well; empty where the text is exact
record Asked(String text, Product product, List<Product> others, How how) {
  private static final int SHOWN = 5;

  /// Five choices with their ids fit a screen and two kilobytes.
  private static final int WIDEST = 100;

  /// How a product was found.
  enum How {
    /// Only this one has the id or the name.
    EXACT,
    /// It is the most bought of several with the name.
    ONE_OF_A_NAME,
    /// Its name is the best match.
    BEST_MATCH
  }

  /// A product of which nobody has to guess.
  static Asked exactly(Product product) {
    return new Asked(product.name(), product, List.of(), How.EXACT);
  }

  /// What has to be said before an answer about it; empty where it is exact.
  ///
  /// @param columns of the terminal
  String preface(int columns) {
    if (how == How.EXACT) {
      return "";
    }
    return "%s\n\n%s%s\n"
        .formatted(
            how == How.BEST_MATCH
                ? "no product is called \"%s\"; the best matches, the first of which is shown:"
                    .formatted(text)
                : "%d products are called \"%s\"; the first of these is shown:"
                    .formatted(others.size() + 1, text),
            choices(all(), columns),
            more(all()));
  }

  /// The same on one line.
  String note() {
    return "\"%s\": taking %s, which is %s"
        .formatted(
            text,
            label(product),
            how == How.BEST_MATCH
                ? "the best match of %s".formatted(Words.count(others.size() + 1L))
                : "the most bought of %d with this name".formatted(others.size() + 1));
  }

  private List<Product> all() {
    return Stream.concat(Stream.of(product), others.stream()).toList();
  }

  /// `Banana (id 24852)`.
  static String label(Product product) {
    return "%s (id %s)".formatted(product.name(), product.id());
  }

  /// The first few as a table.
  static String choices(List<Product> products, int columns) {
    TextTable table = TextTable.of("  id", "name", "#training orders");
    products.stream()
        .limit(SHOWN)
        .forEach(found ->
            table.row(
                "  " + Layout.shorten(found.id(), WIDEST),
                Layout.shorten(found.name(), WIDEST),
                Words.count(found.count())));
    return table.text(columns);
  }

  /// How many are not in the table, as a line; empty if none.
  static String more(List<Product> products) {
    int more = products.size() - SHOWN;
    return more > 0 ? "  and %s more\n".formatted(Words.count(more)) : "";
  }
}
