package dev.prod2vec.training;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import java.util.Arrays;

/// The gradient of completion: predict each product of a basket from the others. The context of
/// product i is the sum of the others' input vectors over the square root of their number; with a
/// share of the basket left out at random, so that no product is relied on (Srivastava et al. 2014):
///
///     c_i = m_i^-1/2 * sum of x_j over the m_i kept j != i
///     s_i = c_i . y_i + b_i
///     r_im = c_i . z_m + b_m - log(M q_m)      negative infinity where m is in the basket
///     loss_i = log(exp(s_i) + sum over m of exp(r_im)) - s_i
///
/// which is a softmax over all products whose sum is estimated from M noise products drawn with
/// probability q, each standing for 1 / (M q_m) others (Bengio and Senécal 2008). A group of baskets
/// shares its noise products, so that most of the work is matrix products of some size. The gradient
/// of a context goes to all products it was made of: the sum over the basket less the product's own.
final class CompletionGradient implements GroupGradient {
  private final Kernel kernel;
  private final Weights weights;
  private final TrainingConfig config;
  private final Noise source;
  private final int stride;

  /// Input and output rows of a group's products, their contexts, the gradients of these; grow with
  /// the largest group.
  private float[] x = new float[0];

  private float[] y = new float[0];
  private float[] contexts = new float[0];
  private float[] gradients = new float[0];

  /// Scores against the products themselves, scores against the noise, and m_i^-1/2 per product.
  private float[] own = new float[0];

  private float[] noise = new float[0];
  private float[] scales = new float[0];

  /// Output rows of the noise products, their transpose, and what is added to each one's scores.
  private final float[] z;

  private final float[] zt;
  private final float[] offsets;
  private final float[] sum;
  private final boolean[] inBasket;

  CompletionGradient(Kernel kernel, Weights weights, TrainingConfig config, Noise source) {
    this.kernel = kernel;
    this.weights = weights;
    this.config = config;
    this.source = source;
    this.stride = weights.input().stride();
    int width = Matrix.stride(config.noiseProducts());
    this.z = new float[config.noiseProducts() * stride];
    this.zt = new float[width * config.dim()];
    this.offsets = new float[width];
    this.sum = new float[stride];
    this.inBasket = new boolean[weights.bias().length];
  }

  @Override
  public void compute(Batch batch, int group) {
    int from = batch.groupStart(group);
    int rows = batch.groupStart(group + 1) - from;
    int m = config.noiseProducts();
    int width = Matrix.stride(m);
    int first = group * m;
    makeRoom(rows, width);
    Kernel.gather(weights.input(), batch.products, from, rows, x, 0);
    Kernel.gather(weights.output(), batch.products, from, rows, y, 0);
    Kernel.gather(weights.output(), batch.noise, first, m, z, 0);
    Kernel.transpose(z, 0, m, stride, config.dim(), zt, 0, width);
    for (int j = 0; j < m; j++) {
      int product = batch.noise[first + j];
      offsets[j] = weights.bias()[product] - source.logExpected(product);
    }
    for (int b = batch.groupStarts[group]; b < batch.groupStarts[group + 1]; b++) {
      contexts(batch, batch.starts[b], batch.starts[b + 1], from);
    }
    kernel.rowDots(contexts, 0, y, 0, rows, stride, own, 0);
    for (int i = 0; i < rows; i++) {
      System.arraycopy(offsets, 0, noise, i * width, width);
    }
    kernel.combine(contexts, 0, stride, 1, rows, config.dim(), zt, 0, width, noise, 0);
    Arrays.fill(batch.noiseBiases, first, first + m, 0f);
    batch.losses[group] = 0;
    batch.predictions[group] = 0;
    for (int b = batch.groupStarts[group]; b < batch.groupStarts[group + 1]; b++) {
      softmax(batch, group, batch.starts[b], batch.starts[b + 1], from);
    }
    kernel.combine(noise, 0, width, 1, rows, m, z, 0, stride, gradients, 0);
    Arrays.fill(batch.noiseOutputs, first * stride, (first + m) * stride, 0f);
    kernel.combine(
        noise, 0, 1, width, m, rows, contexts, 0, stride, batch.noiseOutputs, first * stride);
    for (int b = batch.groupStarts[group]; b < batch.groupStarts[group + 1]; b++) {
      handOn(batch, batch.starts[b], batch.starts[b + 1], from);
    }
  }

