package dev.prod2vec.recommend;

import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.feature.FeatureNeighbours;
import dev.prod2vec.feature.FeatureRegression;
import dev.prod2vec.feature.SideInformation;
import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import dev.prod2vec.parallel.Crew;
import java.util.Arrays;

/// The vectors by which products are similar, in the sense of substitutes: product j is the more
/// similar to product i, the larger the dot product of their rows.
///
/// A row starts as the product's input vector x, since products are substitutes if they keep the
/// same company; being bought together says nothing. With m what side information predicts of x,
/// and n the product's count, it becomes
///
///     m + OWN n / (n + PRIOR) (x - m)
///
/// so that a rare product is where its like are, and not next to a popular product that it once
/// met; and a popular one too is near its like, rather than near what it is eaten with. Then the
/// mean of all is taken away, which is what all products share: if it stayed, everything would be a
/// little like everything, and a few products would be near all others (Mu and Viswanath 2018). The
/// row of a product with features gets the length 1, unless it is 0, so that among these the cosine
/// ranks too; one of which nothing but its purchases is known gets the length n / (n + UNCERTAIN):
/// what was bought a few times should not stand before others by chance.
final class SimilarityVectors {
  /// Purchases at which a product's own vector counts half of its most.
  private static final double PRIOR = 200;

  /// The most that a product's own vector counts, beside a prediction from its features. What sets
  /// it apart from its like is partly what it is bought along with, of which there is much: it is a
  /// few times as long as what they have in common.
  private static final float OWN = 0.6f;

  /// Purchases at which a product without features has half its length.
  private static final double UNCERTAIN = 2;

  private SimilarityVectors() {}

  /// One row per product, first those of the embedding, then new ones that only the side
  /// information has. The result does not depend on the threads.
  static Matrix of(Embedding embedding, long[] counts, SideInformation side, Crew crew) {
    int dim = embedding.dim();
    int size = Math.max(embedding.size(), side.products());
    Matrix rows = Matrix.copyOf(Arrays.copyOf(embedding.input(), size * dim), size, dim);
    if (side.size() > 0) {
      Matrix prediction = Matrix.zeros(size, dim);
      long[] bought = Arrays.copyOf(counts, size);
      new FeatureRegression(side, bought, Kernel.best()).predict(rows, prediction, crew);
      new FeatureNeighbours(side, bought).refine(rows, prediction, crew);
      float[] shares = purchaseShares(counts, side);
      for (int product = 0; product < size; product++) {
        if (hasFeatures(side, product)) {
          mix(rows, prediction, product * rows.stride(), dim, OWN * shares[product]);
        }
      }
    }
    CentredRows centred = CentredRows.of(rows, size, embedding.size());
    Matrix unit = Matrix.zeros(size, dim);
    for (int product = 0; product < size; product++) {
      centred.write(product, unit.values(), product * unit.stride());
    }
    for (int product = 0; product < counts.length; product++) {
      if (!hasFeatures(side, product)) {
        int start = product * unit.stride();
        float length = (float) (counts[product] / (counts[product] + UNCERTAIN));
        Kernel.scale(unit.values(), start, start + dim, length);
      }
    }
    return unit;
  }

  /// How far each row rests on the product's purchases, as a share of the most that they can count,
  /// in [0, 1].
  ///
  /// @param counts of the first products; the others are new
  static float[] purchaseShares(long[] counts, SideInformation side) {
    float[] shares = new float[Math.max(counts.length, side.products())];
    for (int product = 0; product < shares.length; product++) {
      long count = product < counts.length ? counts[product] : 0;
      shares[product] = hasFeatures(side, product) ? (float) (count / (count + PRIOR)) : 1f;
    }
    return shares;
  }

  private static boolean hasFeatures(SideInformation side, int product) {
    return side.size() > 0 && side.describes(product);
  }

  private static void mix(Matrix rows, Matrix other, int start, int dim, float own) {
    for (int at = start; at < start + dim; at++) {
      rows.values()[at] = own * rows.values()[at] + (1 - own) * other.values()[at];
    }
  }
}
