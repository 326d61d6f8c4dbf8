package dev.prod2vec.training;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.linalg.Kernel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/// Trains product vectors from baskets. The result has the same bytes for the same baskets, config
/// and seed, whatever the number of threads and the processor, in one go or resumed from a
/// checkpoint: gradients of a batch of baskets are computed on the same weights, then those of each
/// product are summed in the order of the baskets and applied.
public final class Trainer {
  private Trainer() {}

  /// Trains without validation. The highest index in the baskets gives the number of products.
  ///
  /// @throws IllegalArgumentException if no basket has two products or one has more than
  ///   [Baskets#MAX_SIZE]
  /// @throws DivergedException if the learning rate is too high for these baskets
  /// @throws InterruptedException if this thread is interrupted
  public static TrainedModel train(Baskets baskets, TrainingConfig config)
      throws InterruptedException {
    return train(baskets, config, TrainingOptions.NONE);
  }

  /// Trains and keeps the vectors of the epoch with the best hit rate on the validation baskets.
  ///
  /// @throws IllegalArgumentException if no basket has two products, one has more than
  ///   [Baskets#MAX_SIZE], or an earlier training does not fit this one
  /// @throws DivergedException if the learning rate is too high for these baskets
  /// @throws InterruptedException if the listener cancels, by default if this thread is interrupted
  public static TrainedModel train(Baskets baskets, TrainingConfig config, TrainingOptions options)
      throws InterruptedException {
    return train(baskets, config, options, Kernel.best());
  }

  static TrainedModel train(
      Baskets baskets, TrainingConfig config, TrainingOptions options, Kernel kernel)
      throws InterruptedException {
    long[] counts = counts(baskets, options, config);
    Snapshot start = start(counts, config, options);
    try (Training training = new Training(baskets, counts, config, options, start, kernel)) {
      return run(training, options.progress(), _ -> {});
    }
  }

  /// As [#train], and writes a checkpoint at the ends of epochs. The next call with the same
  /// arguments resumes from it; only the number of threads may differ.
  ///
  /// @param file the checkpoint: it is read if it exists and belongs to the same training, then
  ///   written. It stays when the training is over. A damaged one is ignored, with a warning to the
  ///   listener.
  /// @throws IOException if the checkpoint cannot be written
  public static TrainedModel trainWithCheckpoint(
      Baskets baskets, TrainingConfig config, TrainingOptions options, Path file)
      throws InterruptedException, IOException {
    long[] counts = counts(baskets, options, config);
    Checkpoint checkpoint =
        new Checkpoint(file, Checkpoint.key(baskets, options, counts.length, config));
    Snapshot from =
        checkpoint
            .load(counts.length, config.dim(), options.progress()::warning)
            .orElseGet(() -> start(counts, config, options));
    try (Training training = new Training(baskets, counts, config, options, from, Kernel.best())) {
      return run(training, options.progress(), checkpoint::save);
    }
  }

  private static <E extends Exception> TrainedModel run(
      Training training, TrainingProgress progress, Keeper<E> keeper)
      throws InterruptedException, E {
    while (!training.isOver()) {
      training.epoch();
      keeper.keep(training.snapshot());
      if (progress.enough()) {
        break;
      }
    }
    return training.model();
  }

  /// Stores a snapshot, so that training can resume.
  private interface Keeper<E extends Exception> {
    void keep(Snapshot snapshot) throws E;
  }

  /// Begins a training that the caller steps from epoch to epoch. As [#train], it keeps the best
  /// epoch; the caller decides when to stop, and closes it.
  ///
  /// @throws IllegalArgumentException if no basket has two products or one has more than
  ///   [Baskets#MAX_SIZE]
  public static Training begin(Baskets baskets, TrainingConfig config, TrainingOptions options) {
    long[] counts = counts(baskets, options, config);
    return new Training(
        baskets, counts, config, options, start(counts, config, options), Kernel.best());
  }

  /// Purchases of each product of a training, of which older ones may count less.
  private static long[] counts(Baskets baskets, TrainingOptions options, TrainingConfig config) {
    return Fading.of(baskets, config).counts(baskets, products(baskets, options));
  }

  /// Number of products of a training.
  static int products(Baskets baskets, TrainingOptions options) {
    int highest = Arrays.stream(baskets.products()).max().orElse(-1);
    return options.vocabularySize().orElse(1 + highest);
  }

  private static Snapshot start(long[] counts, TrainingConfig config, TrainingOptions options) {
    return Snapshot.of(Start.of(options.earlier()).state(counts, config));
  }
}