  private void makeRoom(int rows, int width) {
    x = GroupGradient.room(x, rows * stride);
    y = GroupGradient.room(y, rows * stride);
    contexts = GroupGradient.room(contexts, rows * stride);
    gradients = GroupGradient.room(gradients, rows * stride);
    own = GroupGradient.room(own, rows);
    scales = GroupGradient.room(scales, rows);
    noise = GroupGradient.room(noise, rows * width);
  }

  /// Makes the contexts of one basket; that of a product with no other kept one is zeros.
  private void contexts(Batch batch, int start, int end, int from) {
    int kept = 0;
    Arrays.fill(sum, 0f);
    for (int i = start; i < end; i++) {
      if (batch.kept[i]) {
        kept++;
        kernel.add(1f, x, (i - from) * stride, sum, 0, stride);
      }
    }
    for (int i = start; i < end; i++) {
      int others = batch.kept[i] ? kept - 1 : kept;
      float scale = others == 0 ? 0f : (float) (1 / Math.sqrt(others));
      int row = (i - from) * stride;
      scales[i - from] = scale;
      kernel.scaled(scale, sum, 0, contexts, row, stride);
      if (batch.kept[i]) {
        kernel.add(-scale, x, row, contexts, row, stride);
      }
    }
  }

  /// Turns the scores of one basket into gradients of the scores: in `noise`, in the biases, in dY
  /// of the basket's own products and in the first term of the contexts' gradients. A product
  /// without a context is not predicted.
  private void softmax(Batch batch, int group, int start, int end, int from) {
    int m = config.noiseProducts();
    int width = Matrix.stride(m);
    int first = group * m;
    for (int i = start; i < end; i++) {
      inBasket[batch.products[i]] = true;
    }
    for (int j = 0; j < m; j++) {
      if (inBasket[batch.noise[first + j]]) {
        for (int i = start; i < end; i++) {
          noise[(i - from) * width + j] = Float.NEGATIVE_INFINITY;
        }
      }
    }
    for (int i = start; i < end; i++) {
      inBasket[batch.products[i]] = false;
      int row = (i - from) * width;
      float gradient = 0f;
      if (scales[i - from] == 0f) {
        Arrays.fill(noise, row, row + m, 0f);
      } else {
        float score = own[i - from] + weights.bias()[batch.products[i]];
        float max = Math.max(score, kernel.max(noise, row, row + m));
        float others = kernel.exp(noise, row, row + m, max);
        float itself = Kernel.exp(score - max);
        gradient = others / (others + itself);
        Kernel.scale(noise, row, row + m, -1f / (others + itself));
        for (int j = 0; j < m; j++) {
          batch.noiseBiases[first + j] += noise[row + j];
        }
        batch.losses[group] += Kernel.log(others + itself) - ((double) score - max);
        batch.predictions[group]++;
      }
      batch.biases[i] = gradient;
      int at = (i - from) * stride;
      kernel.scaled(gradient, contexts, at, batch.outputs, i * stride, stride);
      kernel.scaled(gradient, y, at, gradients, at, stride);
    }
  }

  /// Hands the gradients of one basket's contexts on to the products they were made of.
  private void handOn(Batch batch, int start, int end, int from) {
    Arrays.fill(sum, 0f);
    for (int i = start; i < end; i++) {
      kernel.add(scales[i - from], gradients, (i - from) * stride, sum, 0, stride);
    }
    for (int i = start; i < end; i++) {
      int at = i * stride;
      if (batch.kept[i]) {
        System.arraycopy(sum, 0, batch.inputs, at, stride);
        kernel.add(-scales[i - from], gradients, (i - from) * stride, batch.inputs, at, stride);
      } else {
        Arrays.fill(batch.inputs, at, at + stride, 0f);
      }
    }
  }
}
