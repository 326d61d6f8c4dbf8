package dev.prod2vec.model;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.cooccurrence.Cooccurrence;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.embedding.Safetensors;
import dev.prod2vec.feature.ProductFeature;
import dev.prod2vec.feature.SideInformation;
import dev.prod2vec.file.InputException;
import dev.prod2vec.file.Json;
import dev.prod2vec.linalg.Matrix;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.recommend.NearestProducts;
import dev.prod2vec.recommend.Recommender;
import dev.prod2vec.recommend.Similarity;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Products, their vectors, and what was bought together in the training baskets. The vectors of
/// new products, which were not learned from orders, are predicted from names and categories. The
/// baskets are read only when they are first needed. Safe to share between threads.
public final class ProductModel {
  /// Name of the file of vectors in a folder that holds a model.
  public static final String FILE = "model.safetensors";

  /// Name of the file from which a few questions are answered fast; see [#openToAsk].
  public static final String LOOKUP = "lookup.safetensors";

  /// Key of the training's config, as JSON, in [#metadata].
  public static final String CONFIG = "config";

  /// Key of the kinds of side information in the training's config.
  private static final String SIDE_INFORMATION = "side-information";

  /// Key of the number of the trial that found the vectors, in [#metadata].
  public static final String TRIAL = "trial";

  /// Key of the hash of the vocabulary's file, in [#metadata].
  public static final String VOCABULARY_SHA256 = "vocabulary_sha256";

  private final Vocabulary vocabulary;
  private final Embedding trained;
  private final Map<String, String> metadata;
  private final Supplier<Baskets> baskets;
  private @Nullable Baskets read;
  private @Nullable Cooccurrence evidence;
  private @Nullable SideInformation side;
  private @Nullable Embedding embedding;
  private @Nullable Similarity similarity;
  private @Nullable ProductModel withoutNew;
  private @Nullable Recommender recommender;

  /// @param vocabulary new products without a word or category that several trained ones have are
  ///   left out
  /// @param trained the vectors that were learned
  /// @param metadata what the vectors' file says about how they were made
  /// @param baskets the training baskets, asked for once, when they are first needed
  /// @throws IllegalArgumentException if there are more or fewer vectors than trained products
  public ProductModel(
      Vocabulary vocabulary,
      Embedding trained,
      Map<String, String> metadata,
      Supplier<Baskets> baskets) {
    if (trained.size() != vocabulary.trained()) {
      throw new IllegalArgumentException(
          "%s vectors for %s products".formatted(trained.size(), vocabulary.trained()));
    }
    this.trained = trained;
    this.metadata = Map.copyOf(metadata);
    this.baskets = baskets;
    this.vocabulary = described(vocabulary);
  }

  /// A model that is read from a file in which everything was computed.
  private ProductModel(Lookup lookup, Embedding trained, Map<String, String> metadata) {
    this.vocabulary = lookup.vocabulary();
    this.trained = trained;
    this.metadata = Map.copyOf(metadata);
    this.baskets = lookup::baskets;
    this.similarity = lookup.similarity();
    this.embedding = lookup.embedding(trained);
  }

  /// Without the new products of which nothing is known that could place them.
  private Vocabulary described(Vocabulary all) {
    if (all.newProducts().isEmpty()) {
      return all;
    }
    SideInformation known = SideInformation.of(all, asked());
    return all.withNew(
        known.size() == 0
            ? List.of()
            : all.newProducts().stream()
                .filter(product -> known.describes(product.index()))
                .toList());
  }

  /// The same vectors, and those of other new products.
  ///
  /// @param products as [Vocabulary#withNew] takes them; some may have no vector, and are left out
  public ProductModel withNew(List<Product> products) {
    return new ProductModel(vocabulary.withNew(products), trained, metadata, this::baskets);
  }

  /// The same model without new products; each call gives the same one.
  public synchronized ProductModel trained() {
    if (vocabulary.size() == vocabulary.trained()) {
      return this;
    }
    if (withoutNew == null) {
      withoutNew = withNew(List.of());
    }
    return withoutNew;
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
    return open(folder::resolve, newProducts(folder));
  }

