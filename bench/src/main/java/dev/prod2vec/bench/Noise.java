package dev.prod2vec.bench;

import dev.prod2vec.training.TrainingConfig;

/// How skip-gram's noise is drawn, which decides how much there is to compute and in what shapes.
///
/// @param products noise products of a group, M
/// @param baskets baskets of a group
record Noise(int products, int baskets) {
  /// What the flags say, else the defaults of training.
  static Noise of(Flags flags) {
    return new Noise(
        flags.number("noise-products", 1, TrainingConfig.DEFAULT.noiseProducts()),
        flags.number("noise-baskets", 1, TrainingConfig.DEFAULT.noiseBaskets()));
  }
}
