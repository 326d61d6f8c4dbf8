package dev.prod2vec.cluster;

import dev.prod2vec.evaluation.Evaluation;
import dev.prod2vec.shared.SharedFile;
import dev.prod2vec.shared.SharedFolder;
import dev.prod2vec.training.DivergedException;
import dev.prod2vec.training.EpochHistory;
import dev.prod2vec.training.EpochMetrics;
import dev.prod2vec.training.RowBlock;
import dev.prod2vec.training.TrainedModel;
import dev.prod2vec.training.TrainingConfig;
import dev.prod2vec.training.TrainingProgress;
import java.io.IOException;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/// Trains on a cluster, in the driver. A round has three steps, of which each is a stage of tasks:
/// blocks send the rows that shards asked for; shards train, and send back what they changed and
/// what they need next; blocks merge this and are written. Tasks are functions of files and of what
/// they are sent. So the vectors depend on the shards and rounds of the config alone, not on
/// executors, cores, lost tasks and repeated ones; one process with the same config trains the same
/// bytes.
final class ClusterTraining {
  private final JavaSparkContext spark;
  private final TrainingConfig config;
  private final JavaRDD<Shard> shards;
  private final long[] counts;
  private final Evaluation validation;
  private final Optional<SharedFile> vocabulary;
  private final TrainingProgress progress;
  private final RoundFiles files;
  private final RoundTasks tasks;
  private final Broadcast<Evaluation> questions;
  private final int baskets;
  private final BlockLocations locations = new BlockLocations();
  private RoundState state;

  /// Where other drivers left what rounds leave, the last first, if that is elsewhere.
  interface LeftBefore {
    List<BlockFolder> folders() throws IOException;
  }

  /// @param shards all of them, kept by the executors
  /// @param counts purchases of each product
  /// @param validation asked after each epoch; may be empty
  /// @param vocabulary the file of the products if there is something that weight decay pulls
  ///   towards
  /// @param start the file that it starts with; none: it starts from nothing
  /// @param training identifies the training by everything that its result depends on
  /// @param folder for what rounds leave
  /// @param before asked if nothing of this training is in the folder
  ClusterTraining(
      JavaSparkContext spark,
      TrainingConfig config,
      JavaRDD<Shard> shards,
      long[] counts,
      Evaluation validation,
      Optional<SharedFile> vocabulary,
      List<SharedFile> start,
      String training,
      BlockFolder folder,
      LeftBefore before,
      TrainingProgress progress)
      throws IOException, InterruptedException {
    this.spark = spark;
    this.config = config;
    this.shards = shards;
    this.counts = counts;
    this.validation = validation;
    this.vocabulary = vocabulary;
    this.progress = progress;
    files = new RoundFiles(folder.place(), training);
    questions = spark.broadcast(validation);
    Optional<RoundState> found = files.newest();
    if (found.isEmpty()) {
      for (BlockFolder left : before.folders()) {
        found = found.isPresent() ? found : takenOver(left.place(), training, folder.place());
      }
    }
    int blocks =
        found.map(old -> old.blocks().size()).orElse(Math.max(1, spark.defaultParallelism()));
    int threads = spark.getConf().getInt("spark.task.cpus", 1);
    tasks = new RoundTasks(config, spark.broadcast(counts), blocks, folder, start, threads);
    RoundTasks own = tasks;
    baskets = (int) (long) shards.map(own::baskets).reduce(Long::sum);
    state = found.isPresent() ? found.get() : start(training);
  }

  /// Trains to the end of the training.
  TrainedModel run() throws IOException, InterruptedException {
    EpochHistory history = new EpochHistory(config, validation.size(), state.epochs());
    while (!history.isOver()) {
      if (state.epoch() < history.next()) {
        beginEpoch(history);
      }
      while (state.round() < config.roundsPerEpoch()) {
        if (progress.cancelled()) {
          throw new InterruptedException("training was stopped in epoch " + state.epoch());
        }
        round();
      }
      validate(history);
      if (progress.enough()) {
        break;
      }
    }
    files.await();
    List<BlockFile> best = state.best().isEmpty() ? state.blocks() : state.best();
    return RowBlock.model(tasks.blocks(best), counts, config, history.epochs());
  }

  /// The state that another driver left, with a copy of its files.
  private Optional<RoundState> takenOver(SharedFolder left, String training, SharedFolder own)
      throws IOException, InterruptedException {
    Optional<RoundState> state = new RoundFiles(left, training).newest();
    if (state.isPresent()) {
      List<String> names = List.copyOf(state.get().names());
      spark.setJobDescription("training: copy the last round");
      spark.parallelize(names, names.size()).foreach(name -> own.write(name, left.read(name)));
      files.save(state.get());
    }
    return state;
  }

