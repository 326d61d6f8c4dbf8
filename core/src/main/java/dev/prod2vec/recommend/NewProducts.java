package dev.prod2vec.recommend;

import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.feature.FeatureRegression;
import dev.prod2vec.feature.SideInformation;
import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import dev.prod2vec.parallel.Crew;
import java.util.Arrays;

/// Vectors and biases of products that were not learned from orders: what their features predict.
/// The regression is fitted to the products that were learned.
final class NewProducts {
  private NewProducts() {}

  /// The vectors that were learned, and then those of the new products.
  ///
  /// @param trained the vectors that were learned
  /// @param counts purchases of each product that was learned
  /// @param side of these and of the new products
  static Embedding embedding(Embedding trained, long[] counts, SideInformation side, Crew crew) {
    int known = trained.size();
    int size = side.products();
    int dim = trained.dim();
    long[] padded = Arrays.copyOf(counts, size);
    FeatureRegression vectors = new FeatureRegression(side, padded, Kernel.best());
    return new Embedding(
        size,
        dim,
        predicted(trained.input(), known, size, dim, vectors, crew),
        predicted(trained.output(), known, size, dim, vectors, crew),
        bias(trained.bias(), padded, side, crew),
        trained.basketScore(),
        trained.scorePower());
  }

  /// A bias is about the logarithm of how often a product is bought. Products count as often as
  /// they were bought, so that its exponential is near the mean of what products with the same
  /// features sell, and not near the many that hardly sell.
  private static float[] bias(float[] known, long[] counts, SideInformation side, Crew crew) {
    double mean = mean(known, counts);
    float[] differences = new float[known.length];
    for (int product = 0; product < known.length; product++) {
      differences[product] = (float) (known[product] - mean);
    }
    float[] bias =
        predicted(
            differences,
            known.length,
            counts.length,
            1,
            FeatureRegression.byPurchases(side, counts, Kernel.best()),
            crew);
    for (int product = 0; product < bias.length; product++) {
      bias[product] = product < known.length ? known[product] : (float) (bias[product] + mean);
    }
    return bias;
  }

  /// The mean bias of a purchase.
  private static double mean(float[] bias, long[] counts) {
    double sum = 0;
    double purchases = 0;
    for (int product = 0; product < bias.length; product++) {
      sum += (double) counts[product] * bias[product];
      purchases += counts[product];
    }
    return purchases == 0 ? 0 : sum / purchases;
  }

  /// Rows of the known products, and predictions for the others.
  private static float[] predicted(
      float[] rows, int known, int size, int dim, FeatureRegression regression, Crew crew) {
    Matrix all = Matrix.copyOf(Arrays.copyOf(rows, size * dim), size, dim);
    Matrix prediction = Matrix.zeros(size, dim);
    regression.predict(all, prediction, crew);
    System.arraycopy(all.values(), 0, prediction.values(), 0, known * all.stride());
    return prediction.dense();
  }
}
