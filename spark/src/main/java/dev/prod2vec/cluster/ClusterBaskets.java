package dev.prod2vec.cluster;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.evaluation.Evaluation;
import dev.prod2vec.feature.SideInformation;
import dev.prod2vec.file.Sha256;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.shared.ClusterSession;
import dev.prod2vec.shared.SharedFile;
import dev.prod2vec.shared.SharedFiles;
import dev.prod2vec.shared.SharedFolder;
import dev.prod2vec.task.EarlierModel;
import dev.prod2vec.task.TaskFiles;
import dev.prod2vec.task.TrainingFiles;
import dev.prod2vec.task.TrainingSet;
import dev.prod2vec.text.HumanNumbers;
import dev.prod2vec.training.AgreementChoice;
import dev.prod2vec.training.Fading;
import dev.prod2vec.training.PriorBlocks;
import dev.prod2vec.training.TrainedModel;
import dev.prod2vec.training.Training;
import dev.prod2vec.training.TrainingConfig;
import dev.prod2vec.training.TrainingOptions;
import dev.prod2vec.training.TrainingProgress;
import dev.prod2vec.vocabulary.Vocabulary;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;

/// The training baskets of a run, for trainings on the executors. Each reads them from the run's
/// files.
final class ClusterBaskets {
  /// Shards of a training whose config leaves it open.
  private static final int SHARDS = 16;

  /// Name of the folder for what rounds leave to a resumed training.
  private static final String ROUNDS = "rounds";

  private final ClusterSession session;
  private final TrainingSet orders;
  private final SharedFile vocabularyFile;
  private final List<SharedFile> start;
  private final Optional<EarlierModel> earlier;
  private final String inputs;
  private final Vocabulary vocabulary;
  private final Baskets validation;
  private final BasketRows.Numbered rows;
  private final long[] counts;

  private ClusterBaskets(
      ClusterSession session, TaskFiles files, TrainingSet orders, TrainingConfig base)
      throws IOException {
    this.session = session;
    this.orders = orders;
    SharedFiles shared = session.files();
    vocabularyFile = shared.file(PreparedData.VOCABULARY);
    // The report says by hashes which rows the baskets have.
    start = shared.find(EarlierModel.FILE).stream().toList();
    earlier = EarlierModel.find(files);
    inputs =
        Sha256.of(files.read(PreparedData.VOCABULARY))
            + Sha256.of(files.read(IngestReport.FILE))
            + (start.isEmpty() ? "" : Sha256.of(files.read(EarlierModel.FILE)));
    vocabulary = PreparedData.vocabulary(files.read(PreparedData.VOCABULARY));
    requireMemory(base);
    validation = PreparedData.baskets(files.read(PreparedData.VALIDATION));
    describe("read the baskets");
    BasketRows.Numbered training =
        BasketRows.read(session.spark(), shared.file(PreparedData.BASKETS), 0);
    rows =
        orders == TrainingSet.ALL
            ? training.and(
                BasketRows.read(
                    session.spark(), shared.file(PreparedData.VALIDATION), training.end()))
            : training;
    counts = counts(Fading.NONE);
  }

  /// @param base the config of a training, or that of a search, of which trials change some values
  /// @throws dev.prod2vec.setting.WrongUseException if it does not fit the memory
  static ClusterBaskets of(
      ClusterSession session, TaskFiles files, TrainingSet orders, TrainingConfig base)
      throws IOException {
    return new ClusterBaskets(session, files, orders, base);
  }

  private void requireMemory(TrainingConfig config) {
    ExecutorMemory.require(
        session.cluster().sc(),
        "a training of %s with %s numbers each"
            .formatted(HumanNumbers.count(vocabulary.size(), "product"), config.dim()),
        ExecutorMemory.training(vocabulary.size(), config.dim()));
  }

  /// Purchases of each product.
  long[] counts() {
    return counts.clone();
  }

  Baskets validation() {
    return validation;
  }

  private void describe(String what) {
    session.cluster().setJobDescription("training: " + what);
  }

