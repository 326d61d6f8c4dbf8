package dev.prod2vec.plane;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import dev.prod2vec.parallel.Crew;
import java.util.Arrays;

/// Adds products to a finished map: each stands beside the anchor that is most similar to it.
///
/// A mean or a median of several similar anchors, as others place new points, falls between groups:
/// on Instacart's 17,104 other products, the nearest anchor is of a product's aisle for 15% this
/// way, and for 8% with the median of ten.
final class NearestAnchors {
  /// Products compared at once, so that the anchors are read once for all of them.
  private static final int BLOCK = 64;

  /// Distance of the first product from its anchor; products on a spiral are about as far apart.
  private static final double STEP = 2;

  private static final double GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

  private static final Kernel KERNEL = Kernel.best();

  private NearestAnchors() {}

  /// Fills in the places of all products after the anchors.
  ///
  /// @param placed number of anchors, whose places stand in `x` and `y`; 0 only without products
  static void place(Matrix vectors, int placed, float[] x, float[] y, Crew crew) {
    int[] nearest = nearest(vectors, placed, crew);
    int[] beside = new int[placed];
    for (int i = 0; i < nearest.length; i++) {
      int anchor = nearest[i];
      beside[anchor]++;
      double radius = STEP * Math.sqrt(beside[anchor]);
      double angle = GOLDEN_ANGLE * beside[anchor];
      x[placed + i] = inside(x[anchor] + radius * StrictMath.cos(angle));
      y[placed + i] = inside(y[anchor] + radius * StrictMath.sin(angle));
    }
  }

  private static float inside(double place) {
    return (float) Math.clamp(place, 0, ProductMap.SIZE);
  }

  /// The most similar anchor of every other product, by cosine; of equal ones the first.
  private static int[] nearest(Matrix vectors, int placed, Crew crew) {
    int others = vectors.rows() - placed;
    int[] nearest = new int[others];
    // The others need no length of 1: it does not change which anchor is the most similar.
    Matrix anchors = rows(vectors, 0, placed).unitRows();
    int width = Matrix.stride(placed);
    float[] columns = new float[width * anchors.dim()];
    KERNEL.packTransposed(anchors.values(), 0, placed, anchors.stride(), anchors.dim(), columns, 0);
    crew.forEach(
        (others + BLOCK - 1) / BLOCK,
        block -> {
          int first = block * BLOCK;
          int count = Math.min(BLOCK, others - first);
          Matrix rows = rows(vectors, placed + first, count);
          float[] similar = new float[count * width];
          KERNEL.productWithColumns(
              rows.values(),
              0,
              rows.stride(),
              count,
              rows.dim(),
              columns,
              0,
              placed,
              similar,
              0,
              width);
          for (int i = 0; i < count; i++) {
            nearest[first + i] = largest(similar, i * width, placed);
          }
        });
    return nearest;
  }

  private static int largest(float[] values, int from, int count) {
    int largest = 0;
    for (int j = 1; j < count; j++) {
      if (values[from + j] > values[from + largest]) {
        largest = j;
      }
    }
    return largest;
  }

  private static Matrix rows(Matrix vectors, int first, int count) {
    int stride = vectors.stride();
    float[] values = Arrays.copyOfRange(vectors.values(), first * stride, (first + count) * stride);
    return new Matrix(count, vectors.dim(), stride, values);
  }
}
