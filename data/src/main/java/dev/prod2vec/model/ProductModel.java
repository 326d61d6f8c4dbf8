package dev.prod2vec.model;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.cooccurrence.Cooccurrence;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.embedding.Safetensors;
import dev.prod2vec.file.InputException;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.recommend.Recommender;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Products, their vectors, and what was bought together in the training baskets. The baskets are
/// read only when they are first needed. Safe to share between threads.
public final class ProductModel {
  /// Name of the file of vectors in a folder that holds a model.
  public static final String FILE = "model.safetensors";

  /// Name of the file from which a few questions are answered fast; see [#openToAsk].
  public static final String LOOKUP = "lookup.safetensors";

  /// Key of the training's config, as JSON, in [#metadata].
  public static final String CONFIG = "config";

  /// Key of the number of the trial that found the vectors, in [#metadata].
  public static final String TRIAL = "trial";

  /// Key of the hash of the vocabulary's file, in [#metadata].
  public static final String VOCABULARY_SHA256 = "vocabulary_sha256";

  private final Vocabulary vocabulary;
  private final Embedding embedding;
  private final Map<String, String> metadata;
  private final Supplier<Baskets> baskets;
  private @Nullable Baskets read;
  private @Nullable Cooccurrence evidence;

  /// @param metadata what the vectors' file says about how they were made
  /// @param baskets the training baskets, asked for once, when they are first needed
  /// @throws IllegalArgumentException if there are more or fewer vectors than products
  public ProductModel(
      Vocabulary vocabulary,
      Embedding embedding,
      Map<String, String> metadata,
      Supplier<Baskets> baskets) {
    if (embedding.size() != vocabulary.size()) {
      throw new IllegalArgumentException(
          "%s vectors for %s products".formatted(embedding.size(), vocabulary.size()));
    }
    this.vocabulary = vocabulary;
    this.embedding = embedding;
    this.metadata = Map.copyOf(metadata);
    this.baskets = baskets;
  }

  /// Whether a folder holds a model.
  public static boolean isIn(Path folder) {
    return Files.exists(folder.resolve(FILE));
  }

  /// The model in a folder: a run, or what `prod2vec train` wrote.
  ///
  /// @throws WrongUseException if the folder holds no model
  /// @throws InputException if a file is missing or broken, or the files do not belong together
  /// @throws dev.prod2vec.embedding.BrokenModelException if the file of vectors is broken
  public static ProductModel open(Path folder) throws IOException {
    requireIn(folder);
    return open(folder::resolve);
  }

  /// The same, to ask a few questions: products and baskets come from [#LOOKUP], if that was made
  /// for these vectors, which is ten times faster than Parquet.
  ///
  /// @throws WrongUseException if the folder holds no model
  /// @throws InputException if a file is missing or broken, or the files do not belong together
  /// @throws dev.prod2vec.embedding.BrokenModelException if the file of vectors is broken
  public static ProductModel openToAsk(Path folder) throws IOException {
    requireIn(folder);
    Path file = folder.resolve(FILE);
    Optional<Lookup> lookup = Lookup.read(folder.resolve(LOOKUP));
    if (lookup.isEmpty()) {
      return open(folder::resolve);
    }
    Safetensors.Model vectors = Safetensors.read(file);
    return lookup.get().vocabularySha256().equals(vocabularySha256(vectors.metadata()))
        ? of(file, vectors, lookup.get().vocabulary(), lookup.get()::baskets)
        : of(folder::resolve, vectors);
  }

  private static void requireIn(Path folder) {
    if (!isIn(folder)) {
      throw new WrongUseException(
          "%s: holds no %s\nhint: name a run, or a folder that prod2vec train wrote"
              .formatted(folder, FILE));
    }
  }

  private static String vocabularySha256(Map<String, String> metadata) {
    return metadata.getOrDefault(VOCABULARY_SHA256, "");
  }

  /// The model in some files.
  ///
  /// @param files where the file of each name is
  /// @throws InputException if a file is missing or broken, or the files do not belong together
  /// @throws dev.prod2vec.embedding.BrokenModelException if the file of vectors is broken
  public static ProductModel open(Function<String, Path> files) throws IOException {
    Vocabulary vocabulary = PreparedData.vocabulary(files.apply(PreparedData.VOCABULARY));
    Path file = files.apply(FILE);
    return of(file, Safetensors.read(file), vocabulary, baskets(files));
  }

  private static ProductModel of(Function<String, Path> files, Safetensors.Model vectors) {
    Vocabulary vocabulary = PreparedData.vocabulary(files.apply(PreparedData.VOCABULARY));
    return of(files.apply(FILE), vectors, vocabulary, baskets(files));
  }

  private static Supplier<Baskets> baskets(Function<String, Path> files) {
    return () -> PreparedData.baskets(files.apply(PreparedData.BASKETS));
  }

  private static ProductModel of(
      Path file, Safetensors.Model vectors, Vocabulary vocabulary, Supplier<Baskets> baskets) {
    if (vectors.embedding().size() != vocabulary.size()) {
      throw new InputException(
          "%s: has %s vectors, but the vocabulary beside it has %s products"
              .formatted(file, vectors.embedding().size(), vocabulary.size()));
    }
    return new ProductModel(vocabulary, vectors.embedding(), vectors.metadata(), baskets);
  }

  /// Writes [#LOOKUP] as a new file; reads the baskets.
  ///
  /// @throws InputException if the baskets are missing or broken
  public void writeLookup(Path file) throws IOException {
    new Lookup(vocabulary, baskets(), vocabularySha256(metadata)).write(file);
  }

  /// The products, one per vector.
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /// The vectors, one per product.
  public Embedding embedding() {
    return embedding;
  }

  /// What the file of vectors says about how they were made.
  public Map<String, String> metadata() {
    return metadata;
  }

  /// What was bought together in the training baskets.
  ///
  /// @throws InputException if the baskets are missing or broken
  public synchronized Cooccurrence evidence() {
    if (evidence == null) {
      evidence = new Cooccurrence(baskets(), vocabulary.size());
    }
    return evidence;
  }

  private synchronized Baskets baskets() {
    if (read == null) {
      read = baskets.get();
    }
    return read;
  }

  /// Answers what goes with what; reads the evidence.
  ///
  /// @param threads for the lists of all products; 0: one per core
  public Recommender recommender(int threads) {
    return new Recommender(embedding, vocabulary.counts(), evidence(), threads);
  }

  /// Prepared baskets as baskets of this model's products, whatever vocabulary stands beside their
  /// file. Products that the model does not know are left out.
  ///
  /// @throws InputException if a file is missing or broken
  public Baskets baskets(Path file) {
    Vocabulary from = PreparedData.vocabulary(file.resolveSibling(PreparedData.VOCABULARY));
    return PreparedData.baskets(file).translated(from.indexesIn(vocabulary));
  }
}
