package dev.prod2vec.training;

import static dev.prod2vec.linalg.Kernel.BLOCK;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import java.util.Arrays;

/// The gradients of the baskets of a part, all at once. With X the input rows of the products that
/// predict and Y the output rows of all products, S = X Y^T, of which a [PairLoss] makes G, the
/// gradient of S, which is 0 for products of two baskets. Then
///
///     dX = G Y ;  dY = G^T X
///
/// The products of two baskets are computed for nothing: baskets are smaller than what a processor
/// computes at once. Nobody may change the weights meanwhile. One thread uses one object.
final class BasketGradient {
  private final Kernel kernel;
  private final TrainingState state;
  private final PairLoss loss;
  private final int dim;
  private final int stride;

  /// X and Y, as rows and as panels; Y also as the columns of panels; and S, block after block. Grow
  /// with the largest part.
  private float[] x = new float[0];

  private float[] y = new float[0];
  private float[] xPanels = new float[0];
  private float[] yPanels = new float[0];
  private float[] yColumns = new float[0];
  private float[] pairs = new float[0];
  private final float[] offsets = new float[BLOCK];

  BasketGradient(Kernel kernel, TrainingState state, PairLoss loss) {
    this.kernel = kernel;
    this.state = state;
    this.loss = loss;
    this.dim = state.dim();
    this.stride = state.input().stride();
  }

  /// Overwrites the gradients of the part's products and its loss.
  void compute(Batch batch, Gradients gradients, int part) {
    int product = batch.partProduct(part);
    int n = batch.partProduct(part + 1) - product;
    int context = batch.partContext(part);
    int k = batch.partContext(part + 1) - context;
    x = Gradients.room(x, k * stride);
    y = Gradients.room(y, n * stride);
    xPanels = Gradients.room(xPanels, k * stride);
    yPanels = Gradients.room(yPanels, n * stride);
    Kernel.gather(state.input(), batch.contexts(), context, k, x, 0);
    Kernel.gather(state.output(), batch.products(), product, n, y, 0);
    kernel.pack(x, 0, k, stride, xPanels, 0, k);
    kernel.pack(y, 0, n, stride, yPanels, 0, n);
    score(batch, product, n, k);
    gradients.clearLoss(part);
    for (int basket = batch.partStart(part); basket < batch.partStart(part + 1); basket++) {
      loss.basket(batch, gradients, part, basket, pairs);
    }
    Arrays.fill(gradients.inputs, context * stride, (context + k) * stride, 0f);
    Arrays.fill(gradients.outputs, product * stride, (product + n) * stride, 0f);
    int width = kernel.panel();
    for (int first = 0; first < n; first += BLOCK) {
      int count = Math.min(BLOCK, n - first);
      for (int column = 0; column < stride; column += width) {
        kernel.product(
            pairs,
            first * k,
            BLOCK,
            k,
            count,
            yPanels,
            column * n + first * width,
            gradients.inputs,
            context * stride + column,
            stride);
        kernel.transposedProduct(
            pairs,
            first * k,
            count,
            k,
            xPanels,
            column * k,
            gradients.outputs,
            (product + first) * stride + column,
            stride);
      }
    }
  }

  /// Computes S: block after block, each with a row for each product that predicts.
  private void score(Batch batch, int product, int n, int k) {
    int width = kernel.panel();
    // The rows of a block are followed by another one, for columns that cross its end.
    pairs = Gradients.room(pairs, ((n + BLOCK - 1) / BLOCK * k + 1) * BLOCK);
    yColumns = Gradients.room(yColumns, Matrix.stride(n) * dim);
    kernel.packTransposed(y, 0, n, stride, dim, yColumns, 0);
    for (int first = 0; first < n; first += width) {
      int at = first / BLOCK * BLOCK * k + first % BLOCK;
      for (int j = 0; j < width; j++) {
        offsets[j] = first + j < n ? loss.pairOffset(batch, product + first + j) : 0f;
      }
      for (int i = 0; i < k; i++) {
        System.arraycopy(offsets, 0, pairs, at + i * BLOCK, width);
      }
      kernel.product(x, 0, stride, k, dim, yColumns, first * dim, pairs, at, BLOCK);
    }
  }
}
