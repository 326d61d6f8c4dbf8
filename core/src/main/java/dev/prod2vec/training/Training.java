package dev.prod2vec.training;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.evaluation.Evaluation;
import dev.prod2vec.evaluation.EvaluationConfig;
import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.parallel.Crew;
import dev.prod2vec.recommend.BasketCompletion;
import java.util.Optional;

/// A training that can be stepped epoch by epoch. It lets a [Pass] learn an epoch, validates the
/// result, keeps the best one, and knows when it is over; it reads and writes no files.
/// [Trainer#begin] creates one. Closing it ends its threads. Not safe to share between threads.
public final class Training implements AutoCloseable {
  /// Most validation baskets that are scored after each epoch.
  private static final int VALIDATION_BASKETS = 4_000;

  private final long[] counts;
  private final TrainingConfig config;
  private final TrainingProgress progress;
  private final Evaluation validation;
  private final Pass pass;
  private final EpochHistory history;

  /// The state after the best epoch; empty as long as the last epoch is the best.
  private Optional<TrainingState> best;

  private final Crew crew;

  /// @param counts purchases of each product
  /// @param from its state is changed
  Training(
      Baskets baskets,
      long[] counts,
      TrainingConfig asked,
      TrainingOptions options,
      Snapshot from,
      Kernel kernel) {
    this.counts = counts;
    config = asked.withRoundsFor(counts);
    progress = options.progress();
    validation = validation(options.validation(), counts);
    requireTrainable(baskets);
    best = from.best();
    history = new EpochHistory(config, validation.size(), from.epochs());
    Optional<PriorFit> prior = PriorFit.of(options.sideInformation(), counts, config, kernel);
    crew = new Crew(config.threads());
    pass =
        config.shards() > 1
            ? new ShardedPass(baskets, counts, config, from.state(), prior, progress, crew, kernel)
            : new WholePass(baskets, counts, config, from.state(), prior, progress, crew, kernel);
  }

  /// The questions that are asked after each epoch.
  ///
  /// @param counts purchases of each product
  public static Evaluation validation(Baskets validation, long[] counts) {
    EvaluationConfig sample =
        new EvaluationConfig(
            EvaluationConfig.DEFAULT.minBasketSize(),
            VALIDATION_BASKETS,
            1,
            EvaluationConfig.DEFAULT.seed());
    return Evaluation.of(validation, counts, sample);
  }

  private static void requireTrainable(Baskets baskets) {
    boolean any = false;
    for (int basket = 0; basket < baskets.size(); basket++) {
      any |= baskets.length(basket) > 1;
      if (baskets.length(basket) > Baskets.MAX_SIZE) {
        throw new IllegalArgumentException(
            "basket %s has %s products, allowed are %s: split it first"
                .formatted(basket, baskets.length(basket), Baskets.MAX_SIZE));
      }
    }
    if (!any) {
      throw new IllegalArgumentException(
          "no basket has two products: there is nothing to learn from");
    }
  }

  /// Whether all epochs of the config are trained, or its patience has run out.
  public boolean isOver() {
    return history.isOver();
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
    int epoch = history.next();
    if (isOver()) {
      throw new IllegalStateException("the training is over after %s epochs".formatted(epoch - 1));
    }
    if (best.isEmpty() && epoch > 1 && validation.size() > 0) {
      best = Optional.of(pass.state().copy());
    }
    LossSum losses = new LossSum();
    long start = System.nanoTime();
    long pairs = pass.epoch(epoch, losses);
    DivergedException.checkVectors(pass.state().rootMeanSquare(), epoch, config);
    double seconds = (System.nanoTime() - start) / 1e9;
    EpochMetrics metrics = history.add(losses.mean(), pairs, seconds, validationHitRate10());
    if (metrics.best()) {
      best = Optional.empty();
    }
    progress.epoch(metrics);
    return metrics;
  }

  /// NaN without validation baskets.
  private double validationHitRate10() {
    return validation.size() == 0
        ? Double.NaN
        : validation.hitRate10(new BasketCompletion(pass.state().embedding(counts, config)), crew);
  }

  /// The vectors of the best epoch so far, and the metrics of all epochs. Before the first epoch it
  /// has the start vectors.
  public TrainedModel model() {
    TrainingState kept = best.orElse(pass.state());
    return new TrainedModel(
        kept.embedding(counts, config), kept.accumulators(counts, config), history.epochs());
  }

  /// Everything that is needed to resume the training; shares its arrays.
  Snapshot snapshot() {
    return new Snapshot(pass.state(), best, history.epochs());
  }

  /// Ends its threads.
  @Override
  public void close() {
    crew.close();
  }
}
