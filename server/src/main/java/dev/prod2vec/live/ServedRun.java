package dev.prod2vec.live;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.disk.Tree;
import dev.prod2vec.export.MapFile;
import dev.prod2vec.model.NeighbourAnswer;
import dev.prod2vec.model.NeighbourDocument;
import dev.prod2vec.model.NeighbourQuestion;
import dev.prod2vec.model.NeighbourRules;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.plane.ProductMap;
import dev.prod2vec.process.ToolVersion;
import dev.prod2vec.recommend.NearestProducts;
import dev.prod2vec.recommend.Neighbour;
import dev.prod2vec.recommend.NeighbourFilter;
import dev.prod2vec.recommend.NeighbourKind;
import dev.prod2vec.recommend.NeighbourLists;
import dev.prod2vec.recommend.Recommender;
import dev.prod2vec.report.RunFacts;
import dev.prod2vec.run.Manifest;
import dev.prod2vec.run.RunFolder;
import dev.prod2vec.task.EvaluationReport;
import dev.prod2vec.task.FinishedRun;
import dev.prod2vec.vocabulary.FoundProduct;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.TypedSearch;
import dev.prod2vec.vocabulary.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A run in memory, and what it answers. It does not change: every answer is about the same
/// vectors. Safe to share between threads.
public final class ServedRun {
  /// Filters that are kept: each holds a few numbers for each product.
  private static final int KEPT_FILTERS = 16;

  /// Substitutes of each product that are computed before somebody asks: all together take a
  /// hundredth of the time that they take one by one.
  private static final int KNOWN = 20;

  /// Parts in which this happens, so that requests do not wait for it.
  private static final int PARTS = 64;

  /// Most products of two numbers that this may take; ten seconds of one core, about.
  private static final double MOST_PRODUCTS = 2e11;

  private final String id;
  private final String tag;
  private final Path folder;
  private final ProductModel model;
  private final Recommender recommender;
  private final Map<String, Product> byId;
  private final Map<NeighbourRules, NeighbourFilter> filters =
      new LinkedHashMap<>(KEPT_FILTERS, 0.75f, true);
  private @Nullable TypedSearch search;
  private @Nullable ProductMap map;
  private volatile @Nullable NeighbourLists substitutes;

  private ServedRun(String id, Path folder, ProductModel model) {
    this.id = id;
    this.folder = folder;
    this.model = model;
    this.recommender = model.recommender(0);
    this.byId = HashMap.newHashMap(model.vocabulary().size());
    model.vocabulary().products().forEach(product -> byId.put(product.id(), product));
    this.tag = tag(id, model);
  }

  /// Reads a run, or the folder of a model, whose name is its id then.
  ///
  /// @throws dev.prod2vec.setting.WrongUseException if the folder holds no model
  /// @throws dev.prod2vec.file.InputException if a file is missing or broken
  static ServedRun open(Path folder) throws IOException {
    String id =
        RunFolder.isRun(folder)
            ? RunFolder.manifest(folder).id()
            : String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    return new ServedRun(id, folder, ProductModel.openToAsk(folder));
  }

