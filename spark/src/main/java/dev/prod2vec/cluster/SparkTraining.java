package dev.prod2vec.cluster;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.evaluation.Evaluation;
import dev.prod2vec.feature.SideInformation;
import dev.prod2vec.file.Sha256;
import dev.prod2vec.lake.Jobs;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.shared.ClusterSession;
import dev.prod2vec.shared.SharedFiles;
import dev.prod2vec.task.TaskContext;
import dev.prod2vec.task.TaskFiles;
import dev.prod2vec.task.TrainingFiles;
import dev.prod2vec.task.TrainingService;
import dev.prod2vec.task.TrainingSet;
import dev.prod2vec.text.HumanNumbers;
import dev.prod2vec.training.AgreementChoice;
import dev.prod2vec.training.EpochMetrics;
import dev.prod2vec.training.PriorBlocks;
import dev.prod2vec.training.TrainedModel;
import dev.prod2vec.training.Training;
import dev.prod2vec.training.TrainingConfig;
import dev.prod2vec.training.TrainingOptions;
import dev.prod2vec.vocabulary.Vocabulary;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/// Trains on the executors of a Spark cluster.
public final class SparkTraining implements TrainingService {
  /// Shards of a training whose config leaves it open.
  static final int SHARDS = 16;

  /// Name of the folder for what rounds leave to a resumed training.
  private static final String ROUNDS = "rounds";

  private final Sessions sessions;
  private final TrainingService searches;

  /// @param searches does the searches for hyperparameters
  public SparkTraining(Sessions sessions, TrainingService searches) {
    this.sessions = sessions;
    this.searches = searches;
  }

  @Override
  public SearchResult search(TaskContext context) throws IOException, InterruptedException {
    return searches.search(context);
  }

  /// A stopped training leaves the blocks of its last rounds in the folder for unfinished files.
  /// The next training with the same arguments resumes after the last round.
  @Override
  public List<EpochMetrics> train(TaskContext context, TrainingConfig asked, TrainingSet orders)
      throws IOException, InterruptedException {
    ClusterSession session = sessions.of(context);
    try (Jobs jobs = new Jobs(session.spark().sparkContext())) {
      return jobs.run(() -> train(session, context, asked, orders));
    }
  }

  private static List<EpochMetrics> train(
      ClusterSession session, TaskContext context, TrainingConfig asked, TrainingSet orders)
      throws IOException, InterruptedException {
    SparkSession spark = session.spark();
    JavaSparkContext cluster = session.cluster();
    SharedFiles shared = session.files();
    TaskFiles files = context.files();
    Vocabulary vocabulary = PreparedData.vocabulary(files.read(PreparedData.VOCABULARY));
    ExecutorMemory.require(
        spark.sparkContext(),
        "a training of %s with %s numbers each"
            .formatted(HumanNumbers.count(vocabulary.size(), "product"), asked.dim()),
        ExecutorMemory.training(vocabulary.size(), asked.dim()));
    Baskets validation = PreparedData.baskets(files.read(PreparedData.VALIDATION));
    cluster.setJobDescription("model_training: read the baskets");
    BasketRows.Numbered rows = BasketRows.read(spark, shared.file(PreparedData.BASKETS), 0);
    if (orders == TrainingSet.ALL) {
      rows = rows.and(BasketRows.read(spark, shared.file(PreparedData.VALIDATION), rows.end()));
    }
    long[] counts = counts(rows.baskets(), vocabulary.size());
    TrainingConfig sharded = asked.shards() == 0 ? asked.withShards(SHARDS, asked.rounds()) : asked;
    SideInformation side = SideInformation.of(vocabulary, sharded.features());
    TrainingConfig config =
        agreement(cluster, rows, counts, sharded, options(context, vocabulary, side, validation))
            .withRoundsFor(counts);
    TrainingFiles.tellAgreement(context, sharded, config);
    Evaluation questions =
        Training.validation(
            orders == TrainingSet.ALL ? Baskets.of(new int[0][]) : validation, counts);
    int partitions = Math.clamp(cluster.defaultParallelism(), 1, config.shards());
    JavaRDD<Shard> shards =
        Shards.of(rows.baskets(), config.shards(), partitions)
            .persist(StorageLevel.MEMORY_AND_DISK());
    BlockFolder folder = new BlockFolder(shared.unfinished(ROUNDS));
    try {
      ClusterTraining training =
          new ClusterTraining(
              cluster,
              config,
              shards,
              counts,
              questions,
              PriorBlocks.areNeeded(side.size(), config)
                  ? Optional.of(shared.file(PreparedData.VOCABULARY))
                  : Optional.empty(),
              key(context, config, orders, counts),
              folder,
              shared.leftBefore(ROUNDS).map(BlockFolder::new),
              context.listener().training());
      TrainedModel model = training.run();
      TrainingFiles.writeModel(context, files.write(ProductModel.FILE), model.embedding(), config);
      TrainingFiles.writeLog(files, model.epochs());
      folder.place().delete();
      return model.epochs();
    } finally {
      var _ = shards.unpersist(false);
      cluster.setJobDescription(null);
    }
  }

  private static TrainingOptions options(
      TaskContext context, Vocabulary vocabulary, SideInformation side, Baskets validation) {
    return TrainingOptions.NONE
        .withVocabularySize(vocabulary.size())
        .withSideInformation(side)
        .withProgress(context.listener().training())
        .withValidation(validation);
  }

  private static TrainingConfig agreement(
      JavaSparkContext cluster,
      BasketRows.Numbered rows,
      long[] counts,
      TrainingConfig config,
      TrainingOptions options)
      throws InterruptedException {
    long[] numbers = AgreementChoice.sample(rows.end(), config);
    if (numbers.length == 0) {
      return AgreementChoice.of(Baskets.of(new int[0][]), counts, config, options);
    }
    cluster.setJobDescription("model_training: baskets that choose the agreement");
    Set<Long> wanted = Arrays.stream(numbers).boxed().collect(Collectors.toSet());
    int[][] some =
        rows.baskets().filter(basket -> wanted.contains(basket._1)).collect().stream()
            .sorted((a, b) -> Long.compare(a._1, b._1))
            .map(Tuple2::_2)
            .toArray(int[][]::new);
    return AgreementChoice.of(Baskets.of(some), counts, config, options);
  }

  /// Purchases of each product.
  private static long[] counts(JavaPairRDD<Long, int[]> baskets, int products) {
    return baskets
        .values()
        .mapPartitions(rows -> {
          long[] counts = new long[products];
          while (rows.hasNext()) {
            for (int product : rows.next()) {
              counts[product]++;
            }
          }
          return List.of(counts).iterator();
        })
        .fold(
            new long[products],
            (a, b) -> {
              long[] sum = new long[products];
              Arrays.setAll(sum, product -> a[product] + b[product]);
              return sum;
            });
  }

  /// The files of a run stay as they are as long as its tasks are not repeated; then nothing
  /// unfinished is kept. What a version with other blocks left is another training.
  private static String key(
      TaskContext context, TrainingConfig config, TrainingSet orders, long[] counts)
      throws IOException {
    return "%s %s %s %s %s"
        .formatted(
            Block.MAGIC,
            Sha256.of(context.files().read(PreparedData.VOCABULARY)),
            Arrays.hashCode(counts),
            orders,
            config.withThreads(0));
  }
}
