package dev.prod2vec.plane;

import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.vocabulary.Vocabulary;

/// Where products stand on the map: alike products are close, directions mean nothing.
///
/// @param x one per product on the map, from the left, in [0, SIZE]
/// @param y from the top, in [0, SIZE]
public record ProductMap(double[] x, double[] y) {
  /// Width and height of the plane.
  public static final double SIZE = 1000;

  /// Most products on the map: the most bought. t-SNE takes time with the square of it.
  static final int MOST_PRODUCTS = 1_500;

  private static final double MARGIN = 40;

  /// Places the most bought products.
  public static ProductMap of(Vocabulary vocabulary, Embedding embedding) {
    int n = Math.min(vocabulary.size(), MOST_PRODUCTS);
    float[] positions = Tsne.positions(embedding.input(), n, embedding.dim());
    double[] x = new double[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = positions[2 * i];
      y[i] = positions[2 * i + 1];
    }
    fit(x);
    fit(y);
    return new ProductMap(x, y);
  }

  public int products() {
    return x.length;
  }

  private static void fit(double[] values) {
    double low = Double.MAX_VALUE;
    double high = -Double.MAX_VALUE;
    for (double value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    double scale = high > low ? (SIZE - 2 * MARGIN) / (high - low) : 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = high > low ? MARGIN + (values[i] - low) * scale : SIZE / 2;
    }
  }
}
