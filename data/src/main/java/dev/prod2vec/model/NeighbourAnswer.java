package dev.prod2vec.model;

import dev.prod2vec.file.Csv;
import dev.prod2vec.file.CsvFormulas;
import dev.prod2vec.file.Json;
import dev.prod2vec.recommend.Basis;
import dev.prod2vec.recommend.Neighbour;
import dev.prod2vec.recommend.NeighbourKind;
import dev.prod2vec.recommend.Recommender;
import dev.prod2vec.vocabulary.FoundProduct;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;

/// The neighbours of a product or a basket, with the evidence for them.
///
/// @param question what was asked about the products
/// @param asked the product, or the products of the basket
/// @param neighbours best first
/// @param vocabulary the products that neighbours are indexes of
public record NeighbourAnswer(
    NeighbourQuestion question,
    List<FoundProduct> asked,
    List<Neighbour> neighbours,
    Vocabulary vocabulary) {
  public NeighbourAnswer {
    asked = List.copyOf(asked);
    neighbours = List.copyOf(neighbours);
  }

  /// Asks for neighbours.
  ///
  /// @param asked one product, or the products of a basket
  public static NeighbourAnswer of(
      NeighbourQuestion question,
      List<FoundProduct> asked,
      Recommender recommender,
      Vocabulary vocabulary) {
    int[] products = asked.stream().mapToInt(found -> found.product().index()).distinct().toArray();
    int most = Math.min(question.limit(), vocabulary.size());
    List<Neighbour> neighbours =
        recommender.neighbours(question.kind(), products, most, question.filter());
    return new NeighbourAnswer(question, asked, question.order().of(neighbours), vocabulary);
  }

  /// What the neighbours are to the products.
  public NeighbourKind kind() {
    return question.kind();
  }

  /// Whether the list says more about names and categories than about purchases: none of it rests
  /// on orders.
  public boolean restsOnNames() {
    return !neighbours.isEmpty()
        && neighbours.stream().noneMatch(neighbour -> neighbour.basis() == Basis.ORDERS);
  }

  /// A document for programs: `kind`, `asked` and `neighbours`.
  public String json() {
    return Json.text(document());
  }

  /// The documents of several answers.
  static String json(List<NeighbourAnswer> answers) {
    return Json.text(answers.stream().map(NeighbourAnswer::document).toList());
  }

  /// The same as a record.
  public NeighbourDocument document() {
    return new NeighbourDocument(
        kind().word(),
        asked.stream().map(found -> AskedEntry.of(found, vocabulary)).toList(),
        neighbours.stream().map(it -> NeighbourEntry.of(it, vocabulary)).toList());
  }

  /// A line of headings, then a line per neighbour.
  ///
  /// @param formulas how to write texts that a spreadsheet would run
  public String csv(CsvFormulas formulas) {
    StringBuilder csv = new StringBuilder(Csv.line(columns(formulas)));
    neighbours.forEach(neighbour -> csv.append(Csv.line(cells(neighbour, formulas))));
    return csv.toString();
  }

  /// The lines of several answers to one product each, which begin with that product and the rank.
  ///
  /// @param answers one or more
  static String csv(List<NeighbourAnswer> answers, CsvFormulas formulas) {
    List<String> columns =
        new ArrayList<>(List.of("asked_product_id", "asked_product_name", "rank"));
    columns.addAll(answers.getFirst().columns(formulas));
    StringBuilder csv = new StringBuilder(Csv.line(columns));
    for (NeighbourAnswer answer : answers) {
      Product asked = answer.asked.getFirst().product();
      int rank = 1;
      for (Neighbour neighbour : answer.neighbours) {
        List<String> cells =
            new ArrayList<>(
                List.of(
                    formulas.of(asked.id()), formulas.of(asked.name()), Integer.toString(rank++)));
        cells.addAll(answer.cells(neighbour, formulas));
        csv.append(Csv.line(cells));
      }
    }
    return csv.toString();
  }

  private List<String> columns(CsvFormulas formulas) {
    List<String> columns =
        new ArrayList<>(
            List.of(
                "product_id",
                "product_name",
                "score",
                "with_product_id",
                "bought_together",
                "support",
                "lift",
                "rests_on"));
    vocabulary.categoryColumns().forEach(name -> columns.add(formulas.of(name)));
    return columns;
  }

  private List<String> cells(Neighbour neighbour, CsvFormulas formulas) {
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
                Double.toString(neighbour.lift()),
                neighbour.basis().word()));
    product.categories().forEach(name -> cells.add(formulas.of(name)));
    return cells;
  }
}
