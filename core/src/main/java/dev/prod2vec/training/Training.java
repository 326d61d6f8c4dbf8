package dev.prod2vec.training;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.evaluation.Evaluation;
import dev.prod2vec.evaluation.EvaluationConfig;
import dev.prod2vec.feature.SideInformation;
import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.parallel.Crew;
import dev.prod2vec.recommend.BasketCompletion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A training that can be stepped epoch by epoch. It decides which batches a [Learner] learns and
/// at which rate, validates after each epoch, keeps the best one, and knows when it is over; it
/// reads and writes no files. [Trainer#begin] creates one. Closing it ends its threads. Not safe to
/// share between threads.
public final class Training implements AutoCloseable {
  /// Most validation baskets that are scored after each epoch.
  private static final int VALIDATION_BASKETS = 4_000;

  /// Training has diverged if the root mean square of the vectors is larger: trained vectors stay
  /// far below it.
  private static final double MAX_ROOT_MEAN_SQUARE = 1e3;

  private final long[] counts;
  private final TrainingConfig config;
  private final TrainingProgress progress;
  private final Evaluation validation;
  private final Batches batches;

  /// The batch that is learned, and the next one, which is made at the same time.
  private Batch batch;

  private Batch nextBatch;

  /// Whether there is a next batch; written by one of the threads of the crew.
  private boolean hasNext;

  private final Learner learner;
  private final List<EpochMetrics> epochs;

  /// The state after the best epoch; empty as long as the last epoch is the best.
  private Optional<TrainingState> best;

  private final Crew crew;

  /// @param counts purchases of each product
  /// @param from its state is changed
  Training(
      Baskets baskets,
      long[] counts,
      TrainingConfig config,
      TrainingOptions options,
      Snapshot from,
      Kernel kernel) {
    this.counts = counts;
    this.config = config;
    progress = options.progress();
    EvaluationConfig sample =
        new EvaluationConfig(
            EvaluationConfig.DEFAULT.minBasketSize(),
            VALIDATION_BASKETS,
            1,
            EvaluationConfig.DEFAULT.seed());
    validation = Evaluation.of(options.validation(), counts, sample);
    Noise noise = new Noise(counts, config.noiseExponent(), config.seed());
    batch = new Batch(counts.length);
    nextBatch = new Batch(counts.length);
    batches = new Batches(baskets, counts, config, noise);
    requireTrainable(baskets);
    learner = Learner.of(from.state(), noise, config, prior(options, kernel), kernel);
    best = from.best();
    epochs = new ArrayList<>(from.epochs());
    crew = new Crew(config.threads());
  }

  /// Empty where there is no side information, or no weight decay that would lead to it.
  private Optional<Prior> prior(TrainingOptions options, Kernel kernel) {
    SideInformation side = options.sideInformation();
    if (side.size() > 0 && side.products() != counts.length) {
      throw new IllegalArgumentException(
          "%s products, but side information of %s".formatted(counts.length, side.products()));
    }
    return side.size() > 0 && config.objective().strategy().weightDecay(config) > 0
        ? Optional.of(new Prior(side, counts, config.dim(), kernel))
        : Optional.empty();
  }

  private void requireTrainable(Baskets baskets) {
    if (batches.size() == 0) {
      throw new IllegalArgumentException(
          "no basket has two products: there is nothing to learn from");
    }
    for (int basket = 0; basket < baskets.size(); basket++) {
      if (baskets.length(basket) > Baskets.MAX_SIZE) {
        throw new IllegalArgumentException(
            "basket %s has %s products, allowed are %s: split it first"
                .formatted(basket, baskets.length(basket), Baskets.MAX_SIZE));
      }
    }
  }

  /// Whether all epochs of the config are trained, or its patience has run out: so many epochs were
  /// no better than the best.
  public boolean isOver() {
    int sinceBest = 0;
    for (EpochMetrics epoch : epochs) {
      sinceBest = epoch.best() ? 0 : sinceBest + 1;
    }
    return epochs.size() >= config.epochs()
        || (config.patience() > 0 && sinceBest >= config.patience());
  }

