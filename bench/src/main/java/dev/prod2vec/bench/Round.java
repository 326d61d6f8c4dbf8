package dev.prod2vec.bench;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.parallel.Crew;
import dev.prod2vec.training.EpochMetrics;
import dev.prod2vec.training.Objective;
import dev.prod2vec.training.Trainer;
import dev.prod2vec.training.TrainingConfig;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;

/// Every figure once, one right after the other, so that a noisy minute touches all of them. Rates
/// are in GFLOP/s.
///
/// @param peak fused multiply-adds of one core
/// @param sharedPeak the same on two cores together
/// @param completionProducts matrix products of completion alone, of each of two cores
/// @param completion completion's epoch on one thread
/// @param sharedCompletion the same on two threads
/// @param predictions products per second that it predicts on two threads
/// @param skipGramProducts matrix products of skip-gram alone, on one core
/// @param wideProducts the same at d = 1024
/// @param skipGram skip-gram's epoch on one thread
/// @param sharedSkipGram the same on two threads
/// @param wideSkipGram the same on one thread at d = 1024
record Round(
    double peak,
    double sharedPeak,
    double completionProducts,
    double completion,
    double sharedCompletion,
    double predictions,
    double skipGramProducts,
    double wideProducts,
    double skipGram,
    double sharedSkipGram,
    double wideSkipGram) {
  static final int WIDE_DIM = 1024;

  /// Baskets whose matrix products are computed by themselves; as many as give a stable figure.
  private static final int PRODUCT_BASKETS = 5_000;

  private static final int PEAK_STEPS = 200_000;
  private static final long AT_LEAST_NANOS = 500_000_000;

  static Round measure(Baskets baskets, Noise noise) throws InterruptedException {
    int dim = TrainingConfig.DEFAULT.dim();
    TrainingConfig completion = Settings.of(Objective.COMPLETION, dim, 1);
    TrainingConfig sharedCompletion = completion.withThreads(2);
    TrainingConfig skipGram = Settings.skipGram(dim, 1, noise);
    TrainingConfig wide = Settings.skipGram(WIDE_DIM, 1, noise);
    double peak = multiplyAddRate(1);
    double sharedPeak = multiplyAddRate(2);
    double completionProducts = productRate(baskets, sharedCompletion);
    double completionRate = epochRate(baskets, completion);
    double sharedSeconds = epochSeconds(baskets, sharedCompletion);
    return new Round(
        peak,
        sharedPeak,
        completionProducts,
        completionRate,
        Settings.flops(baskets, sharedCompletion) / 1e9 / sharedSeconds,
        baskets.products().length / sharedSeconds,
        productRate(baskets, skipGram),
        productRate(baskets, wide),
        epochRate(baskets, skipGram),
        epochRate(baskets, skipGram.withThreads(2)),
        epochRate(baskets, wide));
  }

  private static double multiplyAddRate(int threads) {
    // What is not looked at is not computed.
    float[] results = new float[threads];
    double seconds;
    try (Crew crew = new Crew(threads)) {
      seconds =
          medianSeconds(() -> {
            long start = System.nanoTime();
            crew.forEach(threads, part -> results[part] += PeakLoop.run(PEAK_STEPS));
            return (System.nanoTime() - start) / 1e9;
          });
    }
    for (float result : results) {
      if (!(result > 0)) {
        throw new IllegalStateException("the sums must be positive, but one is " + result);
      }
    }
    return threads * PeakLoop.flops(PEAK_STEPS) / 1e9 / seconds;
  }

  /// The rate of one core while all threads of the config work.
  private static double productRate(Baskets baskets, TrainingConfig config) {
    EpochProducts products = new EpochProducts(first(baskets, PRODUCT_BASKETS), config);
    try (Crew crew = new Crew(config.threads())) {
      return products.flops() / 1e9 / medianSeconds(() -> products.busySeconds(crew));
    }
  }

  private static Baskets first(Baskets baskets, int size) {
    int[] starts = Arrays.copyOf(baskets.starts(), Math.min(size, baskets.size()) + 1);
    return new Baskets(starts, Arrays.copyOf(baskets.products(), starts[starts.length - 1]));
  }

  /// Median of the seconds that calls report, of as many calls as fill half a second, but three at
  /// least.
  private static double medianSeconds(DoubleSupplier call) {
    double[] seconds = new double[16];
    int size = 0;
    long start = System.nanoTime();
    while (size < 3 || System.nanoTime() - start < AT_LEAST_NANOS) {
      seconds = size < seconds.length ? seconds : Arrays.copyOf(seconds, 2 * size);
      seconds[size++] = call.getAsDouble();
    }
    return median(Arrays.copyOf(seconds, size));
  }

  private static double epochRate(Baskets baskets, TrainingConfig config)
      throws InterruptedException {
    return Settings.flops(baskets, config) / 1e9 / epochSeconds(baskets, config);
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
