package dev.prod2vec.recommend;

import dev.prod2vec.linalg.Matrix;
import java.util.Arrays;

/// How products are compared as substitutes. Products that were learned from orders come first; new
/// ones may follow, which are asked about, and are in no list.
///
/// @param vectors one row per product; see [Recommender#similarity]
/// @param purchaseShares how far each product's row rests on its purchases, and not on its name and
///   categories, in [0, 1]
/// @param trained number of products that were learned from orders
public record Similarity(Matrix vectors, float[] purchaseShares, int trained) {
  /// @throws IllegalArgumentException if the numbers of products do not fit
  public Similarity {
    if (purchaseShares.length != vectors.rows() || trained > vectors.rows()) {
      throw new IllegalArgumentException(
          "%s rows, but %s shares and %s trained products"
              .formatted(vectors.rows(), purchaseShares.length, trained));
    }
  }

  /// Of products that are compared by purchases alone.
  static Similarity ofPurchases(Matrix vectors) {
    float[] ones = new float[vectors.rows()];
    Arrays.fill(ones, 1f);
    return new Similarity(vectors, ones, vectors.rows());
  }

  /// What the similarity of two products rests on.
  Basis basis(int one, int other) {
    return Basis.of(Math.min(purchaseShares[one], purchaseShares[other]));
  }
}
