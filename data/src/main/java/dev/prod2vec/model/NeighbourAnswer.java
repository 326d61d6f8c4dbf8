package dev.prod2vec.model;

import dev.prod2vec.file.Csv;
import dev.prod2vec.file.CsvFormulas;
import dev.prod2vec.file.Json;
import dev.prod2vec.recommend.Neighbour;
import dev.prod2vec.recommend.NeighbourKind;
import dev.prod2vec.recommend.Recommender;
import dev.prod2vec.vocabulary.FoundProduct;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The neighbours of a product or a basket, with the evidence for them.
///
/// @param asked the product, or the products of the basket
/// @param neighbours best first
/// @param vocabulary the products that neighbours are indexes of
public record NeighbourAnswer(
    NeighbourKind kind,
    List<FoundProduct> asked,
    List<Neighbour> neighbours,
    Vocabulary vocabulary) {
  public NeighbourAnswer {
    asked = List.copyOf(asked);
    neighbours = List.copyOf(neighbours);
  }

  /// Asks for neighbours.
  ///
  /// @param asked one product for substitutes and complements; one or more for a completion
  /// @param limit most neighbours; 1 or more
  public static NeighbourAnswer of(
      NeighbourKind kind,
      List<FoundProduct> asked,
      int limit,
      Recommender recommender,
      Vocabulary vocabulary) {
    int[] products =
        asked.stream().mapToInt(found -> found.product().index()).distinct().toArray();
    int most = Math.min(limit, vocabulary.size());
    return new NeighbourAnswer(
        kind, asked, recommender.neighbours(kind, products, most), vocabulary);
  }

  /// A document for programs: `kind`, `asked` and `neighbours`.
  public String json() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("kind", kind.word());
    document.put("asked", asked.stream().map(this::entry).toList());
    document.put("neighbours", neighbours.stream().map(this::entry).toList());
    return Json.text(document);
  }

  private Map<String, Object> entry(FoundProduct found) {
    Map<String, Object> entry = entry(found.product());
    entry.put("text", found.text());
    entry.put("match", found.match() == FoundProduct.Match.EXACT ? "exact" : "best");
    return entry;
  }

  private Map<String, Object> entry(Neighbour neighbour) {
    Map<String, Object> entry = entry(vocabulary.product(neighbour.product()));
    entry.put("score", neighbour.score());
    entry.put("with_product_id", vocabulary.product(neighbour.with()).id());
    entry.put("bought_together", neighbour.together());
    entry.put("support", neighbour.support());
    entry.put("lift", neighbour.lift());
    return entry;
  }

  private Map<String, Object> entry(Product product) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("product_id", product.id());
    entry.put("product_name", product.name());
    entry.put("categories", vocabulary.categories(product));
    entry.put("count", product.count());
    return entry;
  }

  /// A line of headings, then a line per neighbour.
  ///
  /// @param formulas how to write texts that a spreadsheet would run
  public String csv(CsvFormulas formulas) {
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
}
