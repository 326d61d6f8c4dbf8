package dev.prod2vec.model;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.embedding.BrokenModelException;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.embedding.PlainTensors;
import dev.prod2vec.file.InputException;
import dev.prod2vec.linalg.Matrix;
import dev.prod2vec.recommend.Similarity;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The vocabulary, the training baskets, the vectors to compare products by and the input vectors
/// of new products, in one file of plain numbers, which is read without DuckDB: starting that takes
/// longer than answering a question.
///
/// @param vectors identifies the vectors that it was made for
/// @param similarity how products are compared
/// @param newInput input vectors of the new products, one after the other
record Lookup(
    Vocabulary vocabulary,
    Baskets baskets,
    String vectors,
    Similarity similarity,
    float[] newInput) {
  private static final String SIMILARITY = "similarity";
  private static final String SHARES = "purchase_shares";
  private static final String NEW_INPUT = "new_input";
  private static final String STARTS = "basket_starts";
  private static final String PRODUCTS = "basket_products";
  private static final String COUNTS = "counts";
  private static final String TEXT_STARTS = "text_starts";
  private static final String TEXTS = "texts";

  /// Key of what identifies the vectors in the metadata.
  private static final String VECTORS = "vectors";

  /// Key of the number of trained products in the metadata.
  private static final String TRAINED = "trained";

  /// Key of the number of category columns in the metadata.
  private static final String CATEGORIES = "categories";

  /// Texts of a product besides its categories: id and name.
  private static final int OWN_TEXTS = 2;

  /// @param embedding of all products, the new ones last
  static Lookup of(
      Vocabulary vocabulary,
      Baskets baskets,
      String vectors,
      Similarity similarity,
      Embedding embedding) {
    int from = vocabulary.trained() * embedding.dim();
    float[] newInput = Arrays.copyOfRange(embedding.input(), from, embedding.input().length);
    return new Lookup(vocabulary, baskets, vectors, similarity, newInput);
  }

  /// The vectors that were learned, and the input vectors of the new products: what answers need,
  /// since new products are asked about and are never an answer. Their output vectors and biases
  /// are 0.
  Embedding embedding(Embedding trained) {
    if (newInput.length == 0) {
      return trained;
    }
    float[] input = Arrays.copyOf(trained.input(), trained.input().length + newInput.length);
    System.arraycopy(newInput, 0, input, trained.input().length, newInput.length);
    return new Embedding(
        vocabulary.size(),
        trained.dim(),
        input,
        Arrays.copyOf(trained.output(), input.length),
        Arrays.copyOf(trained.bias(), vocabulary.size()),
        trained.basketScore(),
        trained.scorePower());
  }

  /// Writes a new file.
  ///
  /// @throws ArithmeticException if there are 2 GiB of texts, or a count is 2^31 or more
  void write(Path file) throws IOException {
    List<String> all = new ArrayList<>(vocabulary.categoryColumns());
    int[] counts = new int[vocabulary.size()];
    for (Product product : vocabulary.products()) {
      counts[product.index()] = Math.toIntExact(product.count());
      all.add(product.id());
      all.add(product.name());
      all.addAll(product.categories());
    }
    int[] starts = new int[all.size() + 1];
    ByteArrayOutputStream texts = new ByteArrayOutputStream();
    for (int text = 0; text < all.size(); text++) {
      byte[] bytes = all.get(text).getBytes(StandardCharsets.UTF_8);
      texts.writeBytes(bytes);
      starts[text + 1] = Math.addExact(starts[text], bytes.length);
    }
    SequencedMap<String, float[]> floats = new LinkedHashMap<>();
    floats.put(SIMILARITY, similarity.vectors().dense());
    floats.put(SHARES, similarity.purchaseShares());
    floats.put(NEW_INPUT, newInput);
    SequencedMap<String, int[]> ints = new LinkedHashMap<>();
    ints.put(STARTS, baskets.starts());
    ints.put(PRODUCTS, baskets.products());
    ints.put(COUNTS, counts);
    ints.put(TEXT_STARTS, starts);
    SequencedMap<String, byte[]> bytes = new LinkedHashMap<>();
    bytes.put(TEXTS, texts.toByteArray());
    Map<String, String> metadata =
        Map.of(
            CATEGORIES,
            Integer.toString(vocabulary.categoryColumns().size()),
            TRAINED,
            Integer.toString(vocabulary.trained()),
            VECTORS,
            vectors);
    new PlainTensors(floats, ints, bytes, metadata).write(file);
  }

  /// Reads a file back; empty if there is none, or only one of an earlier version, which does not
  /// say what vectors it was made for, or knows no new products.
  ///
  /// @throws InputException if the file is broken
  static Optional<Lookup> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      PlainTensors tensors = PlainTensors.read(file);
      return tensors.metadata().keySet().containsAll(Set.of(VECTORS, TRAINED))
          ? Optional.of(of(tensors))
          : Optional.empty();
    } catch (BrokenModelException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new InputException(
          "%s: is damaged: %s\nhint: remove it; then the Parquet files beside it are read"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static Lookup of(PlainTensors file) {
    Baskets baskets = new Baskets(ints(file, STARTS), ints(file, PRODUCTS));
    Vocabulary vocabulary = vocabulary(file);
    for (int product : baskets.products()) {
      Objects.checkIndex(product, vocabulary.size());
    }
    Matrix vectors = similarity(file, vocabulary.size());
    int others = vocabulary.size() - vocabulary.trained();
    return new Lookup(
        vocabulary,
        baskets,
        metadata(file, VECTORS),
        new Similarity(vectors, floats(file, SHARES, vocabulary.size()), vocabulary.trained()),
        floats(file, NEW_INPUT, others * vectors.dim()));
  }

  private static Matrix similarity(PlainTensors file, int rows) {
    float @Nullable [] dense = file.floats().get(SIMILARITY);
    if (dense == null || rows == 0 || dense.length % rows != 0) {
      throw new IllegalArgumentException(
          "it has no tensor '%s' with a row for each of %s products".formatted(SIMILARITY, rows));
    }
    return Matrix.of(dense, rows, dense.length / rows);
  }

  private static float[] floats(PlainTensors file, String name, int length) {
    float @Nullable [] values = file.floats().get(name);
    if (values == null || values.length != length) {
      throw new IllegalArgumentException(
          "it has no tensor '%s' of %s numbers".formatted(name, length));
    }
    return values;
  }

  private static Vocabulary vocabulary(PlainTensors file) {
    int categories = Integer.parseInt(metadata(file, CATEGORIES));
    int[] counts = ints(file, COUNTS);
    Texts texts = new Texts(ints(file, TEXT_STARTS), file.bytes().get(TEXTS));
    List<String> columns = texts.list(0, categories);
    List<Product> products = new ArrayList<>(counts.length);
    int text = categories;
    for (int index = 0; index < counts.length; index++) {
      products.add(
          new Product(
              index,
              texts.text(text),
              texts.text(text + 1),
              texts.list(text + OWN_TEXTS, categories),
              counts[index]));
      text += OWN_TEXTS + categories;
    }
    return new Vocabulary(columns, products, Integer.parseInt(metadata(file, TRAINED)));
  }

  /// Texts in UTF-8, one after the other.
  ///
  /// @param starts text `i` is `bytes[starts[i] .. starts[i + 1])`
  private record Texts(int[] starts, byte @Nullable [] bytes) {
    String text(int text) {
      if (bytes == null) {
        throw new IllegalArgumentException("it has no tensor '%s'".formatted(TEXTS));
      }
      return new String(
          bytes, starts[text], starts[text + 1] - starts[text], StandardCharsets.UTF_8);
    }

    List<String> list(int first, int count) {
      String[] texts = new String[count];
      for (int i = 0; i < count; i++) {
        texts[i] = text(first + i);
      }
      return List.of(texts);
    }
  }

  private static int[] ints(PlainTensors file, String name) {
    int @Nullable [] values = file.ints().get(name);
    if (values == null) {
      throw new IllegalArgumentException("it has no tensor '%s'".formatted(name));
    }
    return values;
  }

  private static String metadata(PlainTensors file, String key) {
    @Nullable String text = file.metadata().get(key);
    if (text == null) {
      throw new IllegalArgumentException("its metadata has no %s".formatted(key));
    }
    return text;
  }
}
