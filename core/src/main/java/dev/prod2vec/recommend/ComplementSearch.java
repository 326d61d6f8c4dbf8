package dev.prod2vec.recommend;

import dev.prod2vec.cooccurrence.Cooccurrence;
import dev.prod2vec.cooccurrence.CooccurrenceRow;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.linalg.Matrix;

/// Scores complements: products that were bought with a product at least once, by
///
///     log(c_ij / (e_ij + 2)) + (u_i . w_j + u_j . w_i) / 4 - cos(x_i, x_j)
///
/// The first term is the evidence: c_ij baskets hold both, where chance would give e_ij = c_i c_j /
/// N; the 2 keeps a single meeting of two rare products from counting much. The second, half of the
/// mean score of input against output vectors, is the model's view: word2vec learns the same
/// logarithm, less a constant (Levy and Goldberg 2014), and learns it for rare products from
/// similar ones. The third moves substitutes down: see [SubstituteSearch].
///
/// The constants are a compromise, chosen by hand on Instacart's held-out orders and one generated
/// shop, with vectors of skip-gram. Of the ten complements of a product bought 20 to 99 times, on the validation orders (the
/// test orders differ by less than 5%): how many times more often than by chance they were bought
/// with it, and how often per product: 4.5 and 3.0; 3.5 and 3.3 with the first term alone; 19.2 and
/// 1.5 with the second alone, which prefers rare partners; 5.3 and 2.8 without the third. Of the
/// known complements of generated shops with other seeds .89 to .90 are found.
final class ComplementSearch implements NeighbourSearch {
  private static final double UNCERTAIN_COUNT = 2;

  private final Cooccurrence cooccurrence;
  private final int width;

  /// Per product the input and output vector and the unit vector, each scaled so that a row of the
  /// one array times a row of the other is the sum of the last two terms.
  private final float[] left;

  private final float[] right;

  ComplementSearch(Embedding embedding, Cooccurrence cooccurrence) {
    this.cooccurrence = cooccurrence;
    int size = embedding.size();
    int dim = embedding.dim();
    Matrix unit = SubstituteSearch.centredUnitRows(embedding.input(), size, dim);
    width = Matrix.stride(3 * dim);
    left = Matrix.zeros(size, 3 * dim).values();
    right = Matrix.zeros(size, 3 * dim).values();
    for (int product = 0; product < size; product++) {
      for (int k = 0; k < dim; k++) {
        int at = product * width + k;
        float input = embedding.input()[product * dim + k];
        float output = embedding.output()[product * dim + k];
        float x = unit.values()[product * unit.stride() + k];
        left[at] = input / 4;
        right[at] = output;
        left[at + dim] = output / 4;
        right[at + dim] = input;
        left[at + 2 * dim] = -x;
        right[at + 2 * dim] = x;
      }
    }
  }

  @Override
  public int size() {
    return cooccurrence.size();
  }

  @Override
  public void search(int first, TopList[] lists) {
    for (int i = 0; i < lists.length; i++) {
      int product = first + i;
      CooccurrenceRow row = cooccurrence.row(product);
      double expected = (double) cooccurrence.count(product) / Math.max(1, cooccurrence.baskets());
      for (int at = 0; at < row.size(); at++) {
        int other = row.products()[at];
        double chance = expected * cooccurrence.count(other);
        double seen = Math.log(row.counts()[at] / (chance + UNCERTAIN_COUNT));
        lists[i].offer(other, (float) (seen + dot(product * width, other * width)));
      }
    }
  }

  /// In eight sums: with a single sum, each addition would wait for the one before.
  private float dot(int leftStart, int rightStart) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    for (int k = 0; k < width; k += 8) {
      s0 = Math.fma(left[leftStart + k], right[rightStart + k], s0);
      s1 = Math.fma(left[leftStart + k + 1], right[rightStart + k + 1], s1);
      s2 = Math.fma(left[leftStart + k + 2], right[rightStart + k + 2], s2);
      s3 = Math.fma(left[leftStart + k + 3], right[rightStart + k + 3], s3);
      s4 = Math.fma(left[leftStart + k + 4], right[rightStart + k + 4], s4);
      s5 = Math.fma(left[leftStart + k + 5], right[rightStart + k + 5], s5);
      s6 = Math.fma(left[leftStart + k + 6], right[rightStart + k + 6], s6);
      s7 = Math.fma(left[leftStart + k + 7], right[rightStart + k + 7], s7);
    }
    return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
  }
}
