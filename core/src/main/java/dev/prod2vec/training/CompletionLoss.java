package dev.prod2vec.training;

import static dev.prod2vec.linalg.Kernel.BLOCK;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import java.util.Arrays;

/// Completion: each product of a basket is predicted from the others together. With p the
/// agreement, `E_ij = exp(S_ij + b_j)` and `F_im = exp(R_im + b_m) / pi_m^(1/p)`,
///
/// - `t_j = sum of E_ij over i != j` is what the others say for j,
/// - `u_j = sum over m of (sum of F_im over i != j)^p` is what they say for all products,
///   estimated,
/// - `loss_j = log(t_j^p + u_j) - log(t_j^p)`,
/// - `G_ij = p E_ij u_j / (t_j (t_j^p + u_j))`, and 0 where i = j,
/// - `H_im = F_im * sum over j != i of r_j (sum of F_km over k != j)^(p - 1)`,
/// - `r_j = -p / (t_j^p + u_j)`.
///
/// This is a softmax over all products whose sum is estimated from noise products, each of which is
/// drawn pi_m times on average and stands for 1 / pi_m others ([StratifiedNoise]); noise products
/// that are in the basket do not count. The probability of j is in proportion to t_j^p. With p = 1
/// it would be a mean of the probabilities that the single products of the basket give it: a
/// mixture of softmaxes (Yang et al. 2018) with one component per product, in which a product is
/// likely if any of them says so. With a large p it nears a softmax of the sum of the scores, in
/// which all of them must agree: a product of experts (Hinton 2002). What ranks products is t_j,
/// whatever p. A random share of each basket does not predict, so that no single product is relied
/// on (dropout, Srivastava et al. 2014). A product that no other one predicts does not count.
final class CompletionLoss implements PairLoss {
  private static final float[] ZEROS = new float[BLOCK];

  private final Kernel kernel;
  private final float[] bias;
  private final int power;

  /// The largest exponent that leaves powers of sums of a hundred exponentials finite.
  private final float most;

  /// Per product of a basket, t_j; grows with the largest basket.
  private float[] said = new float[0];

  /// For a basket, a number per noise product of a tile.
  private final float[] factors = new float[BLOCK];

  /// For each row of a tile a number per noise product. Grows with the largest tile.
  private float[] rowFactors = new float[0];

  /// @param power p, 1 or more
  CompletionLoss(Kernel kernel, float[] bias, int power) {
    this.kernel = kernel;
    this.bias = bias;
    this.power = power;
    this.most = 48f / power;
  }

  @Override
  public float offset(Batch batch, int slot) {
    return bias[batch.noise()[slot]] + batch.noiseLogWeights()[slot] / power;
  }

  @Override
  public float pairOffset(Batch batch, int position) {
    return bias[batch.products()[position]];
  }

  /// Keeps what a basket's contexts say together for each noise product, which is 0 for those that
  /// the basket has, and u_j of each of its products, as far as this tile goes.
  @Override
  public void noise(Batch batch, Gradients gradients, NoiseTile tile) {
    int columns = tile.columns();
    float[] scores = gradients.noiseScores;
    float[] totals = gradients.totals;
    kernel.exponentials(scores, tile.start(), tile.rows(), columns, most, factors, 0);
    for (int b = batch.groupStart(tile.group()); b < batch.groupStart(tile.group() + 1); b++) {
      int total = gradients.total(tile.number(), b);
      Arrays.fill(totals, total, total + columns, 0f);
      int context = batch.contextStart(b);
      int k = batch.contextSize(b);
      for (int i = context; i < context + k; i++) {
        kernel.add(1f, scores, tile.start(batch.contextRow(i)), totals, total, columns);
      }
      int start = batch.start(b);
      int n = batch.size(b);
      for (int j = start; j < start + n; j++) {
        int place = batch.noisePlace(j) - tile.place();
        if (place >= 0 && place < tile.count()) {
          totals[total + place] = 0f;
        }
      }
      int sum = gradients.sum(tile.number(), start);
      for (int i = 0; i < k; i++) {
        int row = tile.start(batch.contextRow(context + i));
        gradients.sums[sum + i] = kernel.restPowers(totals, total, scores, row, power, columns);
      }
      if (k < n) {
        float all = kernel.restPowers(totals, total, ZEROS, 0, power, columns);
        Arrays.fill(gradients.sums, sum + k, sum + n, all);
      }
    }
  }

