package dev.prod2vec.export;

import dev.prod2vec.file.Csv;
import dev.prod2vec.file.CsvFormulas;
import dev.prod2vec.recommend.Neighbour;
import dev.prod2vec.recommend.NeighbourKind;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/// `neighbours.csv`: the neighbours of every product with the evidence for them. Columns:
/// `product_id`, `product_name`, `kind` (`substitute` or `complement`), `rank` (from 1),
/// `neighbour_id`, `neighbour_name`, `score`, `bought_together` (training baskets), `lift`,
/// `source` (of the product's vector), `rests_on`.
public final class NeighboursCsv {
  /// Name of the file in a run directory.
  public static final String FILE = "neighbours.csv";

  private NeighboursCsv() {}

  /// Writes a new file or replaces an old one; the same neighbours give the same bytes.
  ///
  /// @param products of the vocabulary, whose lists are written in this order
  /// @param formulas how to write ids and names that a spreadsheet would run
  /// @param substitutes of a product, by its index, best first
  /// @param complements of a product, by its index, best first
  public static void write(
      Path file,
      Vocabulary vocabulary,
      List<Product> products,
      CsvFormulas formulas,
      IntFunction<List<Neighbour>> substitutes,
      IntFunction<List<Neighbour>> complements)
      throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(
          "product_id,product_name,kind,rank,neighbour_id,neighbour_name,score,bought_together,lift,source,rests_on\n");
      // Every name stands in many rows.
      Map<Integer, String> known = new HashMap<>();
      IntFunction<String> names =
          index -> known.computeIfAbsent(index, n -> names(vocabulary.product(n), formulas));
      for (Product product : products) {
        String start = names.apply(product.index());
        String end = "," + vocabulary.source(product).word() + ",";
        rows(out, names, start + NeighbourKind.SUBSTITUTE, end, substitutes.apply(product.index()));
        rows(out, names, start + NeighbourKind.COMPLEMENT, end, complements.apply(product.index()));
      }
    }
  }

  private static void rows(
      BufferedWriter out,
      IntFunction<String> names,
      String start,
      String end,
      List<Neighbour> neighbours)
      throws IOException {
    int rank = 1;
    for (Neighbour neighbour : neighbours) {
      out.write(start + "," + rank++ + "," + names.apply(neighbour.product()));
      out.write(neighbour.score() + "," + neighbour.together() + "," + (float) neighbour.lift());
      out.write(end + neighbour.basis().word() + '\n');
    }
  }

  private static String names(Product product, CsvFormulas formulas) {
    return Csv.field(product.id(), formulas) + "," + Csv.field(product.name(), formulas) + ",";
  }
}
