package dev.prod2vec.training;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import java.util.Arrays;

/// The gradient of a part, as small matrix products. With X and Y the input and output rows of a
/// basket's n products, Z the output rows of the M noise products that its group shares, S = X Y^T
/// and R = X Z^T, a [PairLoss] gives G and H, the gradients of S and R. Then
///
///     dX = G Y + H Z ;  dY = G^T X
///
/// while dZ = H^T X is left to [NoiseGradient]. Each purchase also takes the share lambda of its
/// product's vectors away, which is the gradient of lambda / 2 times their squares. Gradients are
/// those of weights that nobody changes meanwhile. One thread uses one object.
final class PartGradient {
  private final Kernel kernel;
  private final Weights weights;
  private final PairLoss loss;
  private final float decay;
  private final int dim;
  private final int m;
  private final int stride;

  private final NoiseRows z;

  /// Rows of Y, and S of a basket; grow with the largest part.
  private float[] y = new float[0];

  private float[] pairs = new float[0];

  PartGradient(Kernel kernel, Weights weights, TrainingConfig config, Noise noise) {
    this.kernel = kernel;
    this.weights = weights;
    this.loss =
        config.objective() == Objective.COMPLETION
            ? new CompletionLoss(kernel, weights.bias(), config, noise)
            : new SkipGramLoss(kernel, config);
    this.decay = config.objective() == Objective.COMPLETION ? (float) config.weightDecay() : 0f;
    this.dim = config.dim();
    this.m = config.noiseProducts();
    this.stride = weights.input().stride();
    this.z = new NoiseRows(weights.output(), m);
  }

  /// Overwrites the part's rows of the gradients in the batch, what the gradients of its noise are
  /// made of, and its loss.
  void compute(Batch batch, int part) {
    int from = batch.partStart(part);
    int rows = batch.partStart(part + 1) - from;
    int group = batch.partGroups[part];
    int at = from * stride;
    int noise = from * z.width;
    y = room(y, rows * stride);
    Kernel.gather(weights.input(), batch.products, from, rows, batch.x, at);
    Kernel.gather(weights.output(), batch.products, from, rows, y, 0);
    if (z.load(batch, group)) {
      loss.load(batch, group);
    }
    Arrays.fill(batch.noiseScores, noise, noise + rows * z.width, 0f);
    kernel.combine(
        batch.x, at, stride, 1, rows, dim, z.columns, 0, z.width, batch.noiseScores, noise);
    Arrays.fill(batch.inputs, at, at + rows * stride, 0f);
    Arrays.fill(batch.outputs, at, at + rows * stride, 0f);
    batch.losses[part] = 0;
    batch.predictions[part] = 0;
    for (int b = batch.partStarts[part]; b < batch.partStarts[part + 1]; b++) {
      basket(batch, part, batch.starts[b], batch.starts[b + 1] - batch.starts[b]);
    }
    kernel.combine(
        batch.noiseScores, noise, z.width, 1, rows, m, z.rows, 0, stride, batch.inputs, at);
    if (decay > 0) {
      kernel.add(-decay, batch.x, at, batch.inputs, at, rows * stride);
      kernel.add(-decay, y, 0, batch.outputs, at, rows * stride);
    }
  }

  /// Turns a basket's S and R into G and H, adds G Y to dX and writes dY.
  private void basket(Batch batch, int part, int start, int n) {
    int width = Matrix.stride(n);
    int at = start * stride;
    int yRow = at - batch.partStart(part) * stride;
    pairs = room(pairs, n * width);
    kernel.dots(batch.x, at, n, y, yRow, n, stride, pairs, 0, width);
    loss.gradient(batch, part, start, n, pairs);
    kernel.combine(pairs, 0, width, 1, n, n, y, yRow, stride, batch.inputs, at);
    kernel.combine(pairs, 0, 1, width, n, n, batch.x, at, stride, batch.outputs, at);
  }

  /// The array, or a longer one where it is too short; what it held is lost then.
  static float[] room(float[] array, int length) {
    return array.length < length ? new float[length + length / 2] : array;
  }
}
