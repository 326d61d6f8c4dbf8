package dev.prod2vec.export;

import dev.prod2vec.embedding.Word2VecFormat;
import dev.prod2vec.file.CsvFormulas;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.vocabulary.Product;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The file formats of vectors with the ids and names of their products. The csv has input vectors,
/// Parquet these and the vectors to compare products by ([ProductModel#similarity]), the others the
/// latter.
public enum VectorFormat {
  /// Comma-separated values.
  CSV("csv", "vectors.csv"),
  /// Apache Parquet.
  PARQUET("parquet", "vectors.parquet"),
  /// The text format of word2vec.c.
  WORD2VEC("word2vec", "vectors.w2v.txt"),
  /// The binary format of word2vec.c.
  WORD2VEC_BINARY("word2vec-binary", "vectors.bin"),
  /// A folder for the TensorFlow embedding projector.
  PROJECTOR("projector", "projector");

  /// The formats that a run writes.
  public static final List<VectorFormat> OF_A_RUN = List.of(CSV, PARQUET, WORD2VEC, PROJECTOR);

  private final String word;
  private final String fileName;

  VectorFormat(String word, String fileName) {
    this.word = word;
    this.fileName = fileName;
  }

  /// Its name on the command line, for example `word2vec-binary`.
  public String word() {
    return word;
  }

  /// A file name that suits it, for example `vectors.bin`.
  public String fileName() {
    return fileName;
  }

  /// Name of the file, or folder, in a run directory.
  public String fileName(String runId) {
    return this == CSV ? "prod2vec_embed_weights_run_%s.csv".formatted(runId) : fileName;
  }

  /// The words of all formats.
  public static List<String> words() {
    return Arrays.stream(values()).map(VectorFormat::word).toList();
  }

  /// The format with a word.
  public static Optional<VectorFormat> of(String word) {
    return Arrays.stream(values()).filter(format -> format.word.equals(word)).findFirst();
  }

  /// Writes a new file, or replaces an old one, except in the formats of word2vec, which refuse to.
  /// The projector's folder may exist. The same vectors give the same bytes.
  ///
  /// @param to the file, or the projector's folder; a temporary folder may be made beside it
  /// @param formulas how to write ids and names in csv and tsv that a spreadsheet would run
  /// @throws InterruptedException if the thread is interrupted, soon after it is
  public void write(Path to, ProductModel model, CsvFormulas formulas)
      throws IOException, InterruptedException {
    VectorFiles files = files(model, model.vocabulary().products());
    switch (this) {
      case CSV -> files.writeCsv(to, formulas);
      case PARQUET -> files.writeParquet(to, 0);
      case WORD2VEC -> Word2VecFormat.writeText(to, model.similarity(0), ids(model));
      case WORD2VEC_BINARY -> Word2VecFormat.writeBinary(to, model.similarity(0), ids(model));
      case PROJECTOR -> files.writeProjector(to, formulas);
    }
  }

  /// Whether the rows of some products are a file of their own, so that files one after the other
  /// are the whole: then [#writeRows] writes one.
  public boolean isTable() {
    return this == CSV || this == PARQUET;
  }

  /// Writes the rows of some products as a new file, or replaces an old one.
  ///
  /// @param file a temporary folder may be made beside it
  /// @param products of the model, whose rows are written in this order; new ones have none in csv
  /// @param threads 0: one per core
  /// @throws IllegalArgumentException if this is no table
  /// @throws InterruptedException if the thread is interrupted, soon after it is
  public void writeRows(
      Path file, ProductModel model, List<Product> products, CsvFormulas formulas, int threads)
      throws IOException, InterruptedException {
    switch (this) {
      case CSV -> files(model, products).writeCsv(file, formulas);
      case PARQUET -> files(model, products).writeParquet(file, threads);
      case WORD2VEC, WORD2VEC_BINARY, PROJECTOR ->
          throw new IllegalArgumentException(word + " is no table");
    }
  }

  private static VectorFiles files(ProductModel model, List<Product> products) {
    return new VectorFiles(
        model.vocabulary(), products, model.embedding(), () -> model.similarity(0));
  }

  private static List<String> ids(ProductModel model) {
    return model.vocabulary().products().stream().map(Product::id).toList();
  }
}
