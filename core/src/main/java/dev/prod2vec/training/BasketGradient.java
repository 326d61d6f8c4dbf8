package dev.prod2vec.training;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;

/// The gradient of one basket as a small matrix product. With X the input rows of the n products,
/// Y the output rows of the same products and of M noise products, and S = X Y^T:
///
///     G_ij = 1 / (n - 1) * (1 - sigma(S_ij))    j in the basket, i != j, else 0
///     G_ij = -K / M * sigma(S_ij)               j noise, 0 where the noise product is i itself
///     dX = G Y ;  dY = G^T X
///
/// which is up the log likelihood of skip-gram with negative sampling (Mikolov et al. 2013): each
/// product predicts each other one with weight 1 / (n - 1), against K noise products per
/// prediction, drawn once for the whole basket. One thread uses one object.
final class BasketGradient {
  private final Kernel kernel;
  private final Matrix input;
  private final Matrix output;
  private final int negatives;
  private final int noise;
  private final int[] inputStarts;
  private final int[] outputStarts;
  private final int[] rowStarts;

  /// X and Y as rows of panels, Y^T as columns of panels; G, G^T and what the loss is made of.
  private final float[] x;

  private final float[] y;
  private final float[] yt;
  private final float[] g;
  private final float[] gt;
  private final float[] softplus;

  BasketGradient(
      Kernel kernel, Matrix input, Matrix output, int maxLength, int noise, int negatives) {
    int all = maxLength + noise;
    this.kernel = kernel;
    this.input = input;
    this.output = output;
    this.negatives = negatives;
    this.noise = noise;
    inputStarts = new int[maxLength];
    outputStarts = new int[all];
    rowStarts = new int[all];
    x = new float[maxLength * input.stride()];
    y = new float[all * input.stride()];
    yt = new float[Matrix.stride(all) * input.dim()];
    g = new float[maxLength * Matrix.stride(all)];
    gt = new float[all * Matrix.stride(maxLength)];
    softplus = new float[g.length];
  }

  /// Writes the gradient's rows and returns the loss, weighted as the gradient is.
  ///
  /// @param targets the basket's n products from `targetsStart` on, then the noise products
  /// @param gradients rows dX, then dY, from `at` on
  double compute(int[] targets, int targetsStart, int n, float[] gradients, int at) {
    int stride = input.stride();
    int dim = input.dim();
    int all = n + noise;
    int cols = Matrix.stride(all);
    int rows = Matrix.stride(n);
    for (int i = 0; i < all; i++) {
      outputStarts[i] = targets[targetsStart + i] * stride;
    }
    System.arraycopy(outputStarts, 0, inputStarts, 0, n);
    Kernel.packRows(input.values(), inputStarts, n, stride, x);
    Kernel.packRows(output.values(), outputStarts, all, stride, y);
    Kernel.packColumns(output.values(), outputStarts, all, dim, yt);
    for (int col = 0; col < cols; col += Matrix.LANES) {
      kernel.multiply(input.values(), inputStarts, n, dim, yt, col * dim, g, col, cols);
    }
    double loss = weigh(n, all, cols);
    for (int i = 0; i < n; i++) {
      rowStarts[i] = i * cols;
      for (int j = 0; j < all; j++) {
        gt[j * rows + i] = g[i * cols + j];
      }
    }
    for (int col = 0; col < stride; col += Matrix.LANES) {
      kernel.multiply(g, rowStarts, n, all, y, col * all, gradients, at + col, stride);
    }
    for (int j = 0; j < all; j++) {
      rowStarts[j] = j * rows;
    }
    int behind = at + n * stride;
    for (int col = 0; col < stride; col += Matrix.LANES) {
      kernel.multiply(gt, rowStarts, all, n, x, col * n, gradients, behind + col, stride);
    }
    return loss;
  }

  /// Turns the scores S in `g` into the weights G; returns the loss.
  private double weigh(int n, int all, int cols) {
    for (int i = 0; i < n; i++) {
      // 1 - sigma(s) is sigma(-s), and -log sigma(s) is softplus(-s).
      for (int at = i * cols; at < i * cols + n; at++) {
        g[at] = -g[at];
      }
    }
    kernel.logistic(g, softplus, 0, n * cols);
    float pairWeight = 1f / (n - 1);
    float noiseWeight = (float) negatives / noise;
    double loss = 0;
    for (int i = 0; i < n; i++) {
      int row = i * cols;
      softplus[row + i] = 0f;
      g[row + i] = 0f;
      float pairs = 0f;
      for (int at = row; at < row + n; at++) {
        pairs += softplus[at];
        g[at] *= pairWeight;
      }
      float drawn = 0f;
      for (int j = n; j < all; j++) {
        if (outputStarts[j] == inputStarts[i]) {
          g[row + j] = 0f;
        } else {
          drawn += softplus[row + j];
          g[row + j] *= -noiseWeight;
        }
      }
      loss += pairWeight * pairs + noiseWeight * drawn;
    }
    return loss;
  }
}
