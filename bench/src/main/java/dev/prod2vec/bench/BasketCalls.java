package dev.prod2vec.bench;

import static dev.prod2vec.linalg.Kernel.BLOCK;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;

/// The matrix products inside the baskets of a part, as `BasketGradient` of the trainer calls the
/// kernel: S = X Y^T, dX = G Y and dY = G^T X, where S stands for G. One thread uses one object.
final class BasketCalls {
  private final Kernel kernel = Kernel.best();
  private final int dim;
  private final int stride;
  private final float[] x;
  private final float[] y;
  private final float[] xPanels;
  private final float[] yPanels;
  private final float[] yColumns;
  private final float[] offsets = new float[BLOCK];
  private final float[] pairs;

  /// Products of the part that predict, and all of them.
  private int k;

  private int n;

  /// @param rows most products of a part
  BasketCalls(int dim, int rows) {
    this.dim = dim;
    stride = Matrix.stride(dim);
    x = Rows.random(rows * stride, 3);
    y = Rows.random(rows * stride, 4);
    xPanels = new float[rows * stride];
    yPanels = new float[rows * stride];
    yColumns = new float[Matrix.stride(rows) * dim];
    pairs = new float[((rows + BLOCK - 1) / BLOCK * rows + 1) * BLOCK];
  }

  /// Packs the vectors of a part, to which the next calls belong.
  void pack(int contexts, int products) {
    k = contexts;
    n = products;
    kernel.pack(x, 0, k, stride, xPanels, 0, k);
    kernel.pack(y, 0, n, stride, yPanels, 0, n);
    kernel.packTransposed(y, 0, n, stride, dim, yColumns, 0);
  }

  /// S = X Y^T.
  float[] scores() {
    int width = kernel.panel();
    for (int first = 0; first < n; first += width) {
      int at = first / BLOCK * BLOCK * k + first % BLOCK;
      for (int i = 0; i < k; i++) {
        System.arraycopy(offsets, 0, pairs, at + i * BLOCK, width);
      }
      kernel.product(x, 0, stride, k, dim, yColumns, first * dim, pairs, at, BLOCK);
    }
    return pairs;
  }

  /// Adds G Y and G^T X, panel by panel in turns.
  ///
  /// @param dx gradients; those of the part begin at row `dxRow`
  /// @param dy gradients; those of the part begin at row `dyRow`
  void gradients(float[] dx, int dxRow, float[] dy, int dyRow) {
    for (int first = 0; first < n; first += BLOCK) {
      for (int column = 0; column < stride; column += kernel.panel()) {
        addToContexts(first, column, dx, dxRow);
        addToProducts(first, column, dy, dyRow);
      }
    }
  }

  /// Adds G Y alone.
  void contextGradient(float[] dx) {
    for (int first = 0; first < n; first += BLOCK) {
      for (int column = 0; column < stride; column += kernel.panel()) {
        addToContexts(first, column, dx, 0);
      }
    }
  }

  /// Adds G^T X alone.
  void productGradient(float[] dy) {
    for (int first = 0; first < n; first += BLOCK) {
      for (int column = 0; column < stride; column += kernel.panel()) {
        addToProducts(first, column, dy, 0);
      }
    }
  }

  private void addToContexts(int first, int column, float[] dx, int row) {
    kernel.product(
        pairs,
        first * k,
        BLOCK,
        k,
        Math.min(BLOCK, n - first),
        yPanels,
        column * n + first * kernel.panel(),
        dx,
        row * stride + column,
        stride);
  }

  private void addToProducts(int first, int column, float[] dy, int row) {
    kernel.transposedProduct(
        pairs,
        first * k,
        Math.min(BLOCK, n - first),
        k,
        xPanels,
        column * k,
        dy,
        (row + first) * stride + column,
        stride);
  }
}
