package dev.prod2vec.task;

import dev.prod2vec.config.GoneProducts;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.embedding.Safetensors;
import dev.prod2vec.feature.SideInformation;
import dev.prod2vec.file.InputException;
import dev.prod2vec.file.Json;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.prepared.BasketsConfig;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.prepared.KeptProducts;
import dev.prod2vec.prepared.OrderTimes;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.prepared.SplitBy;
import dev.prod2vec.recommend.Recommender;
import dev.prod2vec.setting.KebabCase;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.text.HumanNumbers;
import dev.prod2vec.training.Accumulators;
import dev.prod2vec.training.EarlierTraining;
import dev.prod2vec.training.TrainingConfig;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/// What a run takes over from an earlier one: the content of `start.safetensors`, so that the run
/// no longer needs the other. It has a row for each product of the vocabulary. Products that the
/// earlier run did not know have the vectors that their names and categories predict, if they have
/// such features, and no accumulators.
///
/// @param run id of the earlier run
/// @param vectors a row for each product; zeros where nothing is known of it
/// @param accumulators of the same products
/// @param known for each product whether the earlier run knew it
/// @param placed for each product whether it has vectors
/// @param gone products of the earlier run without a vector in this one
/// @param kept products whose vector stays although these orders have too few of them
/// @param unscored why the earlier model is not scored on the test orders; empty text if it is
public record EarlierModel(
    String run,
    Embedding vectors,
    Accumulators accumulators,
    boolean[] known,
    boolean[] placed,
    int gone,
    int kept,
    String unscored) {
  /// Name of the file in a run directory; a run that starts from nothing has none.
  public static final String FILE = "start.safetensors";

  private static final String KNOWN = "known";
  private static final String PLACED = "placed";
  private static final String RUN = "run";
  private static final String GONE = "gone";
  private static final String KEPT = "kept";
  private static final String UNSCORED = "unscored";

  /// The one of a run, if it starts from an earlier run.
  public static Optional<EarlierModel> find(TaskFiles files) throws IOException {
    Optional<Path> file = files.find(FILE);
    return file.isEmpty() ? Optional.empty() : Optional.of(read(file.get()));
  }

  /// Reads the file.
  ///
  /// @throws InputException if [Source#write] did not write it
  public static EarlierModel read(Path file) throws IOException {
    Safetensors.Model model = Safetensors.read(file);
    Optional<Accumulators> accumulators = Accumulators.of(model.others());
    Map<String, String> metadata = model.metadata();
    if (accumulators.isEmpty()) {
      throw new InputException("%s: has no accumulators\nhint: start a new run".formatted(file));
    }
    return new EarlierModel(
        metadata.getOrDefault(RUN, ""),
        model.embedding(),
        accumulators.get(),
        flags(file, model, KNOWN),
        flags(file, model, PLACED),
        number(file, metadata, GONE),
        number(file, metadata, KEPT),
        metadata.getOrDefault(UNSCORED, ""));
  }

  private static boolean[] flags(Path file, Safetensors.Model model, String name) {
    float[] numbers = model.others().getOrDefault(name, new float[0]);
    if (numbers.length != model.embedding().size()) {
      throw new InputException(
          "%s: has no tensor '%s' of %s numbers\nhint: start a new run"
              .formatted(file, name, model.embedding().size()));
    }
    boolean[] flags = new boolean[numbers.length];
    for (int product = 0; product < flags.length; product++) {
      flags[product] = numbers[product] > 0;
    }
    return flags;
  }

  private static int number(Path file, Map<String, String> metadata, String key) {
    String text = metadata.getOrDefault(key, "");
    if (!text.matches("[0-9]{1,9}")) {
      throw new InputException(
          "%s: %s is \"%s\" in its metadata, allowed is a number\nhint: start a new run"
              .formatted(file, key, text));
    }
    return Integer.parseInt(text);
  }

  /// What a training starts with.
  public EarlierTraining training() {
    int[] rowOf = new int[placed.length];
    Arrays.setAll(rowOf, product -> placed[product] ? product : -1);
    return new EarlierTraining(vectors, accumulators, rowOf);
  }

  /// The config, with the earlier training's agreement where it is open.
  public TrainingConfig config(TrainingConfig asked) {
    return asked.agreement() == TrainingConfig.OPEN_AGREEMENT
        ? asked.withAgreement(vectors.scorePower())
        : asked;
  }

  /// Number of products that the earlier run knew.
  int common() {
    int common = 0;
    for (boolean one : known) {
      common += one ? 1 : 0;
    }
    return common;
  }

  /// The model of an earlier run, where that is.
  ///
  /// @param vectors all of them
  record Source(
      EarlierRun run, Embedding vectors, Accumulators accumulators, Vocabulary vocabulary) {
    /// Reads the model.
    ///
    /// @param training that is to start from it
    /// @throws WrongUseException if it does not fit the training
    /// @throws InputException if a file is broken
    static Source open(EarlierRun run, TrainingConfig training) throws IOException {
      Path file = run.folder().resolve(ProductModel.FILE);
      if (!Files.exists(file)) {
        throw new WrongUseException(
            "start.from: %s holds no %s\nhint: name a finished run"
                .formatted(run.folder(), ProductModel.FILE));
      }
      Safetensors.Model model = Safetensors.read(file);
      Accumulators accumulators =
          Accumulators.of(model.others())
              .orElseThrow(() ->
                  new WrongUseException(
                      "start.from: %s has vectors alone, without the accumulators that a training continues with\nhint: an earlier version wrote it; train once from nothing"
                          .formatted(file)));
      Vocabulary vocabulary =
          PreparedData.vocabulary(run.folder().resolve(PreparedData.VOCABULARY));
      if (vocabulary.size() != model.embedding().size()
          || vocabulary.size() != accumulators.size()) {
        throw new InputException(
            "%s: has %s vectors, but the vocabulary beside it has %s products"
                .formatted(file, model.embedding().size(), vocabulary.size()));
      }
      requireSame("dim", run, model.embedding().dim(), training.dim());
      requireSame(
          "objective",
          run,
          model.metadata().getOrDefault("objective", ""),
          KebabCase.of(training.objective()));
      if (training.agreement() != TrainingConfig.OPEN_AGREEMENT) {
        requireSame("agreement", run, model.embedding().scorePower(), training.agreement());
      }
      return new Source(run, model.embedding(), accumulators, vocabulary);
    }

    private static void requireSame(String key, EarlierRun run, Object earlier, Object asked) {
      if (!earlier.equals(asked)) {
        throw new WrongUseException(
            "training.%s: is %s, but the vectors of run %s were trained with %s\nhint: --training.%s %s, or start from nothing"
                .formatted(key, asked, run.id(), earlier, key, earlier));
      }
    }

    /// Writes the file, once the run's own vocabulary is written; adds the products to keep to it.
    ///
    /// @param report of the orders
    /// @return the numbers for the task's record
    Map<String, Object> write(TaskContext context, IngestReport report)
        throws IOException, InterruptedException {
      TaskFiles files = context.files();
      Path own = files.write(PreparedData.VOCABULARY);
      int kept = 0;
      if (context.config().start().goneProducts() == GoneProducts.KEEP) {
        kept =
            KeptProducts.add(
                own,
                files.write(PreparedData.NEW_PRODUCTS),
                run.folder().resolve(PreparedData.VOCABULARY));
      }
      Vocabulary all = PreparedData.vocabulary(own);
      int[] rows = all.indexesIn(vocabulary);
      int common = (int) Arrays.stream(rows).filter(row -> row >= 0).count();
      if (common == 0) {
        throw new WrongUseException(
            "start.from: run %s and these orders have no product in common, by id: it has \"%s\", they have \"%s\"\nhint: name a run of the same shop"
                .formatted(run.id(), example(vocabulary), example(all)));
      }
      int gone = vocabulary.size() - common;
      Placed start = placed(all, rows, context.config().training());
      SequencedMap<String, float[]> others =
          new LinkedHashMap<>(withMeanOffset(accumulators.choose(rows), rows).tensors());
      others.put(KNOWN, flags(rows));
      others.put(PLACED, flags(start.rows()));
      Map<String, String> metadata = new TreeMap<>();
      metadata.put(RUN, run.id());
      metadata.put(GONE, Integer.toString(gone));
      metadata.put(KEPT, Integer.toString(kept));
      metadata.put(UNSCORED, unscored(context.config().baskets(), report.times()));
      files.write(
          FILE,
          file -> Safetensors.write(file, start.vectors().choose(start.rows()), others, metadata));
      context
          .listener()
          .notice(
              "training starts from run %s: %s known, %s new, %s gone%s"
                  .formatted(
                      run.id(),
                      HumanNumbers.count(common, "product"),
                      HumanNumbers.count(rows.length - common),
                      HumanNumbers.count(gone),
                      kept > 0
                          ? ", %s kept without enough orders".formatted(HumanNumbers.count(kept))
                          : ""));
      Map<String, Object> metrics = new LinkedHashMap<>();
      metrics.put("startFrom", run.id());
      metrics.put("knownProducts", common);
      metrics.put("goneProducts", gone);
      metrics.put("keptProducts", kept);
      return metrics;
    }

    /// New products have the mean offset of the biases of known ones: training moves all of them.
    private static Accumulators withMeanOffset(Accumulators chosen, int[] rows) {
      double mean =
          IntStream.range(0, rows.length)
              .filter(product -> rows[product] >= 0)
              .mapToDouble(product -> chosen.biasOffset()[product])
              .average()
              .orElse(0);
      for (int product = 0; product < rows.length; product++) {
        if (rows[product] < 0) {
          chosen.biasOffset()[product] = (float) mean;
        }
      }
      return chosen;
    }

    private static float[] flags(int[] rows) {
      float[] flags = new float[rows.length];
      for (int product = 0; product < rows.length; product++) {
        flags[product] = rows[product] < 0 ? 0 : 1;
      }
      return flags;
    }

    /// Vectors, and for each product of a vocabulary its row in them, or -1.
    private record Placed(Embedding vectors, int[] rows) {}

    /// Adds the vectors that names and categories predict for new products.
    ///
    /// @param rows of the products of `all` in the earlier vectors; -1 for a new one
    private Placed placed(Vocabulary all, int[] rows, TrainingConfig training) {
      List<String> columns = vocabulary.categoryColumns();
      List<Product> added = new ArrayList<>();
      for (Product product : all.products()) {
        if (rows[product.index()] < 0) {
          Map<String, String> categories = all.categories(product);
          List<String> values =
              columns.stream().map(column -> categories.getOrDefault(column, "")).toList();
          added.add(new Product(0, product.id(), product.name(), values, 0));
        }
      }
      Vocabulary both = vocabulary.withNew(added);
      SideInformation side = SideInformation.of(both, training.features());
      if (added.isEmpty() || side.size() == 0) {
        return new Placed(vectors, rows);
      }
      int[] in = all.indexesIn(both);
      for (int product = 0; product < in.length; product++) {
        in[product] = rows[product] >= 0 || side.describes(in[product]) ? in[product] : -1;
      }
      return new Placed(
          Recommender.withNewProducts(vectors, vocabulary.counts(), side, training.threads()), in);
    }

    private static String example(Vocabulary vocabulary) {
      return vocabulary.products().stream().map(product -> product.id()).findFirst().orElse("");
    }

    /// Why the earlier model may have learned from this run's test orders; empty text if it cannot
    /// have.
    private String unscored(BasketsConfig baskets, Optional<OrderTimes> times) {
      if (baskets.split() == SplitBy.HASH) {
        boolean same =
            run.basketSetting("split").equals("hash")
                && run.basketSetting("split-seed").equals(Long.toString(baskets.splitSeed()))
                && run.basketSetting("validation-fraction")
                    .equals(Double.toString(baskets.validationFraction()))
                && run.basketSetting("test-fraction")
                    .equals(Double.toString(baskets.testFraction()));
        return same ? "" : "it held out other orders";
      }
      Optional<String> from = times.flatMap(OrderTimes::testFrom);
      String last = lastDate();
      boolean newer =
          from.isPresent()
              && !last.isEmpty()
              && last.compareTo(from.get().substring(0, last.length())) < 0;
      return newer ? "" : "its orders are not known to be older than the test orders";
    }

    /// The date of the earlier run's last order; empty text if it is not known. Reports of other
    /// versions may have other parts.
    private String lastDate() {
      Path file = run.folder().resolve(IngestReport.FILE);
      return Files.exists(file)
          ? Json.read(file, JsonNode.class).at("/times/last").asString("")
          : "";
    }
  }
}
