package dev.prod2vec.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.embedding.BasketScore;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.export.NeighboursCsv;
import dev.prod2vec.export.VectorFormat;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.recommend.Basis;
import dev.prod2vec.recommend.Neighbour;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFormulasTest {
  /// A product's id is its name.
  private static final List<String> NAMES =
      List.of(
          "=1+1",
          "+1",
          "-2",
          "@SUM(1)",
          "\tx",
          "\rx",
          "\nx",
          "\uFF1D1",
          "=\"a\",b",
          "a=1",
          "'=1",
          " =1",
          "7");

  @TempDir private Path folder;

  @Test
  void quotePutsAnApostropheBeforeWhatASpreadsheetRunsAndBeforeNothingElse() {
    assertThat(NAMES.stream().map(CsvFormulas.QUOTE::of))
        .containsExactly(
            "'=1+1",
            "'+1",
            "'-2",
            "'@SUM(1)",
            "'\tx",
            "'\rx",
            "'\nx",
            "'\uFF1D1",
            "'=\"a\",b",
            "a=1",
            "'=1",
            " =1",
            "7");
    assertThat(NAMES.stream().map(CsvFormulas.KEEP::of)).isEqualTo(NAMES);
    assertThat(CsvFormulas.QUOTE.of("")).isEmpty();
  }

  @Test
  void numbersStayAsTheyAreInEveryTable() throws Exception {
    List<Product> products = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      products.add(new Product(i, "=" + i, "-" + i, List.of("@" + i), 5));
    }
    Vocabulary vocabulary = new Vocabulary(List.of("+aisle"), products);
    float[] input = {-1, 2, -3, 4};
    Embedding embedding =
        new Embedding(2, 2, input, input.clone(), new float[2], BasketScore.SOFTMAX_SUM);

    Path csv = folder.resolve("v.csv");
    ProductModel model =
        new ProductModel(vocabulary, embedding, Map.of(), () -> Baskets.of(new int[0][]));
    VectorFormat.CSV.write(csv, model, CsvFormulas.QUOTE);
    assertThat(csv)
        .hasContent("0,1,index,product_id,product_name\n-1.0,2.0,0,'=0,'-0\n-3.0,4.0,1,'=1,'-1\n");

    VectorFormat.PROJECTOR.write(folder, model, CsvFormulas.QUOTE);
    assertThat(folder.resolve("vectors.tsv"))
        .hasContent("0.5050763\t-0.5050763\n-0.5050763\t0.5050763\n");
    assertThat(folder.resolve("metadata.tsv"))
        .hasContent(
            """
            product_id\tproduct_name\t'+aisle\tcount\tsource
            '=0\t'-0\t'@0\t5\torders
            '=1\t'-1\t'@1\t5\torders
            """);

    Path neighbours = folder.resolve(NeighboursCsv.FILE);
    NeighboursCsv.write(
        neighbours,
        vocabulary,
        vocabulary.products(),
        CsvFormulas.QUOTE,
        product -> List.of(new Neighbour(1 - product, -0.5f, product, 3, 0.1, 2, Basis.ORDERS)),
        _ -> List.of());
    assertThat(Files.readAllLines(neighbours).subList(1, 3))
        .containsExactly(
            "'=0,'-0,substitute,1,'=1,'-1,-0.5,3,2.0,orders,orders",
            "'=1,'-1,substitute,1,'=0,'-0,-0.5,3,2.0,orders,orders");
  }
}