  /// Folders of earlier versions have no such file.
  private static Optional<Path> newProducts(Path folder) {
    return Optional.of(folder.resolve(PreparedData.NEW_PRODUCTS)).filter(Files::exists);
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
      return open(folder);
    }
    Safetensors.Model vectors = Safetensors.read(file);
    return lookup.get().vectors().equals(identity(vectors.embedding(), vectors.metadata()))
        ? of(file, vectors, lookup.get())
        : of(folder::resolve, vectors, newProducts(folder));
  }

  private static void requireIn(Path folder) {
    if (!isIn(folder)) {
      throw new WrongUseException(
          "%s: holds no %s\nhint: name a run, or a folder that prod2vec train wrote"
              .formatted(folder, FILE));
    }
  }

  /// Tells vectors of a folder from those that stood there before, and the way in which they are
  /// compared from earlier ones: the number of the way, the hash of their vocabulary and one of the
  /// input vectors.
  private static String identity(Embedding embedding, Map<String, String> metadata) {
    return "%s %s %08x"
        .formatted(
            Recommender.SIMILARITY,
            metadata.getOrDefault(VOCABULARY_SHA256, ""),
            Arrays.hashCode(embedding.input()));
  }

  /// The model in the files of a run.
  ///
  /// @param files where the file of each name is
  /// @param newProducts the file of products that are not trained, if there is one
  /// @throws InputException if a file is missing or broken, or the files do not belong together
  /// @throws dev.prod2vec.embedding.BrokenModelException if the file of vectors is broken
  public static ProductModel open(Function<String, Path> files, Optional<Path> newProducts)
      throws IOException {
    return of(files, Safetensors.read(files.apply(FILE)), newProducts);
  }

  private static ProductModel of(
      Function<String, Path> files, Safetensors.Model vectors, Optional<Path> newProducts) {
    Vocabulary vocabulary = PreparedData.vocabulary(files.apply(PreparedData.VOCABULARY));
    check(files.apply(FILE), vectors, vocabulary);
    if (newProducts.isPresent()) {
      vocabulary = withNew(vocabulary, newProducts.get());
    }
    return new ProductModel(
        vocabulary,
        vectors.embedding(),
        vectors.metadata(),
        () -> PreparedData.baskets(files.apply(PreparedData.BASKETS)));
  }

  private static Vocabulary withNew(Vocabulary vocabulary, Path file) {
    Vocabulary others = PreparedData.vocabulary(file);
    if (!others.categoryColumns().equals(vocabulary.categoryColumns())) {
      throw new InputException(
          "%s: has the categories %s, but the vocabulary beside it has %s"
              .formatted(file, others.categoryColumns(), vocabulary.categoryColumns()));
    }
    return vocabulary.withNew(others.products());
  }

  private static void check(Path file, Safetensors.Model vectors, Vocabulary vocabulary) {
    if (vectors.embedding().size() != vocabulary.trained()) {
      throw new InputException(
          "%s: has %s vectors, but the vocabulary beside it has %s products"
              .formatted(file, vectors.embedding().size(), vocabulary.trained()));
    }
  }

  private static ProductModel of(Path file, Safetensors.Model vectors, Lookup lookup) {
    check(file, vectors, lookup.vocabulary());
    int dim = lookup.similarity().vectors().dim();
    if (dim != vectors.embedding().dim()) {
      throw new InputException(
          "%s: its tensor 'similarity' has rows of %s numbers, but the vectors have %s"
              .formatted(LOOKUP, dim, vectors.embedding().dim()));
    }
    return new ProductModel(lookup, vectors.embedding(), vectors.metadata());
  }

  /// Writes [#LOOKUP] as a new file; reads the baskets.
  ///
  /// @throws InputException if the baskets are missing or broken
  public void writeLookup(Path file) throws IOException {
    Lookup.of(vocabulary, baskets(), identity(trained, metadata), comparison(0), embedding())
        .write(file);
  }

  /// The products, one per vector; new ones last.
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /// The vectors, one per product; those of new products are predicted. A model that was opened to
  /// ask knows only the input vectors of these.
  public synchronized Embedding embedding() {
    if (embedding == null) {
      embedding =
          vocabulary.size() == vocabulary.trained()
              ? trained
              : Recommender.withNewProducts(trained, counts(), side(), 0);
    }
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

  /// The training baskets.
  ///
  /// @throws InputException if they are missing or broken
  public synchronized Baskets baskets() {
    if (read == null) {
      read = baskets.get();
    }
    return read;
  }

  /// The vectors by which products are similar: see [Recommender#similarity]. They use the side
  /// information that the vectors were trained with.
  ///
  /// @param threads that compute them when they are first needed; 0: one per core
  public Matrix similarity(int threads) {
    return comparison(threads).vectors();
  }

  /// The substitutes of each product that was learned, without the evidence for them: no baskets
  /// are read.
  ///
  /// @param k most products in a list
  /// @param threads 0: one per core
  public NearestProducts substitutes(int k, int threads) {
    return Recommender.nearestSubstitutes(comparison(threads), k, threads);
  }

  private synchronized Similarity comparison(int threads) {
    if (similarity == null) {
      similarity =
          new Similarity(
              Recommender.similarity(trained, counts(), side(), threads),
              Recommender.purchaseShares(counts(), side()),
              vocabulary.trained());
    }
    return similarity;
  }

  /// Training orders of each product that was learned.
  private long[] counts() {
    return Arrays.copyOf(vocabulary.counts(), vocabulary.trained());
  }

  private synchronized SideInformation side() {
    if (side == null) {
      side = SideInformation.of(vocabulary, asked());
    }
    return side;
  }

  /// What of the products, besides their purchases, the vectors use: kinds of which several
  /// products have the same feature.
  public Set<ProductFeature> features() {
    return asked().stream()
        .filter(kind -> SideInformation.of(vocabulary, Set.of(kind)).size() > 0)
        .collect(toUnmodifiableSet());
  }

  /// The kinds that the vectors were to be trained with, by their metadata.
  private Set<ProductFeature> asked() {
    @Nullable String config = metadata.get(CONFIG);
    Object words =
        config == null ? null : Json.parse(config, CONFIG, Map.class).get(SIDE_INFORMATION);
    return words instanceof List<?> list
        ? list.stream()
            .flatMap(word -> ProductFeature.of(String.valueOf(word)).stream())
            .collect(toUnmodifiableSet())
        : Set.of();
  }

  /// Answers what goes with what; reads the evidence. Each call with the same threads gives the
  /// same one.
  ///
  /// @param threads for the lists of all products; 0: one per core
  public synchronized Recommender recommender(int threads) {
    if (recommender == null || recommender.threads() != threads) {
      recommender = new Recommender(embedding(), comparison(threads), evidence(), threads);
    }
    return recommender;
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
