package dev.prod2vec.training;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import java.util.Arrays;

/// Completion: each product of a basket is predicted from the others, each of which adds its own
/// prediction. With E_ij = exp(S_ij + b_j) and F_im = exp(R_im + b_m) / (M q_m),
///
///     t_j = sum of E_ij over i != j               what the others say for j
///     u_j = sum of F_im over i != j and m         what they say for all products, estimated
///     loss_j = log(t_j + u_j) - log(t_j)
///     G_ij = E_ij (1 / t_j - 1 / (t_j + u_j))     0 where i = j
///     H_im = -F_im * sum of 1 / (t_j + u_j) over j != i
///
/// This is a softmax over all products whose sum is estimated from M noise products drawn with
/// probability q, each standing for 1 / (M q_m) others (Bengio and Senécal 2008); noise products
/// that are in the basket do not count. The probability of j is a mean of the probabilities that
/// the single products of the basket give it, weighted by the sum of its exponentials: a mixture of
/// softmaxes (Yang et al. 2018) with one component per product. A random share of each basket does
/// not predict, so that no single product is relied on (dropout, Srivastava et al. 2014). A product
/// that no other one predicts does not count.
///
/// Since sums over products and over noise can be exchanged, the M noise products are summed once
/// per i and not once per pair of i and j. So each score costs one exponential besides the matrix
/// products.
final class CompletionLoss implements PairLoss {
  private final Kernel kernel;
  private final float[] bias;
  private final Noise source;
  private final int m;
  private final int noiseWidth;

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
    this.offsets = new float[noiseWidth];
    this.inBasket = new boolean[bias.length];
  }

  @Override
  public void load(Batch batch, int group) {
    int first = batch.noiseStart(group);
    for (int j = 0; j < m; j++) {
      int product = batch.noise()[first + j];
      offsets[j] = bias[product] - source.logExpected(product);
    }
  }

  @Override
  public void gradient(Batch batch, Gradients gradients, int part, int basket, float[] pairs) {
    int start = batch.start(basket);
    int n = batch.size(basket);
    int context = batch.contextStart(basket);
    int k = batch.contextSize(basket);
    int width = Matrix.stride(n);
    makeRoom(width);
    exponentials(batch, gradients, part, basket, pairs);
    Arrays.fill(said, 0, width, 0f);
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < width; j++) {
        said[j] += pairs[i * width + j];
      }
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
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < n; j++) {
        pairs[i * width + j] *= said[j];
      }
    }
    sumOfOthers(inverses, n);
    for (int i = 0; i < k; i++) {
      int row = (context + i) * noiseWidth;
      Kernel.scale(gradients.noiseScores, row, row + m, -others[i]);
    }
  }

  private void makeRoom(int width) {
    biases = PartGradient.room(biases, width);
    said = PartGradient.room(said, width);
    masses = PartGradient.room(masses, width);
    inverses = PartGradient.room(inverses, width);
    others = PartGradient.room(others, width);
  }

  /// Replaces S by E and R by F and sums the rows of F. Both have one factor for the whole basket,
  /// which cancels out and keeps all of them finite.
  private void exponentials(Batch batch, Gradients gradients, int part, int basket, float[] pairs) {
    int start = batch.start(basket);
    int n = batch.size(basket);
    int context = batch.contextStart(basket);
    int k = batch.contextSize(basket);
    int width = Matrix.stride(n);
    int[] products = batch.products();
    float[] noise = gradients.noiseScores;
    for (int j = 0; j < n; j++) {
      biases[j] = bias[products[start + j]];
      inBasket[products[start + j]] = true;
    }
    for (int i = 0; i < k; i++) {
      int row = (context + i) * noiseWidth;
      for (int j = 0; j < m; j++) {
        noise[row + j] += offsets[j];
      }
      int pairRow = i * width;
      for (int j = 0; j < n; j++) {
        pairs[pairRow + j] += biases[j];
      }
      pairs[pairRow + i] = Float.NEGATIVE_INFINITY;
      Arrays.fill(pairs, pairRow + n, pairRow + width, Float.NEGATIVE_INFINITY);
    }
    int[] drawn = batch.noise();
    int first = batch.noiseStart(batch.partGroup(part));
    for (int j = 0; j < m; j++) {
      if (inBasket[drawn[first + j]]) {
        for (int i = 0; i < k; i++) {
          noise[(context + i) * noiseWidth + j] = Float.NEGATIVE_INFINITY;
        }
      }
    }
    float max = kernel.max(pairs, 0, k * width);
    for (int i = 0; i < k; i++) {
      int row = (context + i) * noiseWidth;
      max = Math.max(max, kernel.max(noise, row, row + m));
    }
    kernel.exp(pairs, 0, k * width, max);
    for (int i = 0; i < k; i++) {
      int row = (context + i) * noiseWidth;
      masses[i] = kernel.exp(noise, row, row + m, max);
    }
    for (int j = 0; j < n; j++) {
      inBasket[products[start + j]] = false;
    }
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