  /// Trains one epoch and validates it. The listener is told before this returns.
  ///
  /// @return the epoch's metrics
  /// @throws IllegalStateException if the training is over
  /// @throws DivergedException if the learning rate is too high for these baskets; the training
  ///   cannot be used any more
  /// @throws InterruptedException if the listener cancels, by default if this thread is
  ///   interrupted; the training cannot be used any more
  public EpochMetrics epoch() throws InterruptedException {
    if (isOver()) {
      throw new IllegalStateException(
          "the training is over after %s epochs".formatted(epochs.size()));
    }
    if (best.isEmpty() && !epochs.isEmpty() && validation.size() > 0) {
      best = Optional.of(learner.state().copy());
    }
    int epoch = epochs.size() + 1;
    LossSum losses = new LossSum();
    long start = System.nanoTime();
    long pairs = learn(epoch, losses);
    double seconds = (System.nanoTime() - start) / 1e9;
    double hitRate = validationHitRate10();
    boolean better = !(hitRate <= bestHitRate());
    if (better) {
      best = Optional.empty();
    }
    EpochMetrics metrics = new EpochMetrics(epoch, losses.mean(), pairs, seconds, hitRate, better);
    epochs.add(metrics);
    progress.epoch(metrics);
    return metrics;
  }

  /// Learns the batches of an epoch; returns the number of pairs.
  private long learn(int epoch, LossSum losses) throws InterruptedException {
    long pairs = 0;
    learner.beginEpoch(crew);
    batches.begin(epoch);
    fillNext();
    while (hasNext) {
      Batch learned = nextBatch;
      nextBatch = batch;
      batch = learned;
      if (progress.cancelled()) {
        throw new InterruptedException("training was stopped in epoch " + epoch);
      }
      learner.learn(batch, rate(epoch), crew, losses, this::fillNext);
      pairs += batch.pairs();
      if (!losses.isFinite()) {
        throw diverged(epoch, "the loss is not a number");
      }
      int done = hasNext ? nextBatch.first() : batches.size();
      progress.batch(epoch, done, batches.size(), pairs, losses.mean());
    }
    if (!(learner.state().rootMeanSquare() < MAX_ROOT_MEAN_SQUARE)) {
      throw diverged(epoch, "the vectors grew without bounds");
    }
    return pairs;
  }

  private void fillNext() {
    hasNext = batches.fill(nextBatch);
  }

  /// The learning rate of the batch. It falls linearly from the config's to 0 at the end of the
  /// last epoch, as in word2vec.
  private float rate(int epoch) {
    double done = epoch - 1 + (double) batch.first() / batches.size();
    return (float) (config.learningRate() * (1 - done / config.epochs()));
  }

  private DivergedException diverged(int epoch, String what) {
    return new DivergedException(
        """
        training diverged in epoch %s: %s with learning rate %s
        hint: use a lower learning rate, for example --learning-rate %s\
        """
            .formatted(epoch, what, config.learningRate(), config.learningRate() / 4));
  }

  /// NaN without validation baskets.
  private double validationHitRate10() {
    return validation.size() == 0
        ? Double.NaN
        : validation.hitRate10(new BasketCompletion(embedding(learner.state())), crew);
  }

  private double bestHitRate() {
    return epochs.stream()
        .filter(EpochMetrics::best)
        .mapToDouble(EpochMetrics::validationHitRate10)
        .max()
        .orElse(-1);
  }

  /// The vectors of the best epoch so far, and the metrics of all epochs. Before the first epoch it
  /// has the start vectors.
  public TrainedModel model() {
    return new TrainedModel(embedding(best.orElse(learner.state())), epochs);
  }

  private Embedding embedding(TrainingState state) {
    ObjectiveStrategy objective = config.objective().strategy();
    return new Embedding(
        counts.length,
        config.dim(),
        state.input().dense(),
        state.output().dense(),
        objective.finalBias(state.bias(), counts, config),
        objective.basketScore());
  }

  /// Everything that is needed to resume the training; shares its arrays.
  Snapshot snapshot() {
    return new Snapshot(learner.state(), best, epochs);
  }

  /// Ends its threads.
  @Override
  public void close() {
    crew.close();
  }
}
