package dev.prod2vec.training;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import java.util.Arrays;

/// The gradient of a part, as small matrix products. With X the input rows of those k products of a
/// basket that predict, Y the output rows of all its n products, Z those of the M noise products that
/// its group shares, S = X Y^T and R = X Z^T, a [PairLoss] gives G and H, the gradients of S and R. Then
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
    int product = batch.partStart(part);
    int products = batch.partStart(part + 1) - product;
    int context = batch.partContext(part);
    int contexts = batch.partContext(part + 1) - context;
    int group = batch.partGroups[part];
    int x = context * stride;
    int noise = context * z.width;
    y = room(y, products * stride);
    Kernel.gather(weights.input(), batch.contexts, context, contexts, batch.x, x);
    Kernel.gather(weights.output(), batch.products, product, products, y, 0);
    if (z.load(batch, group)) {
      loss.load(batch, group);
    }
    Arrays.fill(batch.noiseScores, noise, noise + contexts * z.width, 0f);
    kernel.combine(
        batch.x, x, stride, 1, contexts, dim, z.columns, 0, z.width, batch.noiseScores, noise);
    Arrays.fill(batch.inputs, x, x + contexts * stride, 0f);
    Arrays.fill(batch.outputs, product * stride, (product + products) * stride, 0f);
    batch.losses[part] = 0;
    batch.predictions[part] = 0;
    for (int b = batch.partStarts[part]; b < batch.partStarts[part + 1]; b++) {
      basket(batch, part, b);
    }
    kernel.combine(
        batch.noiseScores, noise, z.width, 1, contexts, m, z.rows, 0, stride, batch.inputs, x);
    if (decay > 0) {
      kernel.add(-decay, batch.x, x, batch.inputs, x, contexts * stride);
      kernel.add(-decay, y, 0, batch.outputs, product * stride, products * stride);
    }
  }

  /// Turns a basket's S and R into G and H, adds G Y to dX and writes dY.
  private void basket(Batch batch, int part, int basket) {
    int k = batch.contexts(basket);
    int n = batch.size(basket);
    int width = Matrix.stride(n);
    int x = batch.contextStarts[basket] * stride;
    int out = batch.starts[basket] * stride;
    int yRow = out - batch.partStart(part) * stride;
    pairs = room(pairs, k * width);
    kernel.dots(batch.x, x, k, y, yRow, n, stride, pairs, 0, width);
    loss.gradient(batch, part, basket, pairs);
    kernel.combine(pairs, 0, width, 1, k, n, y, yRow, stride, batch.inputs, x);
    kernel.combine(pairs, 0, 1, width, n, k, batch.x, x, stride, batch.outputs, out);
  }

  /// The array, or a longer one where it is too short; what it held is lost then.
  static float[] room(float[] array, int length) {
    return array.length < length ? new float[length + length / 2] : array;
  }
}