  @Override
  public void basket(Batch batch, Gradients gradients, int part, int basket, float[] pairs) {
    int start = batch.start(basket);
    int n = batch.size(basket);
    int k = batch.contextSize(basket);
    said = Gradients.room(said, Matrix.stride(n));
    exponentials(n, k, pairs);
    int group = batch.partGroup(part);
    int noise = batch.noiseStart(group + 1) - batch.noiseStart(group);
    double loss = 0;
    int predicted = 0;
    for (int j = 0; j < n; j++) {
      double others = 0;
      for (int tile = 0; tile * BLOCK < noise; tile++) {
        others += gradients.sums[gradients.sum(tile, start + j)];
      }
      double own = power(said[j]);
      double all = own + others;
      float gradient = 0f;
      gradients.rates[start + j] = 0f;
      // All is 0 where no other product predicts.
      if (all > Float.MIN_NORMAL) {
        gradients.rates[start + j] = (float) (-power / all);
        gradient = (float) (power * others / all);
        loss += StrictMath.log(all) - StrictMath.log(Math.max(own, Double.MIN_NORMAL));
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
  }

  private double power(double x) {
    double product = x;
    for (int i = 1; i < power; i++) {
      product *= x;
    }
    return product;
  }

  /// Replaces S by E and sums its columns.
  private void exponentials(int n, int k, float[] pairs) {
    for (int i = 0; i < k; i++) {
      pairs[i / BLOCK * BLOCK * k + i * BLOCK + i % BLOCK] = Float.NEGATIVE_INFINITY;
    }
    for (int first = 0; first < n; first += BLOCK) {
      int lanes = Matrix.stride(Math.min(BLOCK, n - first));
      kernel.exponentials(pairs, first * k, k, lanes, most, said, first);
    }
  }

  @Override
  public void noiseGradients(Batch batch, Gradients gradients, NoiseTile tile) {
    int columns = tile.columns();
    rowFactors = Gradients.room(rowFactors, tile.rows() * BLOCK);
    Arrays.fill(rowFactors, 0, tile.rows() * BLOCK, 0f);
    for (int b = batch.groupStart(tile.group()); b < batch.groupStart(tile.group() + 1); b++) {
      addFactors(batch, gradients, tile, b, columns);
    }
    float[] scores = gradients.noiseScores;
    for (int row = 0; row < tile.rows(); row++) {
      int at = row * BLOCK;
      for (int m = 0; m < columns; m++) {
        scores[tile.start() + at + m] *= rowFactors[at + m];
      }
    }
  }

  /// Adds what F is multiplied by on behalf of a basket: for each row, the sum over its others.
  private void addFactors(
      Batch batch, Gradients gradients, NoiseTile tile, int basket, int columns) {
    int context = batch.contextStart(basket);
    int k = batch.contextSize(basket);
    int start = batch.start(basket);
    int n = batch.size(basket);
    int total = gradients.total(tile.number(), basket);
    float[] scores = gradients.noiseScores;
    float[] totals = gradients.totals;
    Arrays.fill(factors, 0f);
    for (int i = 0; i < k; i++) {
      int row = tile.start(batch.contextRow(context + i));
      float rate = gradients.rates[start + i];
      kernel.addRestPowers(rate, totals, total, scores, row, power - 1, factors, 0, columns);
    }
    float rest = 0f;
    for (int j = k; j < n; j++) {
      rest += gradients.rates[start + j];
    }
    if (rest != 0) {
      kernel.addRestPowers(rest, totals, total, ZEROS, 0, power - 1, factors, 0, columns);
    }
    for (int i = 0; i < k; i++) {
      int row = batch.contextRow(context + i);
      int to = (row - tile.row()) * BLOCK;
      kernel.add(1f, factors, 0, rowFactors, to, columns);
      kernel.addRestPowers(
          -gradients.rates[start + i],
          totals,
          total,
          scores,
          tile.start(row),
          power - 1,
          rowFactors,
          to,
          columns);
    }
  }
}
