package dev.prod2vec.export;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.file.Csv;
import dev.prod2vec.file.CsvFormulas;
import dev.prod2vec.linalg.Matrix;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.duckdb.DuckDBAppender;

/// Writes vectors with the ids and names of their products. Numbers as text are the shortest that
/// give the same float.
///
/// @param products of the vocabulary, whose rows a table has, in this order
/// @param similarity gives one row per product; see [dev.prod2vec.model.ProductModel#similarity]
record VectorFiles(
    Vocabulary vocabulary,
    List<Product> products,
    Embedding embedding,
    Supplier<Matrix> similarity) {
  /// Vectors in the projector's folder.
  static final String PROJECTOR_VECTORS = "vectors.tsv";

  /// What a line of tabbed fields cannot hold.
  private static final Pattern BREAKS = Pattern.compile("[\\t\\n\\r\\x0b\\f\\x85\\u2028\\u2029]+");

  /// Labels in the projector's folder.
  static final String PROJECTOR_METADATA = "metadata.tsv";

  /// Input vectors, comma-separated (RFC 4180, lines end with a line feed): the columns `0` to `dim
  /// - 1`, `index`, `product_id` and `product_name`; one row per product that was learned from
  ///   orders, by index.
  ///
  /// @param formulas how to write ids and names that a spreadsheet would run
  void writeCsv(Path file, CsvFormulas formulas) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int k = 0; k < embedding.dim(); k++) {
        out.write(k + ",");
      }
      out.write("index,product_id,product_name\n");
      StringBuilder line = new StringBuilder();
      for (Product product : products) {
        if (product.index() >= vocabulary.trained()) {
          continue;
        }
        line.setLength(0);
        int start = product.index() * embedding.dim();
        for (int at = start; at < start + embedding.dim(); at++) {
          line.append(embedding.input()[at]).append(',');
        }
        line.append(product.index()).append(',');
        line.append(Csv.field(product.id(), formulas)).append(',');
        line.append(Csv.field(product.name(), formulas)).append('\n');
        out.append(line);
      }
    }
  }

  /// Parquet with the columns `index` (int32), `product_id`, `product_name` (text), one text column
  /// per category, `count` (int64), `source` (text), `vector` (list of float32), which is the input
  /// vector, and `similarity` (likewise); one row per product, by index.
  ///
  /// @param file a temporary folder is made beside it
  /// @param threads 0: one per core
  /// @throws InterruptedException if the thread is interrupted, soon after it is
  /// @throws java.io.UncheckedIOException if a file cannot be written
  void writeParquet(Path file, int threads) throws InterruptedException {
    try (Database database = Database.open(file.toAbsolutePath().resolveSibling(""), threads)) {
      List<String> columns = new ArrayList<>(List.of("\"index\" INTEGER", "product_id VARCHAR"));
      columns.add("product_name VARCHAR");
      vocabulary.categoryColumns().forEach(name -> columns.add(Sql.name(name) + " VARCHAR"));
      columns.add("\"count\" BIGINT");
      columns.add("source VARCHAR");
      columns.add("vector FLOAT[%s]".formatted(embedding.dim()));
      columns.add("similarity FLOAT[%s]".formatted(embedding.dim()));
      database.execute("SET preserve_insertion_order = true");
      database.execute("CREATE TABLE vectors (%s)".formatted(String.join(", ", columns)));
      append(database);
      database.execute(
          """
          COPY (SELECT * REPLACE (vector::FLOAT[] AS vector, similarity::FLOAT[] AS similarity) FROM vectors ORDER BY "index") TO %s
          (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false)\
          """
              .formatted(Sql.text(file)));
    }
  }

  private void append(Database database) {
    try (DuckDBAppender rows = database.appender("vectors")) {
      for (Product product : products) {
        int start = product.index() * embedding.dim();
        rows.beginRow().append(product.index()).append(product.id()).append(product.name());
        for (String category : product.categories()) {
          rows.append(category);
        }
        rows.append(product.count())
            .append(vocabulary.source(product).word())
            .append(Arrays.copyOfRange(embedding.input(), start, start + embedding.dim()))
            .append(similarity(product))
            .endRow();
      }
    } catch (SQLException e) {
      throw Database.fault(e);
    }
  }

  private float[] similarity(Product product) {
    Matrix rows = similarity.get();
    int start = product.index() * rows.stride();
    return Arrays.copyOfRange(rows.values(), start, start + rows.dim());
  }

  /// The two files that the TensorFlow embedding projector loads: numbers with tabs between them,
  /// and a table with a header of `product_id`, `product_name`, the categories, `count` and
  /// `source`. A tab or a line break in a name becomes a space.
  ///
  /// @param folder made if it does not exist; gets [#PROJECTOR_VECTORS] and [#PROJECTOR_METADATA]
  /// @param formulas how to write labels that a spreadsheet would run
  void writeProjector(Path folder, CsvFormulas formulas) throws IOException {
    Files.createDirectories(folder);
    try (BufferedWriter vectors = Files.newBufferedWriter(folder.resolve(PROJECTOR_VECTORS));
        BufferedWriter labels = Files.newBufferedWriter(folder.resolve(PROJECTOR_METADATA))) {
      List<String> header = new ArrayList<>(List.of("product_id", "product_name"));
      vocabulary.categoryColumns().forEach(name -> header.add(formulas.of(name)));
      header.addAll(List.of("count", "source"));
      writeTabbed(labels, header);
      StringBuilder line = new StringBuilder();
      for (Product product : products) {
        line.setLength(0);
        float[] row = similarity(product);
        for (int k = 0; k < row.length; k++) {
          line.append(row[k]).append(k + 1 < row.length ? '\t' : '\n');
        }
        vectors.append(line);
        List<String> texts = new ArrayList<>();
        texts.add(formulas.of(product.id()));
        texts.add(formulas.of(product.name()));
        product.categories().forEach(name -> texts.add(formulas.of(name)));
        texts.add(Long.toString(product.count()));
        texts.add(vocabulary.source(product).word());
        writeTabbed(labels, texts);
      }
    }
  }

  private static void writeTabbed(BufferedWriter out, List<String> fields) throws IOException {
    for (int i = 0; i < fields.size(); i++) {
      out.write(i == 0 ? "" : "\t");
      out.write(BREAKS.matcher(fields.get(i)).replaceAll(" "));
    }
    out.write('\n');
  }
}
