package dev.prod2vec.training;

import dev.prod2vec.linalg.Kernel;
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
/// shares its noise products, so that most of the work is matrix products of some size; what these
/// gain is left to [NoiseGradient]. The gradient of a context goes to all products it was made of:
/// the sum over the basket less the product's own. Each purchase also takes the share lambda of its
/// product's vectors away, which is the gradient of lambda / 2 times their squares.
final class CompletionGradient implements PartGradient {
  private final Kernel kernel;
  private final Weights weights;
  private final TrainingConfig config;
  private final Noise source;
  private final float decay;
  private final int stride;

  /// Input and output rows of a part's products and the gradients of their contexts; grow with the
  /// largest part.
  private float[] x = new float[0];

  private float[] y = new float[0];
  private float[] gradients = new float[0];

  /// Scores against the products themselves, and m_i^-1/2 per product.
  private float[] own = new float[0];

  private float[] scales = new float[0];

  /// The noise products, and what is added to each one's scores.
  private final NoiseRows z;

  private final float[] offsets;
  private final float[] sum;
  private final boolean[] inBasket;

  CompletionGradient(Kernel kernel, Weights weights, TrainingConfig config, Noise source) {
    this.kernel = kernel;
    this.weights = weights;
    this.config = config;
    this.source = source;
    this.decay = (float) config.weightDecay();
    this.stride = weights.input().stride();
    this.z = new NoiseRows(weights.output(), config.noiseProducts());
    this.offsets = new float[z.width];
    this.sum = new float[stride];
    this.inBasket = new boolean[weights.bias().length];
  }

  @Override
  public void compute(Batch batch, int part) {
    int from = batch.partStart(part);
    int rows = batch.partStart(part + 1) - from;
    int group = batch.partGroups[part];
    makeRoom(rows);
    Kernel.gather(weights.input(), batch.products, from, rows, x, 0);
    Kernel.gather(weights.output(), batch.products, from, rows, y, 0);
    load(batch, group);
    for (int b = batch.partStarts[part]; b < batch.partStarts[part + 1]; b++) {
      contexts(batch, batch.starts[b], batch.starts[b + 1], from);
    }
    int contexts = from * stride;
    int scores = from * z.width;
    kernel.rowDots(batch.scored, contexts, y, 0, rows, stride, own, 0);
    for (int i = 0; i < rows; i++) {
      System.arraycopy(offsets, 0, batch.noiseScores, scores + i * z.width, z.width);
    }
    kernel.combine(
        batch.scored,
        contexts,
        stride,
        1,
        rows,
        config.dim(),
        z.columns,
        0,
        z.width,
        batch.noiseScores,
        scores);
    batch.losses[part] = 0;
    batch.predictions[part] = 0;
    for (int b = batch.partStarts[part]; b < batch.partStarts[part + 1]; b++) {
      softmax(batch, part, batch.starts[b], batch.starts[b + 1], from);
    }
    int m = config.noiseProducts();
    kernel.combine(batch.noiseScores, scores, z.width, 1, rows, m, z.rows, 0, stride, gradients, 0);
    for (int b = batch.partStarts[part]; b < batch.partStarts[part + 1]; b++) {
      handOn(batch, batch.starts[b], batch.starts[b + 1], from);
    }
    if (decay > 0) {
      kernel.add(-decay, x, 0, batch.inputs, contexts, rows * stride);
      kernel.add(-decay, y, 0, batch.outputs, contexts, rows * stride);
    }
  }

  private void makeRoom(int rows) {
    x = PartGradient.room(x, rows * stride);
    y = PartGradient.room(y, rows * stride);
    gradients = PartGradient.room(gradients, rows * stride);
    own = PartGradient.room(own, rows);
    scales = PartGradient.room(scales, rows);
  }

  private void load(Batch batch, int group) {
    if (z.load(batch, group)) {
      for (int j = 0; j < config.noiseProducts(); j++) {
        int product = batch.noise[group * config.noiseProducts() + j];
        offsets[j] = weights.bias()[product] - source.logExpected(product);
      }
    }
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
      scales[i - from] = scale;
      kernel.scaled(scale, sum, 0, batch.scored, i * stride, stride);
      if (batch.kept[i]) {
        kernel.add(-scale, x, (i - from) * stride, batch.scored, i * stride, stride);
      }
    }
  }

  /// Turns the scores of one basket into gradients of the scores: against the noise, in the biases,
  /// in dY of the basket's own products and in the first term of the contexts' gradients. A product
  /// without a context is not predicted.
  private void softmax(Batch batch, int part, int start, int end, int from) {
    int m = config.noiseProducts();
    int width = z.width;
    int first = batch.partGroups[part] * m;
    float[] noise = batch.noiseScores;
    for (int i = start; i < end; i++) {
      inBasket[batch.products[i]] = true;
    }
    for (int j = 0; j < m; j++) {
      if (inBasket[batch.noise[first + j]]) {
        for (int i = start; i < end; i++) {
          noise[i * width + j] = Float.NEGATIVE_INFINITY;
        }
      }
    }
    for (int i = start; i < end; i++) {
      inBasket[batch.products[i]] = false;
      int row = i * width;
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
        batch.losses[part] += Kernel.log(others + itself) - ((double) score - max);
        batch.predictions[part]++;
      }
      batch.biases[i] = gradient;
      int at = (i - from) * stride;
      kernel.scaled(gradient, batch.scored, i * stride, batch.outputs, i * stride, stride);
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