  /// The config with all that it leaves open.
  ///
  /// @throws dev.prod2vec.setting.WrongUseException if it does not fit the memory
  TrainingConfig resolved(TrainingConfig asked, TrainingProgress progress)
      throws InterruptedException {
    requireMemory(asked);
    if (rows.newest().isEmpty()) {
      TrainingFiles.refuseHalfLife(asked);
    }
    if (!rows.quantified()) {
      TrainingFiles.refuseQuantityWeight(asked);
    }
    TrainingConfig sharded = asked.shards() == 0 ? asked.withShards(SHARDS, asked.rounds()) : asked;
    if (earlier.isPresent()) {
      return earlier.get().config(sharded).withRoundsFor(counts);
    }
    TrainingOptions options =
        TrainingOptions.NONE
            .withVocabularySize(vocabulary.size())
            .withSideInformation(side(sharded))
            .withProgress(progress)
            .withValidation(validation);
    return AgreementChoice.of(choosing(sharded), counts, sharded, options).withRoundsFor(counts);
  }

  private SideInformation side(TrainingConfig config) {
    return SideInformation.of(vocabulary, config.features());
  }

  /// The baskets that choose the agreement; none if it is not open.
  private Baskets choosing(TrainingConfig config) {
    long[] numbers = AgreementChoice.sample(rows.end(), config);
    if (numbers.length == 0) {
      return Baskets.of(new int[0][]);
    }
    describe("baskets that choose the agreement");
    Set<Long> wanted = Arrays.stream(numbers).boxed().collect(Collectors.toSet());
    return Baskets.of(
        rows.baskets().filter(basket -> wanted.contains(basket._1)).collect().stream()
            .sorted((a, b) -> Long.compare(a._1, b._1))
            .map(basket -> basket._2.products())
            .toArray(int[][]::new));
  }

  /// Trains. A stopped training leaves the blocks of its last rounds in the folder for unfinished
  /// files; the next one with the same arguments resumes after the last round.
  ///
  /// @param config of [#resolved]
  TrainedModel resume(TrainingConfig config, TrainingProgress progress)
      throws IOException, InterruptedException {
    return train(
        config,
        () -> session.files().leftBefore(ROUNDS).stream().map(BlockFolder::new).toList(),
        progress);
  }

  /// Trains from the start.
  ///
  /// @param config of [#resolved]
  TrainedModel train(TrainingConfig config, TrainingProgress progress)
      throws IOException, InterruptedException {
    forget();
    return train(config, List::of, progress);
  }

  private TrainedModel train(
      TrainingConfig config, ClusterTraining.LeftBefore before, TrainingProgress progress)
      throws IOException, InterruptedException {
    long[] own =
        config.halfLife() == 0
            ? counts
            : counts(new Fading(rows.newest().orElseThrow(), config.halfLife()));
    Evaluation questions =
        Training.validation(orders == TrainingSet.ALL ? Baskets.of(new int[0][]) : validation, own);
    int partitions = Math.clamp(session.cluster().defaultParallelism(), 1, config.shards());
    JavaRDD<Shard> shards =
        Shards.of(rows, config.shards(), partitions).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return new ClusterTraining(
              session.cluster(),
              config,
              shards,
              own,
              questions,
              PriorBlocks.areNeeded(side(config).size(), config)
                  ? Optional.of(vocabularyFile)
                  : Optional.empty(),
              start,
              key(config),
              new BlockFolder(rounds()),
              before,
              progress)
          .run();
    } finally {
      var _ = shards.unpersist(false);
      session.cluster().setJobDescription(null);
    }
  }

  /// Removes what the last training left.
  void forget() throws IOException {
    rounds().delete();
  }

  private SharedFolder rounds() {
    return session.files().unfinished(ROUNDS);
  }

  /// Purchases of each product, of which older ones count less.
  private long[] counts(Fading fading) {
    int products = vocabulary.size();
    return fading.purchases(
        rows.baskets()
            .values()
            .mapPartitions(baskets -> {
              long[] parts = new long[products];
              while (baskets.hasNext()) {
                BasketRow basket = baskets.next();
                long part = fading.parts(basket.day());
                for (int product : basket.products()) {
                  parts[product] += part;
                }
              }
              return List.of(parts).iterator();
            })
            .fold(
                new long[products],
                (a, b) -> {
                  long[] sum = new long[products];
                  Arrays.setAll(sum, product -> a[product] + b[product]);
                  return sum;
                }));
  }

  /// Tells this training from any other, also from one of a version with other blocks.
  private String key(TrainingConfig config) {
    return "%s %s %s %s %s"
        .formatted(Block.MAGIC, inputs, Arrays.hashCode(counts), orders, config.withThreads(0));
  }
}
