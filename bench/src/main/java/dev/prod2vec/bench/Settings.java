package dev.prod2vec.bench;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.training.Objective;
import dev.prod2vec.training.TrainingConfig;

/// The trainings that are measured: defaults but for what a measurement is about.
final class Settings {
  /// Completion's noise products in the figures that are asked for.
  private static final int COMPLETION_NOISE = 64;

  private Settings() {}

  /// No patience: without validation it would mean nothing.
  static TrainingConfig of(Objective objective, int dim, int threads) {
    TrainingConfig config =
        TrainingConfig.DEFAULT
            .withObjective(objective)
            .withDim(dim)
            .withThreads(threads)
            .withPatience(0);
    return switch (objective) {
      case COMPLETION -> config.withNoise(COMPLETION_NOISE, config.noiseBaskets());
      case SKIP_GRAM, SKIP_GRAM_PAIRS -> config;
    };
  }

  static TrainingConfig skipGram(int dim, int threads, Noise noise) {
    return of(Objective.SKIP_GRAM, dim, threads).withNoise(noise.products(), noise.baskets());
  }

  /// Floating-point operations of skip-gram's matrix products in one epoch: 6 d n (n + M) per
  /// basket of n, three products with the basket and three with the M noise products.
  static double skipGramFlops(Baskets baskets, TrainingConfig config) {
    double flops = 0;
    for (int basket = 0; basket < baskets.size(); basket++) {
      double n = baskets.length(basket);
      flops += 6 * config.dim() * n * (n + config.noiseProducts());
    }
    return flops;
  }
}
