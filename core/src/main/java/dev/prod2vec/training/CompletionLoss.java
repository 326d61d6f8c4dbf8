package dev.prod2vec.training;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import java.util.Arrays;

/// Completion: each product of a basket is predicted from the others, each of which speaks for
/// itself. With E_ij = exp(S_ij + b_j) and F_im = exp(R_im + b_m) / (M q_m),
///
///     t_j = sum of E_ij over the kept i != j       what the others say for j
///     u_j = sum of F_im over the kept i != j, m    what they say for all products, estimated
///     loss_j = log(t_j + u_j) - log(t_j)
///     G_ij = E_ij (1 / t_j - 1 / (t_j + u_j))      0 where i = j or i is not kept
///     H_im = -F_im * sum of 1 / (t_j + u_j) over j != i
///
/// This is a softmax over all products whose sum is estimated from M noise products drawn with
/// probability q, each standing for 1 / (M q_m) others (Bengio and Senécal 2008); noise that is in
/// the basket counts nothing. The probability of j is a mean of the probabilities that the single
/// products of the basket give it, weighted by how much each has to say: a mixture of softmaxes
/// (Yang et al. 2018) with one component per product. A share of each basket is not kept, at random,
/// so that no product is relied on (Srivastava et al. 2014). A product without another kept one is
/// not predicted.
///
/// As sums are taken over products of exponentials, the M noise products are summed once per i and
/// not once per pair of i and j: beside the matrix products there is only an exponential per score.
final class CompletionLoss implements PairLoss {
  private final Kernel kernel;
  private final float[] bias;
  private final Noise source;
  private final int m;
  private final int noiseWidth;
  private final int[] products;

  /// What is added to each noise product's scores.
  private final float[] offsets;

  private final boolean[] inBasket;

  /// Per product of a basket: its bias, t_j, the sum of F_im over m, 1 / (t_j + u_j), and the sum
  /// of one of the latter two over all other products. Grow with the largest basket.
  private float[] biases = new float[0];

  private float[] said = new float[0];
  private float[] masses = new float[0];
  private float[] inverses = new float[0];
  private float[] others = new float[0];

  CompletionLoss(Kernel kernel, float[] bias, TrainingConfig config, Noise source) {
    this.kernel = kernel;
    this.bias = bias;
    this.source = source;
    this.m = config.noiseProducts();
    this.noiseWidth = Matrix.stride(m);
    this.products = new int[m];
    this.offsets = new float[noiseWidth];
    this.inBasket = new boolean[bias.length];
  }

  @Override
  public void load(Batch batch, int group) {
    System.arraycopy(batch.noise, group * m, products, 0, m);
    for (int j = 0; j < m; j++) {
      offsets[j] = bias[products[j]] - source.logExpected(products[j]);
    }
  }

  @Override
  public void gradient(Batch batch, int part, int start, int n, float[] pairs) {
    int width = Matrix.stride(n);
    makeRoom(n, width);
    exponentials(batch, start, n, pairs);
    said(pairs, n);
    sumOfOthers(masses, n);
    double loss = 0;
    int predicted = 0;
    for (int j = 0; j < n; j++) {
      float all = said[j] + others[j];
      float gradient = 0f;
      inverses[j] = 0f;
      // Where all is 0 no other product is kept, or this one alone has scores that matter at all.
      if (all > Float.MIN_NORMAL) {
        inverses[j] = 1 / all;
        gradient = others[j] * inverses[j];
        loss += (double) Kernel.log(all) - Kernel.log(Math.max(said[j], Float.MIN_NORMAL));
        predicted++;
      }
      batch.biases[start + j] = gradient;
      said[j] = said[j] > Float.MIN_NORMAL ? gradient / said[j] : 0f;
    }
    batch.losses[part] += loss;
    batch.predictions[part] += predicted;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        pairs[i * width + j] *= said[j];
      }
    }
    sumOfOthers(inverses, n);
    for (int i = 0; i < n; i++) {
      int row = (start + i) * noiseWidth;
      Kernel.scale(batch.noiseScores, row, row + m, -others[i]);
    }
  }

  private void makeRoom(int n, int width) {
    biases = PartGradient.room(biases, width);
    said = PartGradient.room(said, width);
    masses = PartGradient.room(masses, n);
    inverses = PartGradient.room(inverses, n);
    others = PartGradient.room(others, n);
  }

  /// Replaces S by E and R by F, both times one factor for the whole basket, which cancels out and
  /// lets none of them be too large; and sums the rows of F.
  private void exponentials(Batch batch, int start, int n, float[] pairs) {
    int width = Matrix.stride(n);
    float[] noise = batch.noiseScores;
    for (int i = 0; i < n; i++) {
      biases[i] = bias[batch.products[start + i]];
      inBasket[batch.products[start + i]] = true;
    }
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      int row = (start + i) * noiseWidth;
      int pairRow = i * width;
      if (batch.kept[start + i]) {
        for (int j = 0; j < m; j++) {
          noise[row + j] += offsets[j];
        }
        for (int j = 0; j < n; j++) {
          pairs[pairRow + j] += biases[j];
        }
      } else {
        Arrays.fill(noise, row, row + m, Float.NEGATIVE_INFINITY);
        Arrays.fill(pairs, pairRow, pairRow + n, Float.NEGATIVE_INFINITY);
      }
      pairs[pairRow + i] = Float.NEGATIVE_INFINITY;
      Arrays.fill(pairs, pairRow + n, pairRow + width, Float.NEGATIVE_INFINITY);
    }
    for (int j = 0; j < m; j++) {
      if (inBasket[products[j]]) {
        for (int i = 0; i < n; i++) {
          noise[(start + i) * noiseWidth + j] = Float.NEGATIVE_INFINITY;
        }
      }
    }
    for (int i = 0; i < n; i++) {
      inBasket[batch.products[start + i]] = false;
      int row = (start + i) * noiseWidth;
      max = Math.max(max, kernel.max(noise, row, row + m));
    }
    max = Math.max(max, kernel.max(pairs, 0, n * width));
    // Without a kept product there is no largest score.
    float shift = max == Float.NEGATIVE_INFINITY ? 0f : max;
    kernel.exp(pairs, 0, n * width, shift);
    for (int i = 0; i < n; i++) {
      int row = (start + i) * noiseWidth;
      masses[i] = kernel.exp(noise, row, row + m, shift);
    }
  }

  /// The sums of E's columns.
  private void said(float[] pairs, int n) {
    int width = Matrix.stride(n);
    Arrays.fill(said, 0, width, 0f);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < width; j++) {
        said[j] += pairs[i * width + j];
      }
    }
  }

  /// Sums all numbers but one, for each of them. One is not subtracted from the sum of all: where
  /// it is most of that, little would be left of the others' digits.
  private void sumOfOthers(float[] numbers, int n) {
    float before = 0f;
    for (int i = 0; i < n; i++) {
      others[i] = before;
      before += numbers[i];
    }
    float behind = 0f;
    for (int i = n - 1; i >= 0; i--) {
      others[i] += behind;
      behind += numbers[i];
    }
  }
}
