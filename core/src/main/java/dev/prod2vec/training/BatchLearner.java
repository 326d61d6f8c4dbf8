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
  private final NoiseRows noiseRows;
  private final Optional<Prior> prior;

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
    noiseRows = new NoiseRows(kernel, state.output(), config.noiseProducts());
    this.prior = prior;
  }

  @Override
  public void beginEpoch(Crew crew) {
    prior.ifPresent(fitted -> fitted.fit(state, crew));
  }

  @Override
  public TrainingState state() {
    return state;
  }

  @Override
  public void learn(Batch batch, float rate, Crew crew, LossSum sum, Runnable beside) {
    gradients.prepare(batch);
    int chunks = noiseRows.chunks(batch);
    crew.forEach(chunks, by((w, chunk) -> noiseRows.load(batch, gradients, w.loss, chunk)));
    crew.forEach(batch.blocks(), by((w, block) -> w.blocks.score(batch, gradients, block)), beside);
    crew.forEach(batch.parts(), by((w, part) -> w.baskets.compute(batch, gradients, part)));
    ContextBlocks.sumWeights(batch, gradients);
    crew.forEach(batch.blocks(), by((w, block) -> w.blocks.weigh(batch, gradients, block)));
    boolean learnsBias = objective.learnsBias();
    crew.forEach(chunks, chunk -> noiseRows.gradient(batch, gradients, chunk, learnsBias));
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
  private record Worker(PairLoss loss, ContextBlocks blocks, BasketGradient baskets) {}

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
                loss,
                new ContextBlocks(kernel, state.input(), loss),
                new BasketGradient(kernel, state, loss));
      }
      task.run(worker, number);
      workers.push(worker);
    };
  }
}
