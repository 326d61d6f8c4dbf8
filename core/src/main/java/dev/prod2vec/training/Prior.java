package dev.prod2vec.training;

import dev.prod2vec.feature.FeatureRegression;
import dev.prod2vec.feature.SideInformation;
import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import dev.prod2vec.parallel.Crew;

/// What side information predicts of the vectors: weight decay pulls towards it instead of towards
/// zero. It is fitted to the vectors of all products at the start of each epoch and stays as it is
/// until the next one.
final class Prior {
  private final FeatureRegression regression;
  private final Matrix input;
  private final Matrix output;

  /// @param counts purchases of each product
  Prior(SideInformation side, long[] counts, int dim, Kernel kernel) {
    regression = new FeatureRegression(side, counts, kernel);
    input = Matrix.zeros(counts.length, dim);
    output = Matrix.zeros(counts.length, dim);
  }

  /// Fits it to the vectors of a state; the result does not depend on the number of threads.
  void fit(TrainingState state, Crew crew) {
    regression.predict(state.input(), input, crew);
    regression.predict(state.output(), output, crew);
  }

  /// One row per product.
  Matrix input() {
    return input;
  }

  /// One row per product.
  Matrix output() {
    return output;
  }
}
