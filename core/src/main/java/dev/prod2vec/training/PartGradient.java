package dev.prod2vec.training;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import java.util.Arrays;

/// The gradient of a part, as small matrix products. With X the input rows of the k products of a
/// basket that predict, Y the output rows of all its n products, Z the output rows of the M noise
/// products that its group shares, S = X Y^T and R = X Z^T, a [PairLoss] gives G and H, the
/// gradients of S and R. Then
///
///     dX = G Y + H Z ;  dY = G^T X
///
/// while dZ = H^T X is left to [NoiseGradient]. Each purchase also subtracts lambda times its
/// product's vectors, which is the gradient of lambda / 2 times their squares (weight decay).
/// Nobody may change the weights meanwhile. One thread uses one object.
final class PartGradient {
  private final Kernel kernel;
  private final TrainingState state;
  private final PairLoss loss;
  private final float decay;
  private final int dim;
  private final int m;
  private final int stride;

  private final NoiseRows z;

  /// Rows of Y, and S of a basket; grow with the largest part.
  private float[] y = new float[0];

  private float[] pairs = new float[0];

  PartGradient(
      BatchObjective objective,
      TrainingState state,
      Noise noise,
      TrainingConfig config,
      Kernel kernel) {
    this.kernel = kernel;
    this.state = state;
    this.loss = objective.loss(state, noise, config, kernel);
    this.decay = (float) objective.weightDecay(config);
    this.dim = config.dim();
    this.m = config.noiseProducts();
    this.stride = state.input().stride();
    this.z = new NoiseRows(state.output(), m);
  }

  /// Overwrites the gradients of the part's products, the gradients of its scores against noise,
  /// and its loss.
  void compute(Batch batch, Gradients gradients, int part) {
    int product = batch.partProduct(part);
    int products = batch.partProduct(part + 1) - product;
    int context = batch.partContext(part);
    int contexts = batch.partContext(part + 1) - context;
    int group = batch.partGroup(part);
    int x = context * stride;
    int noise = context * z.width;
    float[] rows = gradients.x;
    float[] scores = gradients.noiseScores;
    float[] inputs = gradients.inputs.values;
    float[] outputs = gradients.outputs.values;
    y = room(y, products * stride);
    Kernel.gather(state.input(), batch.contexts(), context, contexts, rows, x);
    Kernel.gather(state.output(), batch.products(), product, products, y, 0);
    if (z.load(batch, gradients.number(), group)) {
      loss.load(batch, group);
    }
    Arrays.fill(scores, noise, noise + contexts * z.width, 0f);
    kernel.combine(rows, x, stride, 1, contexts, dim, z.columns, 0, z.width, scores, noise);
    Arrays.fill(inputs, x, x + contexts * stride, 0f);
    Arrays.fill(outputs, product * stride, (product + products) * stride, 0f);
    gradients.clearLoss(part);
    for (int b = batch.partStart(part); b < batch.partStart(part + 1); b++) {
      basket(batch, gradients, part, b);
    }
    kernel.combine(scores, noise, z.width, 1, contexts, m, z.rows, 0, stride, inputs, x);
    if (decay > 0) {
      kernel.add(-decay, rows, x, inputs, x, contexts * stride);
      kernel.add(-decay, y, 0, outputs, product * stride, products * stride);
    }
  }

  /// Turns a basket's S and R into G and H, adds G Y to dX and writes dY.
  private void basket(Batch batch, Gradients gradients, int part, int basket) {
    int k = batch.contextSize(basket);
    int n = batch.size(basket);
    int width = Matrix.stride(n);
    int x = batch.contextStart(basket) * stride;
    int out = batch.start(basket) * stride;
    int yRow = out - batch.partProduct(part) * stride;
    float[] rows = gradients.x;
    pairs = room(pairs, k * width);
    kernel.dots(rows, x, k, y, yRow, n, stride, pairs, 0, width);
    loss.gradient(batch, gradients, part, basket, pairs);
    kernel.combine(pairs, 0, width, 1, k, n, y, yRow, stride, gradients.inputs.values, x);
    kernel.combine(pairs, 0, 1, width, n, k, rows, x, stride, gradients.outputs.values, out);
  }

  /// The array, or a longer and empty one if it is too short.
  static float[] room(float[] array, int length) {
    return array.length < length ? new float[length + length / 2] : array;
  }
}
