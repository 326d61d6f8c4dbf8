package dev.prod2vec.training;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.parallel.Crew;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.IntConsumer;

/// Learns a batch as a whole: all gradients are computed on the same weights, then each product's
/// are summed in a fixed order and applied. So threads can share all steps without coordination.
final class BatchLearner implements Learner {
  private final BatchObjective objective;
  private final TrainingState state;
  private final TrainingConfig config;
  private final Kernel kernel;
  private final AdaGrad steps;
  private final Gradients gradients;
  private final ContextBlocks blocks;

  /// One per thread.
  private final ConcurrentLinkedDeque<Worker> workers = new ConcurrentLinkedDeque<>();

  BatchLearner(
      BatchObjective objective,
      TrainingState state,
      TrainingConfig config,
      Optional<Prior> prior,
      Kernel kernel) {
    this.objective = objective;
    this.state = state;
    this.config = config;
    this.kernel = kernel;
    int stride = state.input().stride();
    steps = new AdaGrad(state, kernel, objective.weightDecay(config), prior);
    gradients = new Gradients(config.noiseProducts(), stride);
    blocks = new ContextBlocks(kernel, state.input());
  }

  @Override
  public TrainingState state() {
    return state;
  }

  @Override
  public void learn(Batch batch, float rate, Crew crew, LossSum sum, Runnable beside) {
    gradients.prepare(batch);
    int chunks = gradients.chunks(batch);
    boolean learnsBias = objective.learnsBias();
    crew.forEach(batch.blocks(), block -> blocks.load(batch, gradients, block));
    crew.forEach(chunks, by((w, chunk) -> w.noise.score(batch, gradients, chunk)), beside);
    crew.forEach(batch.parts(), by((w, part) -> w.baskets.compute(batch, gradients, part)));
    crew.forEach(chunks, by((w, chunk) -> w.noise.gradient(batch, gradients, chunk, learnsBias)));
    crew.forEach(batch.blocks(), block -> blocks.gradient(batch, gradients, block));
    int shares = crew.threads();
    crew.forEach(
        shares,
        share -> {
          steps.apply(batch, gradients, rate, share, shares);
          if (learnsBias) {
            steps.applyBiases(batch, gradients, rate, share, shares);
          }
        });
    gradients.addTo(sum, batch.parts());
  }

  /// What a thread needs of its own.
  private record Worker(NoiseChunks noise, BasketGradient baskets) {}

  private interface Task {
    void run(Worker worker, int number);
  }

  /// A loop's body that has a worker.
  private IntConsumer by(Task task) {
    return number -> {
      Worker worker = workers.poll();
      if (worker == null) {
        PairLoss loss = objective.loss(state, config, kernel);
        worker =
            new Worker(
                new NoiseChunks(kernel, state.output(), loss),
                new BasketGradient(kernel, state, loss));
      }
      task.run(worker, number);
      workers.push(worker);
    };
  }
}
