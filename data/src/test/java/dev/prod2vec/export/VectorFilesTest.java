package dev.prod2vec.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.embedding.BasketScore;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.file.CsvFormulas;
import dev.prod2vec.linalg.Matrix;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.random.CounterRandom;
import dev.prod2vec.recommend.Basis;
import dev.prod2vec.recommend.Neighbour;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// DuckDB, which wrote none of the text files, reads them back.
class VectorFilesTest {
  private static final List<String> NAMES =
      List.of(
          "Bananas",
          "Salt, Sea, 12\" \"fine\"",
          "Crème brûlée 🍮 日本",
          "two\nlines",
          " spaces ",
          "tab\there",
          "'single'");
  private static final int DIM = 5;

  @TempDir Path folder;

  private final Vocabulary vocabulary = vocabulary();
  private final Embedding embedding = embedding();
  private final ProductModel model =
      new ProductModel(vocabulary, embedding, Map.of(), () -> Baskets.of(new int[0][]));

  private final Matrix similarity = model.similarity(1);

  @Test
  void theCsvHasThePublishedColumnsAndEveryNameAndNumberSurvives() throws Exception {
    Path file = folder.resolve(VectorFormat.CSV.fileName("7"));
    VectorFormat.CSV.write(file, model, CsvFormulas.KEEP);
    assertThat(file.getFileName()).hasToString("prod2vec_embed_weights_run_7.csv");
    assertThat(Files.readString(file)).startsWith("0,1,2,3,4,index,product_id,product_name\n");
    List<List<String>> rows =
        query("FROM read_csv('%s', all_varchar = true, header = true)".formatted(file));
    assertThat(rows).hasSize(NAMES.size());
    for (int i = 0; i < rows.size(); i++) {
      for (int k = 0; k < DIM; k++) {
        assertThat(Float.parseFloat(rows.get(i).get(k))).isEqualTo(embedding.input()[i * DIM + k]);
      }
      assertThat(rows.get(i).subList(DIM, DIM + 3))
          .containsExactly(Integer.toString(i), "id-" + i, NAMES.get(i));
    }
  }

  @Test
  void parquetHasTheVectorAsAListOfFloats() throws Exception {
    Path file = folder.resolve(VectorFormat.PARQUET.fileName());
    VectorFormat.PARQUET.write(file, model, CsvFormulas.KEEP);
    assertThat(query("SELECT column_name, column_type FROM (DESCRIBE FROM '%s')".formatted(file)))
        .containsExactly(
            List.of("index", "INTEGER"),
            List.of("product_id", "VARCHAR"),
            List.of("product_name", "VARCHAR"),
            List.of("aisle", "VARCHAR"),
            List.of("count", "BIGINT"),
            List.of("source", "VARCHAR"),
            List.of("vector", "FLOAT[]"),
            List.of("similarity", "FLOAT[]"));
    List<List<String>> rows =
        query(
            "SELECT \"index\", product_name, aisle, \"count\", vector[5], similarity[5] FROM '%s'"
                .formatted(file));
    for (int i = 0; i < rows.size(); i++) {
      assertThat(rows.get(i).subList(0, 4))
          .containsExactly(
              Integer.toString(i), NAMES.get(i), "aisle " + i % 2, Integer.toString(100 - i));
      assertThat(Float.parseFloat(rows.get(i).get(4)))
          .isEqualTo(embedding.input()[i * DIM + DIM - 1]);
      assertThat(Float.parseFloat(rows.get(i).get(5)))
          .isEqualTo(similarity.values()[i * similarity.stride() + DIM - 1]);
    }
    assertThat(folder).isDirectoryNotContaining("glob:**/.duckdb*");
  }

  @Test
  void theProjectorsFilesHaveOneLinePerProduct() throws Exception {
    Path projector = folder.resolve("projector");
    VectorFormat.PROJECTOR.write(projector, model, CsvFormulas.KEEP);
    List<String> vectors = Files.readAllLines(projector.resolve("vectors.tsv"));
    List<String> labels = Files.readAllLines(projector.resolve("metadata.tsv"));
    assertThat(vectors).hasSize(NAMES.size());
    String[] first = vectors.getFirst().split("\t");
    assertThat(first).hasSize(DIM);
    assertThat(Float.parseFloat(first[1])).isEqualTo(similarity.values()[1]);
    assertThat(labels).hasSize(NAMES.size() + 1);
    assertThat(labels.getFirst()).isEqualTo("product_id\tproduct_name\taisle\tcount\tsource");
    assertThat(labels.get(4)).isEqualTo("id-3\ttwo lines\taisle 1\t97\torders");
    assertThat(labels.get(6)).isEqualTo("id-5\ttab here\taisle 1\t95\torders");
  }

