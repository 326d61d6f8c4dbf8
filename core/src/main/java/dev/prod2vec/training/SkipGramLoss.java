package dev.prod2vec.training;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import java.util.Arrays;

/// Skip-gram with negative sampling (Mikolov et al. 2013): each product predicts the c_i others of
/// its window with weight 1 / c_i, against K noise products. The window is the whole basket unless
/// the config says otherwise; all products of a basket predict.
///
///     G_ij = (1 - sigma(S_ij)) / c_i     where j is in i's window, else 0
///     H_im = -K / M * sigma(R_im)        0 where the noise product is i itself
final class SkipGramLoss implements PairLoss {
  private final Kernel kernel;
  private final int m;
  private final int noiseWidth;
  private final float noiseWeight;
  private final int window;

  SkipGramLoss(Kernel kernel, TrainingConfig config) {
    this.kernel = kernel;
    this.m = config.noiseProducts();
    this.noiseWidth = Matrix.stride(m);
    this.noiseWeight = (float) config.negatives() / m;
    this.window = config.window();
  }

  @Override
  public void gradient(Batch batch, Gradients gradients, int part, int basket, float[] pairs) {
    int n = batch.size(basket);
    double loss = noise(batch, gradients, part, basket) + pairs(pairs, n);
    gradients.addLoss(part, loss, n);
  }

  private double noise(Batch batch, Gradients gradients, int part, int basket) {
    float[] noise = gradients.noiseScores;
    int[] contexts = batch.contexts();
    int[] drawn = batch.noise();
    int first = batch.noiseStart(batch.partGroup(part));
    int start = batch.contextStart(basket);
    int n = batch.size(basket);
    for (int i = start; i < start + n; i++) {
      int row = i * noiseWidth;
      for (int j = 0; j < m; j++) {
        if (drawn[first + j] == contexts[i]) {
          noise[row + j] = Float.NEGATIVE_INFINITY;
        }
      }
      Arrays.fill(noise, row + m, row + noiseWidth, Float.NEGATIVE_INFINITY);
    }
    int from = start * noiseWidth;
    return noiseWeight * (double) kernel.logistic(noise, from, from + n * noiseWidth, -noiseWeight);
  }

  private double pairs(float[] pairs, int n) {
    int width = Matrix.stride(n);
    int reach = window == 0 ? n : window;
    for (int i = 0; i < n; i++) {
      int at = i * width;
      // 1 - sigma(s) is sigma(-s), and -log sigma(s) is log(1 + exp(-s)).
      Kernel.scale(pairs, at, at + n, -1f);
      pairs[at + i] = Float.NEGATIVE_INFINITY;
      Arrays.fill(pairs, at, at + Math.max(0, i - reach), Float.NEGATIVE_INFINITY);
      Arrays.fill(pairs, at + Math.min(n, i + 1 + reach), at + width, Float.NEGATIVE_INFINITY);
      Arrays.fill(pairs, at + n, at + width, Float.NEGATIVE_INFINITY);
    }
    if (reach >= n - 1) {
      float weight = 1f / (n - 1);
      return weight * (double) kernel.logistic(pairs, 0, n * width, weight);
    }
    double loss = 0;
    for (int i = 0; i < n; i++) {
      float weight = 1f / (Math.min(i, reach) + Math.min(n - 1 - i, reach));
      loss += weight * (double) kernel.logistic(pairs, i * width, (i + 1) * width, weight);
    }
    return loss;
  }
}
