package dev.prod2vec.training;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import java.util.Arrays;

/// The gradient of skip-gram with negative sampling (Mikolov et al. 2013) as small matrix products.
/// With X and Y the input and output rows of a basket's n products, Z the output rows of the M noise
/// products that its group shares, S = X Y^T and R = X Z^T:
///
///     G_ij = (1 - sigma(S_ij)) / c_i     where j is in i's window, else 0
///     H_im = -K / M * sigma(R_im)        0 where the noise product is i itself
///     dX = G Y + H Z ;  dY = G^T X
///
/// while dZ = H^T X is left to [NoiseGradient]. Each product predicts the c_i others of its window
/// with weight 1 / c_i, against K noise products per product. The window is the whole basket unless
/// the config says otherwise.
final class SkipGramGradient implements PartGradient {
  private final Kernel kernel;
  private final Weights weights;
  private final TrainingConfig config;
  private final int stride;

  private final NoiseRows z;

  /// Rows of Y, and S of a basket; grow with the largest part.
  private float[] y = new float[0];

  private float[] pairs = new float[0];

  SkipGramGradient(Kernel kernel, Weights weights, TrainingConfig config) {
    this.kernel = kernel;
    this.weights = weights;
    this.config = config;
    this.stride = weights.input().stride();
    this.z = new NoiseRows(weights.output(), config.noiseProducts());
  }

  @Override
  public void compute(Batch batch, int part) {
    int from = batch.partStart(part);
    int rows = batch.partStart(part + 1) - from;
    y = PartGradient.room(y, rows * stride);
    Kernel.gather(weights.input(), batch.products, from, rows, batch.scored, from * stride);
    Kernel.gather(weights.output(), batch.products, from, rows, y, 0);
    Arrays.fill(batch.inputs, from * stride, (from + rows) * stride, 0f);
    Arrays.fill(batch.outputs, from * stride, (from + rows) * stride, 0f);
    double loss = noise(batch, batch.partGroups[part], from, rows);
    for (int b = batch.partStarts[part]; b < batch.partStarts[part + 1]; b++) {
      loss += basket(batch, batch.starts[b], batch.starts[b + 1] - batch.starts[b], from);
    }
    batch.losses[part] = loss;
    batch.predictions[part] = rows;
  }

  /// Adds H Z to the rows of dX and returns the loss.
  private double noise(Batch batch, int group, int from, int rows) {
    int m = config.noiseProducts();
    int first = group * m;
    int width = z.width;
    z.load(batch, group);
    float[] noise = batch.noiseScores;
    Arrays.fill(noise, from * width, (from + rows) * width, 0f);
    kernel.combine(
        batch.scored,
        from * stride,
        stride,
        1,
        rows,
        config.dim(),
        z.columns,
        0,
        width,
        noise,
        from * width);
    for (int i = from; i < from + rows; i++) {
      int product = batch.products[i];
      int row = i * width;
      for (int j = 0; j < m; j++) {
        if (batch.noise[first + j] == product) {
          noise[row + j] = Float.NEGATIVE_INFINITY;
        }
      }
      Arrays.fill(noise, row + m, row + width, Float.NEGATIVE_INFINITY);
    }
    float weight = (float) config.negatives() / m;
    double loss =
        weight * (double) kernel.logistic(noise, from * width, (from + rows) * width, -weight);
    kernel.combine(
        noise, from * width, width, 1, rows, m, z.rows, 0, stride, batch.inputs, from * stride);
    return loss;
  }

  /// Adds G Y to a basket's rows of dX, writes dY and returns the loss.
  private double basket(Batch batch, int start, int n, int from) {
    int width = Matrix.stride(n);
    int row = start * stride;
    int yRow = (start - from) * stride;
    float[] x = batch.scored;
    pairs = PartGradient.room(pairs, n * width);
    kernel.dots(x, row, n, y, yRow, n, stride, pairs, 0, width);
    int window = config.window() == 0 ? n : config.window();
    for (int i = 0; i < n; i++) {
      int at = i * width;
      // 1 - sigma(s) is sigma(-s), and -log sigma(s) is log(1 + exp(-s)).
      Kernel.scale(pairs, at, at + n, -1f);
      pairs[at + i] = Float.NEGATIVE_INFINITY;
      Arrays.fill(pairs, at, at + Math.max(0, i - window), Float.NEGATIVE_INFINITY);
      Arrays.fill(pairs, at + Math.min(n, i + 1 + window), at + width, Float.NEGATIVE_INFINITY);
      Arrays.fill(pairs, at + n, at + width, Float.NEGATIVE_INFINITY);
    }
    double loss = 0;
    if (window >= n - 1) {
      float weight = 1f / (n - 1);
      loss = weight * (double) kernel.logistic(pairs, 0, n * width, weight);
    } else {
      for (int i = 0; i < n; i++) {
        float weight = 1f / (Math.min(i, window) + Math.min(n - 1 - i, window));
        loss += weight * (double) kernel.logistic(pairs, i * width, (i + 1) * width, weight);
      }
    }
    kernel.combine(pairs, 0, width, 1, n, n, y, yRow, stride, batch.inputs, row);
    kernel.combine(pairs, 0, 1, width, n, n, x, row, stride, batch.outputs, row);
    return loss;
  }
}