  private RoundState start(String training) throws IOException, InterruptedException {
    spark.setJobDescription("training: start");
    RoundTasks own = tasks;
    List<Merged> merged =
        merged(
            shards
                .flatMapToPair(shard -> own.ask(shard).iterator())
                .partitionBy(new ByNumber(own.blocks()))
                .mapPartitions(asks -> own.merge(Collections.emptyIterator(), asks, false)));
    RoundState start = RoundState.start(training, merged.stream().map(Merged::file).toList());
    files.save(start);
    return start;
  }

  private void beginEpoch(EpochHistory history) throws IOException, InterruptedException {
    int epoch = history.next();
    List<BlockFile> blocks = state.blocks();
    List<BlockFile> best = history.lastIsBest() && validation.size() > 0 ? blocks : state.best();
    RoundTasks own = tasks;
    List<BlockFile> prior = List.of();
    if (vocabulary.isPresent()) {
      spark.setJobDescription("training: what names say, epoch " + epoch);
      SharedFile products = vocabulary.get();
      prior =
          spark
              .parallelize(List.of(0), 1)
              .map(_ -> own.prior(blocks, products))
              .collect()
              .getFirst();
    }
    state = state.nextEpoch(prior, best);
  }

  private void round() throws IOException, InterruptedException {
    int epoch = state.epoch();
    int round = state.round() + 1;
    spark.setJobDescription(
        "training: epoch %s of %s, round %s of %s"
            .formatted(epoch, config.epochs(), round, config.roundsPerEpoch()));
    boolean last = round == config.roundsPerEpoch();
    long start = System.nanoTime();
    RoundTasks own = tasks;
    List<BlockFile> blocks = state.blocks();
    List<BlockFile> prior = state.prior();
    int partitions = shards.getNumPartitions();
    JavaRDD<BlockFile> located = locations.rdd(spark, blocks);
    JavaRDD<Tuple2<Integer, byte[]>> replies =
        located
            .flatMapToPair(block -> own.reply(block, partitions).iterator())
            .partitionBy(new ByNumber(partitions))
            .map(reply -> reply);
    JavaRDD<Tuple2<Integer, Update>> updates =
        shards.zipPartitions(replies, own.training(epoch, round, prior));
    List<Merged> merged =
        merged(
            located.zipPartitions(
                updates.mapToPair(update -> update).partitionBy(new ByNumber(own.blocks())),
                (before, received) -> own.merge(before, received, last)));
    // The clock stops once the state before is saved: that is part of what a round takes.
    files.await();
    state = state.after(merged, (System.nanoTime() - start) / 1e9);
    DivergedException.checkLoss(state.loss(), epoch, config);
    if (last) {
      double largest = merged.stream().mapToDouble(Merged::rootMeanSquare).max().orElse(0);
      DivergedException.checkVectors(largest, epoch, config);
    }
    files.save(state);
    int done = (int) ((long) baskets * round / config.roundsPerEpoch());
    progress.batch(epoch, done, baskets, state.pairs(), state.meanLoss());
  }

  /// What the driver hears of each block, ascending.
  private List<Merged> merged(JavaRDD<Merged> blocks) {
    List<Merged> merged =
        blocks.collect().stream()
            .sorted(Comparator.comparingInt(block -> block.file().block()))
            .toList();
    locations.set(merged);
    // Spark keeps what was sent until the driver collects its garbage, which may be many rounds.
    blocks.rdd().cleanShuffleDependencies(false);
    return merged;
  }

  private void validate(EpochHistory history) throws IOException, InterruptedException {
    double hitRate = Double.NaN;
    if (validation.size() > 0) {
      spark.setJobDescription("training: validation of epoch " + state.epoch());
      RoundTasks own = tasks;
      Broadcast<Evaluation> asked = questions;
      List<BlockFile> blocks = state.blocks();
      int parts = own.blocks();
      int hits =
          spark
              .parallelize(IntStream.range(0, parts).boxed().toList(), parts)
              .map(part -> own.hits(blocks, asked.value(), part, parts))
              .reduce(Integer::sum);
      hitRate = (double) hits / validation.size();
    }
    EpochMetrics metrics = history.add(state.meanLoss(), state.pairs(), state.seconds(), hitRate);
    state = state.validated(history.epochs());
    files.save(state);
    progress.epoch(metrics);
  }
}