  @Test
  void everyFormatOfARunHasAFileOfItsOwnAndAWordThatFindsIt() throws Exception {
    for (VectorFormat format : VectorFormat.OF_A_RUN) {
      assertThat(VectorFormat.of(format.word())).contains(format);
      format.write(folder.resolve(format.fileName("7")), model, CsvFormulas.KEEP);
    }
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder(
            "prod2vec_embed_weights_run_7.csv", "vectors.parquet", "vectors.w2v.txt", "projector");
    assertThat(VectorFormat.of("excel")).isEmpty();
  }

  @Test
  void theWord2VecFormatsAgree() throws Exception {
    VectorFormat.WORD2VEC.write(folder.resolve("text"), model, CsvFormulas.QUOTE);
    VectorFormat.WORD2VEC_BINARY.write(folder.resolve("binary"), model, CsvFormulas.QUOTE);
    assertThat(folder.resolve("text"))
        .content()
        .startsWith("7 5\nid-0 " + similarity.values()[0] + " ");
    assertThat(folder.resolve("binary")).hasSize(4 + 7 * (5 + 4 * DIM + 1));
  }

  @Test
  void newProductsAreMarkedAndNotInThePublishedCsv() throws Exception {
    ProductModel larger = withNewProduct();
    VectorFormat.PARQUET.write(folder.resolve("vectors.parquet"), larger, CsvFormulas.KEEP);
    assertThat(query("SELECT product_id, source FROM '%s/vectors.parquet'".formatted(folder)))
        .hasSize(9)
        .endsWith(List.of("id-7", "orders"), List.of("new", "side-information"));
    VectorFormat.CSV.write(folder.resolve("vectors.csv"), larger, CsvFormulas.KEEP);
    assertThat(query("FROM read_csv('%s/vectors.csv', all_varchar = true)".formatted(folder)))
        .hasSize(8);
    VectorFormat.WORD2VEC.write(folder.resolve("text"), larger, CsvFormulas.KEEP);
    assertThat(folder.resolve("text")).content().startsWith("9 5\n").contains("\nnew ");
    VectorFormat.PROJECTOR.write(folder.resolve("projector"), larger, CsvFormulas.KEEP);
    assertThat(Files.readAllLines(folder.resolve("projector/metadata.tsv")))
        .last()
        .isEqualTo("new\tred wool scarf\t\t0\tside-information");
  }

