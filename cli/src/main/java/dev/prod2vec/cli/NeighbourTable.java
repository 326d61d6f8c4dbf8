package dev.prod2vec.cli;

import dev.prod2vec.file.CsvFormulas;
import dev.prod2vec.file.Json;
import dev.prod2vec.recommend.Neighbour;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The answer of `similar`.
///
/// @param asked the product, or those of the basket
/// @param neighbours best first
record NeighbourTable(
    Kind kind, List<Asked> asked, List<Neighbour> neighbours, Vocabulary vocabulary) {

  /// What neighbours are to those asked for, as `neighbours.csv` calls it.
  enum Kind {
    /// What could be bought instead.
    SUBSTITUTE,
    /// What is bought along with it.
    COMPLEMENT,
    /// What completes a basket.
    COMPLETION
  }

  /// A table for people, under a line that says what it shows.
  ///
  /// @param most columns of the terminal
  String text(int most) {
    String names =
        asked.stream()
            .map(one ->
                one.how() == Asked.How.ONE_OF_A_NAME
                    ? Asked.label(one.product())
                    : one.product().name())
            .distinct()
            .collect(Collectors.joining(", "));
    String heading =
        switch (kind) {
          case SUBSTITUTE -> "instead of " + names;
          case COMPLEMENT -> "along with " + names;
          case COMPLETION -> "in a basket with " + names;
        };
    List<String> columns = new ArrayList<>(List.of("name", "#score", "#bought together", "#lift"));
    if (asked.size() > 1) {
      columns.add("most with");
    }
    columns.addAll(vocabulary.categoryColumns());
    TextTable table = TextTable.of(columns.toArray(String[]::new));
    for (Neighbour neighbour : neighbours) {
      Product product = vocabulary.product(neighbour.product());
      List<String> row =
          new ArrayList<>(
              List.of(
                  product.name(),
                  String.format(Locale.ROOT, "%.3f", neighbour.score()),
                  Words.count(neighbour.together()),
                  lift(neighbour)));
      if (asked.size() > 1) {
        row.add(vocabulary.product(neighbour.with()).name());
      }
      row.addAll(product.categories());
      table.row(row);
    }
    return "%s%s\n\n%s"
        .formatted(
            asked.stream().map(one -> one.preface(most)).collect(Collectors.joining()),
            String.join("\n", Layout.wrap(heading, most)),
            table.text(most));
  }

  /// Products that were never bought together have no lift, and a small one is not 0.
  static String lift(Neighbour neighbour) {
    if (neighbour.together() == 0) {
      return "never";
    }
    return neighbour.lift() < 0.05 ? "<0.1" : String.format(Locale.ROOT, "%.1f", neighbour.lift());
  }

  /// A document for programs.
  String json() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("kind", kind.name().toLowerCase(Locale.ROOT));
    document.put("asked", asked.stream().map(this::asked).toList());
    List<Map<String, Object>> entries = new ArrayList<>();
    for (Neighbour neighbour : neighbours) {
      Map<String, Object> entry = named(vocabulary.product(neighbour.product()));
      entry.put("score", neighbour.score());
      entry.put("with_product_id", vocabulary.product(neighbour.with()).id());
      entry.put("bought_together", neighbour.together());
      entry.put("support", neighbour.support());
      entry.put("lift", neighbour.lift());
      entries.add(entry);
    }
    document.put("neighbours", entries);
    return Json.text(document);
  }

  /// A line per neighbour under a line of headings.
  ///
  /// @param formulas what becomes of texts that a spreadsheet would run
  String csv(CsvFormulas formulas) {
    List<String> columns =
        new ArrayList<>(
            List.of(
                "product_id",
                "product_name",
                "score",
                "with_product_id",
                "bought_together",
                "support",
                "lift"));
    vocabulary.categoryColumns().forEach(name -> columns.add(formulas.of(name)));
    StringBuilder csv = new StringBuilder(Csv.line(columns));
    for (Neighbour neighbour : neighbours) {
      Product product = vocabulary.product(neighbour.product());
      List<String> cells =
          new ArrayList<>(
              List.of(
                  formulas.of(product.id()),
                  formulas.of(product.name()),
                  Float.toString(neighbour.score()),
                  formulas.of(vocabulary.product(neighbour.with()).id()),
                  Integer.toString(neighbour.together()),
                  Double.toString(neighbour.support()),
                  Double.toString(neighbour.lift())));
      product.categories().forEach(name -> cells.add(formulas.of(name)));
      csv.append(Csv.line(cells));
    }
    return csv.toString();
  }

  private Map<String, Object> asked(Asked one) {
    Map<String, Object> entry = named(one.product());
    entry.put("text", one.text());
    entry.put("match", one.how() == Asked.How.EXACT ? "exact" : "best");
    return entry;
  }

  private Map<String, Object> named(Product product) {
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("product_id", product.id());
    named.put("product_name", product.name());
    Map<String, String> categories = new LinkedHashMap<>();
    for (int c = 0; c < vocabulary.categoryColumns().size(); c++) {
      categories.put(vocabulary.categoryColumns().get(c), product.categories().get(c));
    }
    named.put("categories", categories);
    named.put("count", product.count());
    return named;
  }
}
