package dev.prod2vec.training;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.parallel.Crew;
import java.util.Optional;

/// Learns all baskets, batch after batch, in one state.
final class WholePass implements Pass {
  private final TrainingConfig config;
  private final TrainingProgress progress;
  private final Crew crew;
  private final Batches batches;
  private final BatchQueue queue;
  private final Learner learner;
  private final Optional<PriorFit> fit;
  private final Optional<Prior> prior;

  /// @param state is changed
  WholePass(
      Baskets baskets,
      long[] counts,
      TrainingConfig config,
      TrainingState state,
      Optional<PriorFit> fit,
      TrainingProgress progress,
      Crew crew,
      Kernel kernel) {
    this.config = config;
    this.progress = progress;
    this.crew = crew;
    this.fit = fit;
    prior = fit.map(_ -> Prior.zeros(counts.length, config.dim()));
    Noise noise = new Noise(counts, config.noiseExponent(), config.seed());
    batches = new Batches(baskets, counts, config, noise, Fading.of(baskets, config));
    queue = new BatchQueue(batches, new Batch(counts.length), new Batch(counts.length));
    learner = Learner.of(state, noise, config, prior, kernel);
  }

  @Override
  public TrainingState state() {
    return learner.state();
  }

  @Override
  public long epoch(int epoch, LossSum losses) throws InterruptedException {
    long pairs = 0;
    fit.ifPresent(regression -> regression.fit(state(), prior.orElseThrow(), crew));
    queue.begin(epoch, 1, 1);
    while (queue.hasNext()) {
      if (progress.cancelled()) {
        throw new InterruptedException("training was stopped in epoch " + epoch);
      }
      Batch batch = queue.next();
      float rate = config.rate(epoch, batch.first(), batches.size());
      learner.learn(batch, rate, crew, losses, queue::prepare);
      pairs += batch.pairs();
      DivergedException.checkLoss(losses.loss(), epoch, config);
      progress.batch(epoch, queue.done(), batches.size(), pairs, losses.mean());
    }
    return pairs;
  }
}