  private static String tag(String id, ProductModel model) {
    String content =
        "%s %s %s %s"
            .formatted(
                id,
                ToolVersion.TEXT,
                Arrays.hashCode(model.embedding().input()),
                model.vocabulary().hashCode());
    return UUID.nameUUIDFromBytes(content.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /// The run's id.
  public String id() {
    return id;
  }

  /// The folder that it was read from.
  public Path folder() {
    return folder;
  }

  /// Tells what this run answers from what others answer: the same for the same vectors, products
  /// and version of prod2vec.
  public String tag() {
    return tag;
  }

  /// Its products.
  public Vocabulary vocabulary() {
    return model.vocabulary();
  }

  /// Its vectors.
  public ProductModel model() {
    return model;
  }

  /// The product with an id.
  public Optional<Product> product(String productId) {
    return Optional.ofNullable(byId.get(productId));
  }

  /// Finds products as somebody types; see [TypedSearch].
  public TypedSearch.Found find(String text, int limit) {
    return search().find(text, limit);
  }

  private synchronized TypedSearch search() {
    if (search == null) {
      search = new TypedSearch(vocabulary());
    }
    return search;
  }

  /// The neighbours of a product.
  ///
  /// @throws dev.prod2vec.setting.WrongUseException if the rules name a column or a category that
  ///   no product has
  public NeighbourDocument neighbours(Product product, NeighbourRules rules, Asks asks) {
    NeighbourQuestion question =
        new NeighbourQuestion(asks.kind(), asks.limit(), filter(rules), asks.order());
    List<FoundProduct> asked =
        List.of(new FoundProduct(product.id(), product, List.of(), FoundProduct.Match.EXACT));
    NeighbourLists known = substitutes;
    if (known == null
        || asks.kind() != NeighbourKind.SUBSTITUTE
        || question.isFiltered()
        || asks.limit() > KNOWN) {
      return NeighbourAnswer.of(question, asked, recommender, vocabulary()).document();
    }
    List<Neighbour> best = known.of(product.index()).stream().limit(asks.limit()).toList();
    return new NeighbourAnswer(question, asked, asks.order().of(best), vocabulary()).document();
  }

  /// What completes each basket, best first.
  ///
  /// @param baskets products of each, at least one
  /// @param limit most products for a basket; 1 or more
  /// @throws dev.prod2vec.setting.WrongUseException as [#neighbours]
  public List<List<Neighbour>> complete(int[][] baskets, NeighbourRules rules, int limit) {
    NeighbourFilter filter = filter(rules);
    if (baskets.length == 1) {
      return List.of(recommender.neighbours(NeighbourKind.COMPLETION, baskets[0], limit, filter));
    }
    return recommender.completeAll(Baskets.of(baskets), limit, filter);
  }

  private NeighbourFilter filter(NeighbourRules rules) {
    if (rules.equals(NeighbourRules.NONE)) {
      return NeighbourFilter.NONE;
    }
    synchronized (filters) {
      NeighbourFilter kept = filters.get(rules);
      if (kept != null) {
        return kept;
      }
    }
    NeighbourFilter filter = rules.on(vocabulary());
    synchronized (filters) {
      filters.put(rules, filter);
      if (filters.size() > KEPT_FILTERS) {
        filters.remove(filters.keySet().iterator().next());
      }
    }
    return filter;
  }

  /// Whether its folder has a map.
  public boolean hasMap() {
    return Files.exists(folder.resolve(MapFile.NAME));
  }

  /// Whether its files say how it was made and how good it is, as those of a finished run do.
  public boolean hasFacts() {
    return RunFolder.isRun(folder) && Files.exists(folder.resolve(EvaluationReport.FILE));
  }

  /// What its files say about it; empty if it is the folder of a model.
  ///
  /// @throws dev.prod2vec.file.InputException if a file is missing or broken
  public Optional<RunFacts> facts() {
    if (!hasFacts()) {
      return Optional.empty();
    }
    Manifest manifest = RunFolder.manifest(folder);
    SequencedMap<String, String> inputs = new LinkedHashMap<>();
    manifest.inputs().forEach(input -> inputs.put(input.path(), input.sha256()));
    RunFacts.Run run =
        new RunFacts.Run(
            id,
            manifest.toolVersion(),
            manifest.created(),
            manifest.tags(),
            new LinkedHashMap<>(),
            inputs);
    return Optional.of(FinishedRun.read(folder, model, run, manifest.config()));
  }

  /// Names and sizes in bytes of the files of its folder, by name; hidden ones are left out.
  public SortedMap<String, Long> files() {
    SortedMap<String, Long> files = new TreeMap<>();
    try {
      for (Path file : Tree.list(folder)) {
        String name = String.valueOf(file.getFileName());
        if (!name.startsWith(".") && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          files.put(name, Files.size(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /// Where a file is; empty if the name is none of [#files].
  public Optional<Path> file(String name) {
    return files().containsKey(name) ? Optional.of(folder.resolve(name)) : Optional.empty();
  }

  /// The places of its products on the map; empty if the folder has no map.
  ///
  /// @throws dev.prod2vec.file.InputException if the file is broken
  /// @throws InterruptedException if the thread is interrupted
  public synchronized Optional<ProductMap> map() throws InterruptedException {
    Path file = folder.resolve(MapFile.NAME);
    if (map == null && Files.exists(file)) {
      map = MapFile.read(file, vocabulary().size(), Path.of(System.getProperty("java.io.tmpdir")));
    }
    return Optional.ofNullable(map);
  }

  /// Computes what the first questions would have to wait for.
  void warmUp() {
    if (vocabulary().trained() == 0) {
      return;
    }
    Product first = vocabulary().product(0);
    find(first.name(), 1);
    for (NeighbourKind kind : NeighbourKind.values()) {
      var _ = recommender.neighbours(kind, new int[] {first.index()}, 1, NeighbourFilter.NONE);
    }
    double products =
        (double) vocabulary().size() * vocabulary().trained() * model.embedding().dim();
    if (products <= MOST_PRODUCTS) {
      recommender.prepareCompletion();
      List<NearestProducts> parts = new ArrayList<>();
      for (int part = 0; part < PARTS; part++) {
        parts.add(recommender.nearestSubstitutes(KNOWN, part, PARTS));
      }
      substitutes = recommender.substituteLists(NearestProducts.joined(parts));
    }
  }
}
