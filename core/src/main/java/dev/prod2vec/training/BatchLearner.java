package dev.prod2vec.training;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.parallel.Crew;
import java.util.concurrent.ConcurrentLinkedDeque;

/// Learns a batch as a whole: all gradients are computed on the same weights, then applied in the
/// order of the baskets. So threads can share both steps without coordination.
final class BatchLearner implements Learner {
  private final BatchObjective objective;
  private final TrainingState state;
  private final Noise noise;
  private final TrainingConfig config;
  private final Kernel kernel;
  private final AdaGrad steps;
  private final Gradients gradients;
  private final NoiseGradient noiseGradient;

  /// One per thread, reused from part to part.
  private final ConcurrentLinkedDeque<PartGradient> partGradients = new ConcurrentLinkedDeque<>();

  BatchLearner(
      BatchObjective objective,
      TrainingState state,
      Noise noise,
      TrainingConfig config,
      Kernel kernel) {
    this.objective = objective;
    this.state = state;
    this.noise = noise;
    this.config = config;
    this.kernel = kernel;
    int stride = state.input().stride();
    steps = new AdaGrad(state, kernel);
    gradients = new Gradients(config.noiseProducts(), stride);
    noiseGradient = new NoiseGradient(kernel, config.noiseProducts(), stride);
  }

  @Override
  public TrainingState state() {
    return state;
  }

  @Override
  public void learn(Batch batch, float rate, Crew crew, LossSum sum) {
    gradients.prepare(batch);
    crew.forEach(batch.parts(), part -> part(batch, part));
    if (!groupsAreSmall(batch)) {
      crew.forEach(
          noiseGradient.blocks(batch), block -> noiseGradient.compute(batch, gradients, block));
    }
    int shares = crew.threads();
    crew.forEach(shares, share -> apply(batch, rate, share, shares));
    gradients.addTo(sum, batch.parts());
  }

  private void part(Batch batch, int part) {
    PartGradient gradient = partGradients.poll();
    if (gradient == null) {
      gradient = new PartGradient(objective, state, noise, config, kernel);
    }
    gradient.compute(batch, gradients, part);
    partGradients.push(gradient);
    // While the gradients are still in the cache.
    gradients.inputs.square(kernel, batch.partContext(part), batch.partContext(part + 1));
    gradients.outputs.square(kernel, batch.partProduct(part), batch.partProduct(part + 1));
    if (groupsAreSmall(batch)) {
      noiseGradient.compute(batch, gradients, part);
    }
  }

  /// Whether every group is one part and one block. If so, the thread of a part also computes the
  /// gradients of the noise.
  private boolean groupsAreSmall(Batch batch) {
    return batch.parts() == batch.groups() && noiseGradient.blocks(batch) == batch.groups();
  }

  private void apply(Batch batch, float rate, int share, int shares) {
    steps.apply(batch, gradients, rate, share, shares);
    if (objective.learnsBias()) {
      steps.applyBiases(batch, gradients, rate, share, shares);
    }
  }
}
