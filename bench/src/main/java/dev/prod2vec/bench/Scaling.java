package dev.prod2vec.bench;

import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.training.EpochMetrics;
import dev.prod2vec.training.Trainer;
import dev.prod2vec.training.TrainingConfig;
import dev.prod2vec.training.TrainingOptions;
import dev.prod2vec.training.TrainingProgress;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/// What an epoch of skip-gram costs in time and memory as baskets become more, as one table.
public final class Scaling {
  private static final int PRODUCTS = 20_000;
  private static final int DIM = 128;
  private static final List<Integer> BASKETS = List.of(10_000, 100_000, 1_000_000, 10_000_000);

  /// Baskets for warming up, and for seeing what the weights alone need: a batch's worth.
  private static final int WARM_UP_BASKETS = 20_000;

  private static final int FEW_BASKETS = 128;

  private static final int LOOKS = 3;
  private static final long LOOK_NANOS = 100_000_000;

  /// Wall time of an epoch and the heap that is in use at its end, with garbage collected.
  private record Cost(double seconds, long pairs, long heapBytes) {}

  private Scaling() {}

  /// Prints the table.
  ///
  /// @param arguments `--baskets N,N,...`, `--threads N` (0: one per core), `--noise-products N`,
  ///   `--noise-baskets N`
  public static void main(String[] arguments) throws InterruptedException {
    try {
      run(Flags.of(arguments, List.of("baskets", "threads", "noise-products", "noise-baskets")));
    } catch (WrongUseException e) {
      System.err.println("error: " + e.getMessage());
      System.exit(2);
    }
  }

  private static void run(Flags flags) throws InterruptedException {
    Noise noise = Noise.of(flags);
    TrainingConfig config =
        Settings.skipGram(DIM, flags.number("threads", 0, 0), noise).withEpochs(1);
    List<Integer> sizes = flags.numbers("baskets", 1, BASKETS);
    System.out.println(Machine.describe());
    Trainer.train(ZipfBaskets.of(WARM_UP_BASKETS, PRODUCTS), config.withEpochs(3));
    Cost few = cost(FEW_BASKETS, PRODUCTS, config);
    Cost fewOfHalf = cost(FEW_BASKETS, PRODUCTS / 2, config);
    System.out.printf(
        Locale.ROOT,
        """

        Skip-gram, d = %d, M = %d, groups of %d, %,d products, one epoch, heap of at most %,d MB.
        A product takes %.0f bytes of it, everything but the baskets %.1f MB.

        | baskets | pairs | seconds | pairs/s | heap used | bytes per basket of 10 |
        | --- | --- | --- | --- | --- | --- |
        """,
        DIM,
        noise.products(),
        noise.baskets(),
        PRODUCTS,
        Runtime.getRuntime().maxMemory() >> 20,
        (few.heapBytes - fewOfHalf.heapBytes) / (PRODUCTS / 2.0),
        few.heapBytes / 1e6);
    for (int size : sizes) {
      Cost cost = cost(size, PRODUCTS, config);
      System.out.printf(
          Locale.ROOT,
          "| %,d | %,d | %.2f | %.1f M | %.1f MB | %.0f |%n",
          size,
          cost.pairs,
          cost.seconds,
          cost.pairs / cost.seconds / 1e6,
          cost.heapBytes / 1e6,
          (double) (cost.heapBytes - few.heapBytes) / size);
    }
  }

  private static Cost cost(int size, int products, TrainingConfig config)
      throws InterruptedException {
    long[] heap = new long[1];
    TrainingProgress progress =
        new TrainingProgress() {
          @Override
          public void epoch(EpochMetrics metrics) {
            heap[0] = heapBytes();
          }
        };
    TrainingOptions options =
        TrainingOptions.NONE.withVocabularySize(products).withProgress(progress);
    EpochMetrics epoch =
        Trainer.train(ZipfBaskets.of(size, products), config, options).epochs().getLast();
    return new Cost(epoch.seconds(), epoch.pairs(), heap[0]);
  }

  /// The least of some looks: the threads of the training before, which hold what it had, end a
  /// moment after it.
  private static long heapBytes() {
    long least = Long.MAX_VALUE;
    for (int look = 0; look < LOOKS; look++) {
      LockSupport.parkNanos(LOOK_NANOS);
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
