package dev.prod2vec.bench;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.training.Objective;
import dev.prod2vec.training.TrainingConfig;

/// The trainings that are measured: defaults but for what a measurement is about.
final class Settings {
  private Settings() {}

  /// No patience: without validation it would mean nothing.
  static TrainingConfig of(Objective objective, int dim, int threads) {
    return TrainingConfig.DEFAULT
        .withObjective(objective)
        .withDim(dim)
        .withThreads(threads)
        .withPatience(0);
  }

  static TrainingConfig skipGram(int dim, int threads, Noise noise) {
    return of(Objective.SKIP_GRAM, dim, threads).withNoise(noise.products(), noise.baskets());
  }

  /// The share of a basket's products that do not predict.
  static double dropout(TrainingConfig config) {
    return switch (config.objective()) {
      case COMPLETION -> config.dropout();
      case SKIP_GRAM, SKIP_GRAM_PAIRS -> 0;
    };
  }

  /// Floating-point operations that an epoch asks for, whatever the trainer saves by joining equal
  /// products: an epoch that saves more has a higher rate. Completion: 6 d M for each product that
  /// predicts, without what happens inside baskets. Skip-gram: 6 d n (n + M) for a basket of n.
  static double flops(Baskets baskets, TrainingConfig config) {
    double m = config.noiseProducts();
    double products = baskets.products().length;
    double multiplyAdds =
        switch (config.objective()) {
          case COMPLETION -> 3 * (1 - dropout(config)) * products * m;
          case SKIP_GRAM, SKIP_GRAM_PAIRS -> 3 * (products * m + squares(baskets));
        };
    return 2 * config.dim() * multiplyAdds;
  }

  private static double squares(Baskets baskets) {
    double squares = 0;
    for (int basket = 0; basket < baskets.size(); basket++) {
      double n = baskets.length(basket);
      squares += n * n;
    }
    return squares;
  }
}
