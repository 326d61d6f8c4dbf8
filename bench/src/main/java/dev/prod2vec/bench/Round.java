package dev.prod2vec.bench;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.parallel.Crew;
import dev.prod2vec.training.EpochMetrics;
import dev.prod2vec.training.Objective;
import dev.prod2vec.training.Trainer;
import dev.prod2vec.training.TrainingConfig;
import java.util.Arrays;
import java.util.List;

/// Every figure once, one right after the other, so that a noisy minute touches all of them.
///
/// @param peak fused multiply-adds of one core, in GFLOP/s
/// @param sharedPeak the same on two cores together
/// @param products matrix products alone on one core, d = 128, in GFLOP/s
/// @param wideProducts the same at d = 1024
/// @param epoch skip-gram epoch on one thread, d = 128, in GFLOP/s of its matrix products
/// @param sharedEpoch the same on two threads
/// @param wideEpoch the same on one thread at d = 1024
/// @param completion products per second that completion predicts on two threads, d = 128
record Round(
    double peak,
    double sharedPeak,
    double products,
    double wideProducts,
    double epoch,
    double sharedEpoch,
    double wideEpoch,
    double completion) {
  static final int DIM = 128;
  static final int WIDE_DIM = 1024;

  /// Baskets whose matrix products are computed by themselves; as many as give a stable figure.
  private static final int PRODUCT_BASKETS = 5_000;

  private static final int PEAK_STEPS = 200_000;
  private static final long AT_LEAST_NANOS = 500_000_000;

  static Round measure(Baskets baskets, Noise noise) throws InterruptedException {
    TrainingConfig narrow = Settings.skipGram(DIM, 1, noise);
    TrainingConfig shared = Settings.skipGram(DIM, 2, noise);
    TrainingConfig wide = Settings.skipGram(WIDE_DIM, 1, noise);
    TrainingConfig completion = Settings.of(Objective.COMPLETION, DIM, 2);
    return new Round(
        multiplyAddRate(1),
        multiplyAddRate(2),
        productRate(baskets, narrow),
        productRate(baskets, wide),
        Settings.skipGramFlops(baskets, narrow) / 1e9 / epochSeconds(baskets, narrow),
        Settings.skipGramFlops(baskets, shared) / 1e9 / epochSeconds(baskets, shared),
        Settings.skipGramFlops(baskets, wide) / 1e9 / epochSeconds(baskets, wide),
        baskets.products().length / epochSeconds(baskets, completion));
  }

  private static double multiplyAddRate(int threads) {
    // What is not looked at is not computed.
    float[] results = new float[threads];
    double seconds;
    try (Crew crew = new Crew(threads)) {
      seconds =
          medianSeconds(
              () -> crew.forEach(threads, part -> results[part] += PeakLoop.run(PEAK_STEPS)));
    }
    for (float result : results) {
      if (!(result > 0)) {
        throw new IllegalStateException("the sums must be positive, but one is " + result);
      }
    }
    return threads * PeakLoop.flops(PEAK_STEPS) / 1e9 / seconds;
  }

  private static double productRate(Baskets baskets, TrainingConfig config) {
    Baskets first = first(baskets, PRODUCT_BASKETS);
    BasketProducts products = new BasketProducts(first, config);
    return Settings.skipGramFlops(first, config) / 1e9 / medianSeconds(products::run);
  }

  private static Baskets first(Baskets baskets, int size) {
    int[] starts = Arrays.copyOf(baskets.starts(), Math.min(size, baskets.size()) + 1);
    return new Baskets(starts, Arrays.copyOf(baskets.products(), starts[starts.length - 1]));
  }

  /// Median time of one call among as many as fill half a second, but three at least.
  private static double medianSeconds(Runnable call) {
    double[] seconds = new double[16];
    int size = 0;
    long start = System.nanoTime();
    while (size < 3 || System.nanoTime() - start < AT_LEAST_NANOS) {
      long callStart = System.nanoTime();
      call.run();
      seconds = size < seconds.length ? seconds : Arrays.copyOf(seconds, 2 * size);
      seconds[size++] = (System.nanoTime() - callStart) / 1e9;
    }
    return median(Arrays.copyOf(seconds, size));
  }

  /// Wall time of the second of two epochs: the first one brings the weights into memory.
  private static double epochSeconds(Baskets baskets, TrainingConfig config)
      throws InterruptedException {
    List<EpochMetrics> epochs = Trainer.train(baskets, config.withEpochs(2)).epochs();
    return epochs.getLast().seconds();
  }

  /// Of an even number, the upper one of the two in the middle.
  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
