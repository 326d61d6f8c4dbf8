package dev.prod2vec.export;

import dev.prod2vec.recommend.Neighbour;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;

/// `neighbours.csv`: the neighbours of every product with the evidence for them. Columns:
/// `product_id`, `product_name`, `kind` (`substitute` or `complement`), `rank` (from 1),
/// `neighbour_id`, `neighbour_name`, `score`, `bought_together` (training baskets), `lift`.
public final class NeighboursCsv {
  /// Name of the file in a run directory.
  public static final String FILE = "neighbours.csv";

  private NeighboursCsv() {}

  /// Writes a new file or replaces an old one; the same neighbours give the same bytes.
  ///
  /// @param substitutes of a product, by its index, best first
  /// @param complements of a product, by its index, best first
  public static void write(
      Path file,
      Vocabulary vocabulary,
      IntFunction<List<Neighbour>> substitutes,
      IntFunction<List<Neighbour>> complements)
      throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(
          "product_id,product_name,kind,rank,neighbour_id,neighbour_name,score,bought_together,lift\n");
      for (Product product : vocabulary.products()) {
        rows(out, vocabulary, product, "substitute", substitutes.apply(product.index()));
        rows(out, vocabulary, product, "complement", complements.apply(product.index()));
      }
    }
  }

  private static void rows(
      BufferedWriter out,
      Vocabulary vocabulary,
      Product product,
      String kind,
      List<Neighbour> neighbours)
      throws IOException {
    String start = Csv.field(product.id()) + "," + Csv.field(product.name()) + "," + kind + ",";
    int rank = 1;
    for (Neighbour neighbour : neighbours) {
      Product other = vocabulary.product(neighbour.product());
      out.write(start + rank++ + ",");
      out.write(Csv.field(other.id()) + "," + Csv.field(other.name()) + ",");
      out.write(neighbour.score() + "," + neighbour.together() + "," + (float) neighbour.lift());
      out.write('\n');
    }
  }
}
