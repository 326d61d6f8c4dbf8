package dev.prod2vec.training;

import static dev.prod2vec.linalg.Kernel.BLOCK;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import java.util.Arrays;

/// The gradients of the baskets of a part. With X the input rows of the k products of a basket that
/// predict and Y the output rows of all its n products, S = X Y^T, of which a [PairLoss] makes G,
/// the gradient of S. Then
///
///     dX = G Y ;  dY = G^T X
///
/// Nobody may change the weights meanwhile. One thread uses one object.
final class BasketGradient {
  private final Kernel kernel;
  private final TrainingState state;
  private final PairLoss loss;
  private final int dim;
  private final int stride;

  /// The rows of a part's X and Y, one after the other and as panels; Y of a basket as the columns
  /// of panels; and its S. Grow with the largest part.
  private float[] x = new float[0];

  private float[] y = new float[0];
  private float[] xPanels = new float[0];
  private float[] yPanels = new float[0];
  private float[] yColumns = new float[0];
  private float[] pairs = new float[0];

  /// What is added to the scores of a panel's columns.
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
    int products = batch.partProduct(part + 1) - product;
    int context = batch.partContext(part);
    int contexts = batch.partContext(part + 1) - context;
    x = Gradients.room(x, contexts * stride);
    y = Gradients.room(y, products * stride);
    xPanels = Gradients.room(xPanels, contexts * stride);
    yPanels = Gradients.room(yPanels, products * stride);
    Kernel.gather(state.input(), batch.contexts(), context, contexts, x, 0);
    Kernel.gather(state.output(), batch.products(), product, products, y, 0);
    kernel.pack(x, 0, contexts, stride, xPanels, 0, contexts);
    kernel.pack(y, 0, products, stride, yPanels, 0, products);
    Arrays.fill(gradients.inputs, context * stride, (context + contexts) * stride, 0f);
    Arrays.fill(gradients.outputs, product * stride, (product + products) * stride, 0f);
    gradients.clearLoss(part);
    for (int basket = batch.partStart(part); basket < batch.partStart(part + 1); basket++) {
      basket(batch, gradients, part, basket);
    }
  }

  private void basket(Batch batch, Gradients gradients, int part, int basket) {
    int k = batch.contextSize(basket);
    int n = batch.size(basket);
    score(batch, part, basket);
    loss.basket(batch, gradients, part, basket, pairs);
    int width = kernel.panel();
    int contexts = batch.partContext(part + 1) - batch.partContext(part);
    int products = batch.partProduct(part + 1) - batch.partProduct(part);
    int xRow = batch.contextStart(basket) - batch.partContext(part);
    int yRow = batch.start(basket) - batch.partProduct(part);
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
            column * products + (yRow + first) * width,
            gradients.inputs,
            batch.contextStart(basket) * stride + column,
            stride);
        kernel.transposedProduct(
            pairs,
            first * k,
            count,
            k,
            xPanels,
            column * contexts + xRow * width,
            gradients.outputs,
            (batch.start(basket) + first) * stride + column,
            stride);
      }
    }
  }

  /// Computes S: block after block, each with a row for each product that predicts.
  private void score(Batch batch, int part, int basket) {
    int k = batch.contextSize(basket);
    int n = batch.size(basket);
    int start = batch.start(basket);
    int xRow = batch.contextStart(basket) - batch.partContext(part);
    int yRow = start - batch.partProduct(part);
    int width = kernel.panel();
    int blocks = (n + BLOCK - 1) / BLOCK;
    pairs = Gradients.room(pairs, blocks * BLOCK * k);
    yColumns = Gradients.room(yColumns, Matrix.stride(n) * dim);
    kernel.packTransposed(y, yRow * stride, n, stride, dim, yColumns, 0);
    for (int first = 0; first < n; first += width) {
      int at = first / BLOCK * BLOCK * k + first % BLOCK;
      for (int j = 0; j < width; j++) {
        offsets[j] = first + j < n ? loss.pairOffset(batch, start + first + j) : 0f;
      }
      for (int i = 0; i < k; i++) {
        System.arraycopy(offsets, 0, pairs, at + i * BLOCK, width);
      }
      kernel.product(x, xRow * stride, stride, k, dim, yColumns, first * dim, pairs, at, BLOCK);
    }
  }
}