  /// Eight products with names in pairs, and a new one.
  private static ProductModel withNewProduct() {
    List<Product> products = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String name = List.of("red wool", "blue wool", "red pen", "tin %s".formatted(i)).get(i % 4);
      products.add(new Product(i, "id-" + i, name, List.of(""), 20 - i));
    }
    Vocabulary trained = new Vocabulary(List.of("aisle"), products);
    float[] vectors = new float[8 * DIM];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = CounterRandom.unit(CounterRandom.bits(3, i)) - 0.5f;
    }
    return new ProductModel(
        trained.withNew(
            List.of(
                new Product(0, "new", "red wool scarf", List.of(""), 0),
                new Product(0, "unknown", "granite", List.of(""), 0))),
        new Embedding(8, DIM, vectors, vectors, new float[8], BasketScore.EXPONENTIAL_SUM),
        Map.of(ProductModel.CONFIG, "{\"side-information\":[\"names\"]}"),
        () -> Baskets.of(new int[0][]));
  }

  @Test
  void neighboursStandWithTheirEvidence() throws Exception {
    Path file = folder.resolve(NeighboursCsv.FILE);
    NeighboursCsv.write(
        file,
        vocabulary,
        vocabulary.products(),
        CsvFormulas.KEEP,
        product ->
            List.of(new Neighbour((product + 1) % 7, 0.5f, product, 12, 0.1, 2.25, Basis.NAMES)),
        product ->
            product == 0 ? List.of(new Neighbour(2, 3f, 0, 0, 0, 0, Basis.ORDERS)) : List.of());
    assertThat(Files.readString(file))
        .startsWith(
            """
            product_id,product_name,kind,rank,neighbour_id,neighbour_name,score,bought_together,lift,source,rests_on
            id-0,Bananas,substitute,1,id-1,"Salt, Sea, 12"" ""fine""\",0.5,12,2.25,orders,names
            id-0,Bananas,complement,1,id-2,Crème brûlée 🍮 日本,3.0,0,0.0,orders,orders
            """);
    assertThat(query("FROM read_csv('%s', all_varchar = true)".formatted(file))).hasSize(8);
  }

  @Test
  void filesOfSomeProductsAreTogetherTheFileOfAll() throws Exception {
    List<Product> products = vocabulary.products();
    List<List<Product>> parts = List.of(products.subList(0, 3), products.subList(3, 7));
    for (VectorFormat format : List.of(VectorFormat.CSV, VectorFormat.PARQUET)) {
      assertThat(format.isTable()).isTrue();
      String name = format.fileName();
      format.write(folder.resolve("whole-" + name), model, CsvFormulas.KEEP);
      for (int part = 0; part < parts.size(); part++) {
        Path file = folder.resolve(part + "-" + name);
        format.writeRows(file, model, parts.get(part), CsvFormulas.KEEP, 1);
        assertThat(query("FROM '%s'".formatted(file))).hasSize(3 + part);
      }
      assertThat(query("FROM '%s/[01]-%s'".formatted(folder, name)))
          .isEqualTo(query("FROM '%s/whole-%s'".formatted(folder, name)));
    }
    Path file = folder.resolve("text");
    for (VectorFormat format :
        List.of(VectorFormat.WORD2VEC, VectorFormat.WORD2VEC_BINARY, VectorFormat.PROJECTOR)) {
      assertThat(format.isTable()).isFalse();
      assertThatThrownBy(() -> format.writeRows(file, model, products, CsvFormulas.KEEP, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(format.word() + " is no table");
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void neighboursOfSomeProductsHaveTheHeaderAndNoOtherRows() throws Exception {
    Path file = folder.resolve(NeighboursCsv.FILE);
    NeighboursCsv.write(
        file,
        vocabulary,
        vocabulary.products().subList(5, 7),
        CsvFormulas.KEEP,
        product -> List.of(new Neighbour(6 - product, 0.5f, product, 1, 0.1, 2, Basis.ORDERS)),
        _ -> List.of());
    assertThat(file)
        .hasContent(
            """
            product_id,product_name,kind,rank,neighbour_id,neighbour_name,score,bought_together,lift,source,rests_on
            id-5,tab\there,substitute,1,id-1,"Salt, Sea, 12"" ""fine""\",0.5,1,2.0,orders,orders
            id-6,'single',substitute,1,id-0,Bananas,0.5,1,2.0,orders,orders
            """);
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux has /dev/full, the disk that is full")
  void aFullDiskIsNamed() throws Exception {
    Path file = folder.resolve(VectorFormat.PARQUET.fileName());
    Files.createSymbolicLink(file, Path.of("/dev/full"));
    assertThatThrownBy(() -> VectorFormat.PARQUET.write(file, model, CsvFormulas.KEEP))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(
            VectorFormat.PARQUET.fileName() + ": cannot be written: No space left on device");
    assertThatThrownBy(() -> VectorFormat.CSV.write(file, model, CsvFormulas.KEEP))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No space left on device");
  }

  @Test
  void theSameVectorsGiveTheSameBytes() throws Exception {
    for (String name : List.of("one", "two")) {
      Path own = Files.createDirectory(folder.resolve(name));
      VectorFormat.PARQUET.write(own.resolve("v"), model, CsvFormulas.KEEP);
    }
    assertThat(folder.resolve("one/v")).hasSameBinaryContentAs(folder.resolve("two/v"));
  }

  private static List<List<String>> query(String sql) throws Exception {
    List<List<String>> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(result.getString(i));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private static Vocabulary vocabulary() {
    List<Product> products = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      products.add(new Product(i, "id-" + i, NAMES.get(i), List.of("aisle " + i % 2), 100 - i));
    }
    return new Vocabulary(List.of("aisle"), products);
  }

  private static Embedding embedding() {
    Random random = new Random(1);
    float[] input = new float[NAMES.size() * DIM];
    for (int i = 0; i < input.length; i++) {
      input[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(-20, 20)));
    }
    return new Embedding(
        NAMES.size(),
        DIM,
        input,
        new float[input.length],
        new float[NAMES.size()],
        BasketScore.SOFTMAX_SUM);
  }
}
