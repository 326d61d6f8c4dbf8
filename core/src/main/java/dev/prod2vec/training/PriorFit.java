package dev.prod2vec.training;

import dev.prod2vec.feature.FeatureRegression;
import dev.prod2vec.feature.SideInformation;
import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.parallel.Crew;
import java.util.Optional;

/// Fits a [Prior] to the vectors of all products.
final class PriorFit {
  private final FeatureRegression regression;

  private PriorFit(FeatureRegression regression) {
    this.regression = regression;
  }

  /// Empty where there is no side information, or no weight decay that would lead to it.
  ///
  /// @param counts purchases of each product
  /// @throws IllegalArgumentException if the side information is of other products
  static Optional<PriorFit> of(
      SideInformation side, long[] counts, TrainingConfig config, Kernel kernel) {
    if (side.size() > 0 && side.products() != counts.length) {
      throw new IllegalArgumentException(
          "%s products, but side information of %s".formatted(counts.length, side.products()));
    }
    return PriorBlocks.areNeeded(side.size(), config)
        ? Optional.of(new PriorFit(new FeatureRegression(side, counts, kernel)))
        : Optional.empty();
  }

  /// Fits it to the vectors of a state; the result does not depend on the number of threads.
  ///
  /// @param prior is changed
  void fit(TrainingState state, Prior prior, Crew crew) {
    regression.predict(state.input(), prior.input(), crew);
    regression.predict(state.output(), prior.output(), crew);
  }
}
