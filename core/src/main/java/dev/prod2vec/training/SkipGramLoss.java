package dev.prod2vec.training;

import static dev.prod2vec.linalg.Kernel.BLOCK;

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
  private final float noiseWeight;
  private final int window;

  /// Losses of the rows of a block. Grows with the largest basket.
  private float[] losses = new float[BLOCK];

  SkipGramLoss(Kernel kernel, TrainingConfig config) {
    this.kernel = kernel;
    this.noiseWeight = (float) config.negatives() / config.noiseProducts();
    this.window = config.window();
  }

  @Override
  public float offset(Batch batch, int slot) {
    return 0f;
  }

  @Override
  public float pairOffset(Batch batch, int position) {
    return 0f;
  }

  @Override
  public void noise(Batch batch, Gradients gradients, NoiseTile tile) {
    int[] products = batch.blockProducts();
    for (int m = 0; m < tile.count(); m++) {
      int drawn = batch.noise()[tile.slot() + m];
      for (int row = tile.row(); row < tile.row() + tile.rows(); row++) {
        if (products[row] == drawn) {
          gradients.noiseScores[tile.start(row) + m] = Float.NEGATIVE_INFINITY;
        }
      }
    }
    kernel.logistic(
        gradients.noiseScores,
        tile.start(),
        tile.rows(),
        tile.columns(),
        noiseWeight,
        gradients.sums,
        gradients.sum(tile.number(), tile.row()));
  }

  @Override
  public void basket(Batch batch, Gradients gradients, int part, int basket, float[] pairs) {
    int n = batch.size(basket);
    int context = batch.contextStart(basket);
    int group = batch.partGroup(part);
    int noise = batch.noiseStart(group + 1) - batch.noiseStart(group);
    double loss = 0;
    for (int i = 0; i < n; i++) {
      int row = batch.contextRow(context + i);
      for (int tile = 0; tile * BLOCK < noise; tile++) {
        loss += noiseWeight * (double) gradients.sums[gradients.sum(tile, row)];
      }
    }
    for (int first = 0; first < n; first += BLOCK) {
      loss += pairs(pairs, n, first, Math.min(BLOCK, n - first));
    }
    gradients.addLoss(part, loss, n);
  }

  /// A row counts once for each basket of the group that has its product.
  @Override
  public void noiseGradients(Batch batch, Gradients gradients, NoiseTile tile) {
    for (int row = tile.row(); row < tile.row() + tile.rows(); row++) {
      int at = tile.start(row);
      Kernel.scale(gradients.noiseScores, at, at + tile.columns(), -batch.contextUses(row));
    }
  }

  /// The pairs of a block: the columns from `first` on.
  private double pairs(float[] pairs, int n, int first, int columns) {
    int reach = window == 0 ? n : Math.min(n, window);
    int start = first * n;
    int width = (columns + Matrix.LANES - 1) / Matrix.LANES * Matrix.LANES;
    for (int i = 0; i < n; i++) {
      int at = start + i * BLOCK;
      int from = Math.clamp(i - reach - first, 0, columns);
      int to = Math.clamp((long) i + 1 + reach - first, 0, columns);
      // 1 - sigma(s) is sigma(-s), and -log sigma(s) is log(1 + exp(-s)).
      Kernel.scale(pairs, at + from, at + to, -1f);
      Arrays.fill(pairs, at, at + from, Float.NEGATIVE_INFINITY);
      Arrays.fill(pairs, at + to, at + width, Float.NEGATIVE_INFINITY);
      if (i >= first && i < first + columns) {
        pairs[at + i - first] = Float.NEGATIVE_INFINITY;
      }
    }
    if (reach >= n - 1) {
      return logistic(pairs, start, n, width, 1f / (n - 1));
    }
    double loss = 0;
    for (int i = 0; i < n; i++) {
      float weight = 1f / (Math.min(i, reach) + Math.min(n - 1 - i, reach));
      loss += logistic(pairs, start + i * BLOCK, 1, width, weight);
    }
    return loss;
  }

  private double logistic(float[] pairs, int start, int rows, int width, float weight) {
    losses = Gradients.room(losses, rows);
    kernel.logistic(pairs, start, rows, width, weight, losses, 0);
    double loss = 0;
    for (int i = 0; i < rows; i++) {
      loss += losses[i];
    }
    return weight * loss;
  }
}
