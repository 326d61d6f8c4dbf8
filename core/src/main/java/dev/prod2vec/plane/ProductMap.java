package dev.prod2vec.plane;

import dev.prod2vec.linalg.Matrix;
import dev.prod2vec.parallel.Crew;

/// Where products stand on the map. Products with similar vectors are close to each other;
/// directions, and distances between far groups, mean nothing. Nobody may write to the arrays.
///
/// @param x one per product, in the order of the vectors; from the left, in [0, SIZE]
/// @param y as `x`, from the top
/// @param anchors how many products, from the first, t-SNE placed; each later one stands beside the
///   anchor that is most similar to it
public record ProductMap(float[] x, float[] y, int anchors) {
  /// Width and height of the plane.
  public static final double SIZE = 1000;

  private static final double MARGIN = 40;

  /// Places all products by vectors, compared by cosine.
  ///
  /// t-SNE takes 12 bytes and about 0.8 µs of one core per pair of anchors: 27 MB and 1.7 s for
  /// 1,500 anchors. Every other product is compared with every anchor: half a second of one core
  /// for 17,000 products of 128 numbers and 1,500 anchors. The threads share all of it.
  ///
  /// @param vectors one row per product
  /// @param anchors how many products, from the first, t-SNE places; 1 or more, and all where there
  ///   are fewer
  /// @param threads 1 or more; 0: one per core. The result does not depend on it
  public static ProductMap of(Matrix vectors, int anchors, int threads) {
    if (anchors < 1) {
      throw new IllegalArgumentException("anchors must be 1 or more, but is " + anchors);
    }
    int placed = Math.min(anchors, vectors.rows());
    float[] x = new float[vectors.rows()];
    float[] y = new float[vectors.rows()];
    try (Crew crew = new Crew(threads)) {
      float[][] positions = Tsne.positions(vectors.dense(), placed, vectors.dim(), crew);
      fit(positions[0], x);
      fit(positions[1], y);
      NearestAnchors.place(vectors, placed, x, y, crew);
    }
    return new ProductMap(x, y, placed);
  }

  /// Number of products.
  public int products() {
    return x.length;
  }

  /// Stretches positions over the plane, but for a margin.
  private static void fit(float[] positions, float[] places) {
    double low = Double.MAX_VALUE;
    double high = -Double.MAX_VALUE;
    for (double position : positions) {
      low = Math.min(low, position);
      high = Math.max(high, position);
    }
    double scale = high > low ? (SIZE - 2 * MARGIN) / (high - low) : 0;
    for (int i = 0; i < positions.length; i++) {
      places[i] = (float) (high > low ? MARGIN + (positions[i] - low) * scale : SIZE / 2);
    }
  }
}
