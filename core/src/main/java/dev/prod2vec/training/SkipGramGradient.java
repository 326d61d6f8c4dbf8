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
///     dX = G Y + H Z ;  dY = G^T X ;  dZ = H^T X
///
/// Each product predicts the c_i others of its window with weight 1 / c_i, against K noise products
/// per product. The window is the whole basket unless the config says otherwise.
final class SkipGramGradient implements GroupGradient {
  private final Kernel kernel;
  private final Weights weights;
  private final TrainingConfig config;
  private final int stride;

  /// Rows of X, Y and Z, Z^T, S and R of a group; grow with the largest one.
  private float[] x = new float[0];

  private float[] y = new float[0];
  private final float[] z;
  private final float[] zt;
  private float[] pairs = new float[0];
  private float[] noise = new float[0];

  SkipGramGradient(Kernel kernel, Weights weights, TrainingConfig config) {
    this.kernel = kernel;
    this.weights = weights;
    this.config = config;
    this.stride = weights.input().stride();
    this.z = new float[config.noiseProducts() * stride];
    this.zt = new float[Matrix.stride(config.noiseProducts()) * config.dim()];
  }

  @Override
  public void compute(Batch batch, int group) {
    int from = batch.groupStart(group);
    int rows = batch.groupStart(group + 1) - from;
    x = GroupGradient.room(x, rows * stride);
    y = GroupGradient.room(y, rows * stride);
    Kernel.gather(weights.input(), batch.products, from, rows, x, 0);
    Kernel.gather(weights.output(), batch.products, from, rows, y, 0);
    Arrays.fill(batch.inputs, from * stride, (from + rows) * stride, 0f);
    Arrays.fill(batch.outputs, from * stride, (from + rows) * stride, 0f);
    double loss = noise(batch, group, from, rows);
    for (int b = batch.groupStarts[group]; b < batch.groupStarts[group + 1]; b++) {
      loss += basket(batch, batch.starts[b], batch.starts[b + 1] - batch.starts[b], from);
    }
    batch.losses[group] = loss;
    batch.predictions[group] = rows;
  }

  /// Adds H Z to the rows of dX, writes dZ and returns the loss.
  private double noise(Batch batch, int group, int from, int rows) {
    int m = config.noiseProducts();
    int width = Matrix.stride(m);
    int first = group * m;
    Kernel.gather(weights.output(), batch.noise, first, m, z, 0);
    Kernel.transpose(z, 0, m, stride, config.dim(), zt, 0, width);
    noise = GroupGradient.room(noise, rows * width);
    Arrays.fill(noise, 0, rows * width, 0f);
    kernel.combine(x, 0, stride, 1, rows, config.dim(), zt, 0, width, noise, 0);
    for (int i = 0; i < rows; i++) {
      int product = batch.products[from + i];
      int row = i * width;
      for (int j = 0; j < m; j++) {
        if (batch.noise[first + j] == product) {
          noise[row + j] = Float.NEGATIVE_INFINITY;
        }
      }
      Arrays.fill(noise, row + m, row + width, Float.NEGATIVE_INFINITY);
    }
    float weight = (float) config.negatives() / m;
    double loss = weight * (double) kernel.logistic(noise, 0, rows * width, -weight);
    kernel.combine(noise, 0, width, 1, rows, m, z, 0, stride, batch.inputs, from * stride);
    Arrays.fill(batch.noiseOutputs, first * stride, (first + m) * stride, 0f);
    kernel.combine(noise, 0, 1, width, m, rows, x, 0, stride, batch.noiseOutputs, first * stride);
    return loss;
  }

  /// Adds G Y to a basket's rows of dX, writes dY and returns the loss.
  private double basket(Batch batch, int start, int n, int from) {
    int width = Matrix.stride(n);
    int row = (start - from) * stride;
    pairs = GroupGradient.room(pairs, n * width);
    kernel.dots(x, row, n, y, row, n, stride, pairs, 0, width);
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
    kernel.combine(pairs, 0, width, 1, n, n, y, row, stride, batch.inputs, start * stride);
    kernel.combine(pairs, 0, 1, width, n, n, x, row, stride, batch.outputs, start * stride);
    return loss;
  }
}
