package dev.prod2vec.training;

import static dev.prod2vec.linalg.Kernel.BLOCK;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import java.util.Arrays;

/// Completion: each product of a basket is predicted from the others, each of which adds its own
/// prediction. With E_ij = exp(S_ij + b_j) and F_im = exp(R_im + b_m) / pi_m,
///
///     t_j = sum of E_ij over i != j               what the others say for j
///     u_j = sum of F_im over i != j and m         what they say for all products, estimated
///     loss_j = log(t_j + u_j) - log(t_j)
///     G_ij = E_ij (1 / t_j - 1 / (t_j + u_j))     0 where i = j
///     H_im = -F_im * sum of 1 / (t_j + u_j) over j != i
///
/// This is a softmax over all products whose sum is estimated from noise products, each of which is
/// drawn pi_m times on average and stands for 1 / pi_m others ([StratifiedNoise]); noise products
/// that are in the basket do not count. The probability of j is a mean of the probabilities that
/// the single products of the basket give it, weighted by the sum of its exponentials: a mixture of
/// softmaxes (Yang et al. 2018) with one component per product. A random share of each basket does
/// not predict, so that no single product is relied on (dropout, Srivastava et al. 2014). A product
/// that no other one predicts does not count.
///
/// Since sums over products and over noise can be exchanged, the noise products are summed once per
/// i and not once per pair of i and j. And since F_im depends on the product i alone, it is computed
/// once for all baskets of a group that have i; what differs is a factor. The noise products that a
/// basket has are subtracted where they are: in the pairs of the basket.
final class CompletionLoss implements PairLoss {
  private final Kernel kernel;
  private final float[] bias;

  /// Per product of a basket: t_j, the sum of F_im over m, 1 / (t_j + u_j), and the sum of one of
  /// the latter two over all other products; and the positions of those that are noise products.
  /// Grow with the largest basket.
  private float[] said = new float[0];

  private float[] masses = new float[0];
  private float[] inverses = new float[0];
  private float[] others = new float[0];
  private int[] noisy = new int[0];

  CompletionLoss(Kernel kernel, float[] bias) {
    this.kernel = kernel;
    this.bias = bias;
  }

  @Override
  public float offset(Batch batch, int slot) {
    return bias[batch.noise()[slot]] + batch.noiseLogWeights()[slot];
  }

  @Override
  public float pairOffset(Batch batch, int position) {
    return bias[batch.products()[position]];
  }

  @Override
  public void noise(Batch batch, Gradients gradients, int block) {
    int group = batch.blockGroup(block);
    kernel.exponentials(
        gradients.noiseScores,
        gradients.blockScores(block),
        batch.noiseStart(group + 1) - batch.noiseStart(group),
        Gradients.columns(batch, block),
        gradients.sums,
        block * BLOCK);
  }

  @Override
  public void basket(Batch batch, Gradients gradients, int part, int basket, float[] pairs) {
    int start = batch.start(basket);
    int n = batch.size(basket);
    int context = batch.contextStart(basket);
    int k = batch.contextSize(basket);
    makeRoom(Matrix.stride(n));
    exponentials(n, k, pairs);
    int noise = findNoise(batch, start, n);
    for (int i = 0; i < k; i++) {
      int row = batch.contextRow(context + i);
      int column = gradients.blockScores(row / BLOCK) + row % BLOCK;
      float ownNoise = 0f;
      for (int j = 0; j < noise; j++) {
        ownNoise += gradients.noiseScores[column + batch.noisePlace(start + noisy[j]) * BLOCK];
      }
      masses[i] = Math.max(0f, gradients.sums[row] - ownNoise);
    }
    Arrays.fill(masses, k, n, 0f);
    sumOfOthers(masses, n);
    double loss = 0;
    int predicted = 0;
    for (int j = 0; j < n; j++) {
      float all = said[j] + others[j];
      float gradient = 0f;
      inverses[j] = 0f;
      // All is 0 where no other product predicts.
      if (all > Float.MIN_NORMAL) {
        inverses[j] = 1 / all;
        gradient = others[j] * inverses[j];
        loss += (double) Kernel.log(all) - Kernel.log(Math.max(said[j], Float.MIN_NORMAL));
        predicted++;
      }
      gradients.biases[start + j] = gradient;
      said[j] = said[j] > Float.MIN_NORMAL ? gradient / said[j] : 0f;
    }
    gradients.addLoss(part, loss, predicted);
    for (int first = 0; first < n; first += BLOCK) {
      int columns = Math.min(BLOCK, n - first);
      for (int i = 0; i < k; i++) {
        int at = first * k + i * BLOCK;
        for (int j = 0; j < columns; j++) {
          pairs[at + j] *= said[first + j];
        }
      }
    }
    sumOfOthers(inverses, n);
    for (int i = 0; i < k; i++) {
      int row = batch.contextRow(context + i);
      int column = gradients.blockScores(row / BLOCK) + row % BLOCK;
      gradients.contextWeights[context + i] = others[i];
      for (int j = 0; j < noise; j++) {
        int at = noisy[j];
        float back =
            others[i] * gradients.noiseScores[column + batch.noisePlace(start + at) * BLOCK];
        pairs[at / BLOCK * BLOCK * k + i * BLOCK + at % BLOCK] += back;
        gradients.biases[start + at] += back;
      }
    }
  }

  private void makeRoom(int width) {
    said = Gradients.room(said, width);
    masses = Gradients.room(masses, width);
    inverses = Gradients.room(inverses, width);
    others = Gradients.room(others, width);
    if (noisy.length < width) {
      noisy = new int[2 * width];
    }
  }

  /// Finds the products of a basket that are noise products; returns their number.
  private int findNoise(Batch batch, int start, int n) {
    int noise = 0;
    for (int j = 0; j < n; j++) {
      if (batch.noisePlace(start + j) >= 0) {
        noisy[noise++] = j;
      }
    }
    return noise;
  }

  /// Replaces S by E and sums its columns.
  private void exponentials(int n, int k, float[] pairs) {
    for (int i = 0; i < k; i++) {
      pairs[i / BLOCK * BLOCK * k + i * BLOCK + i % BLOCK] = Float.NEGATIVE_INFINITY;
    }
    for (int first = 0; first < n; first += BLOCK) {
      kernel.exponentials(pairs, first * k, k, lanes(Math.min(BLOCK, n - first)), said, first);
    }
  }

  private static int lanes(int columns) {
    return (columns + Matrix.LANES - 1) / Matrix.LANES * Matrix.LANES;
  }

  /// For each number, sums all others. Subtracting it from the sum of all would lose the others'
  /// digits where it is most of the sum.
  private void sumOfOthers(float[] numbers, int n) {
    float before = 0f;
    for (int i = 0; i < n; i++) {
      others[i] = before;
      before += numbers[i];
    }
    float after = 0f;
    for (int i = n - 1; i >= 0; i--) {
      others[i] += after;
      after += numbers[i];
    }
  }
}
