package dev.prod2vec.bench;

import static dev.prod2vec.linalg.Kernel.BLOCK;

import dev.prod2vec.bench.BatchShape.Basket;
import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;

/// The matrix products inside baskets, as `BasketGradient` of the trainer calls the kernel: S = X
/// Y^T, dX = G Y and dY = G^T X, where S stands for G. One thread uses one object.
final class BasketCalls {
  private final Kernel kernel = Kernel.best();
  private final int dim;
  private final int stride;
  private final float[] x;
  private final float[] y;
  private final float[] xPanels;
  private final float[] yPanels;
  private final float[] yColumns;
  private final float[] pairs;

  /// Rows of the part, and of each of its panels.
  private int contexts;

  private int products;

  /// @param rows most products of a part
  /// @param basket most products of a basket
  BasketCalls(int dim, int rows, int basket) {
    this.dim = dim;
    stride = Matrix.stride(dim);
    x = Rows.random(rows * stride, 3);
    y = Rows.random(rows * stride, 4);
    xPanels = new float[rows * stride];
    yPanels = new float[rows * stride];
    yColumns = new float[Matrix.stride(basket) * dim];
    pairs = new float[(basket + BLOCK - 1) / BLOCK * BLOCK * basket];
  }

  /// Packs the vectors of a part, to which the next calls belong.
  void pack(int partContexts, int partProducts) {
    contexts = partContexts;
    products = partProducts;
    kernel.pack(x, 0, contexts, stride, xPanels, 0, contexts);
    kernel.pack(y, 0, products, stride, yPanels, 0, products);
  }

  /// Packs the vectors of a basket for [#scores].
  void packColumns(Basket basket) {
    kernel.packTransposed(
        y, basket.product() * stride, basket.products(), stride, dim, yColumns, 0);
  }

  /// S = X Y^T.
  float[] scores(Basket basket) {
    int k = basket.contexts();
    int width = kernel.panel();
    for (int first = 0; first < basket.products(); first += width) {
      int at = first / BLOCK * BLOCK * k + first % BLOCK;
      for (int j = 0; j < width; j++) {
        for (int i = 0; i < k; i++) {
          pairs[at + i * BLOCK + j] = 0f;
        }
      }
      kernel.product(
          x, basket.context() * stride, stride, k, dim, yColumns, first * dim, pairs, at, BLOCK);
    }
    return pairs;
  }

  /// Adds G Y and G^T X, panel by panel in turns.
  ///
  /// @param dx gradients; those of the basket begin at row `dxRow`
  /// @param dy gradients; those of the basket begin at row `dyRow`
  void gradients(Basket basket, float[] dx, int dxRow, float[] dy, int dyRow) {
    for (int first = 0; first < basket.products(); first += BLOCK) {
      for (int column = 0; column < stride; column += kernel.panel()) {
        addToContexts(basket, first, column, dx, dxRow);
        addToProducts(basket, first, column, dy, dyRow);
      }
    }
  }

  /// Adds G Y alone.
  void contextGradient(Basket basket, float[] dx) {
    for (int first = 0; first < basket.products(); first += BLOCK) {
      for (int column = 0; column < stride; column += kernel.panel()) {
        addToContexts(basket, first, column, dx, 0);
      }
    }
  }

  /// Adds G^T X alone.
  void productGradient(Basket basket, float[] dy) {
    for (int first = 0; first < basket.products(); first += BLOCK) {
      for (int column = 0; column < stride; column += kernel.panel()) {
        addToProducts(basket, first, column, dy, 0);
      }
    }
  }

  private void addToContexts(Basket basket, int first, int column, float[] dx, int row) {
    kernel.product(
        pairs,
        first * basket.contexts(),
        BLOCK,
        basket.contexts(),
        Math.min(BLOCK, basket.products() - first),
        yPanels,
        column * products + (basket.product() + first) * kernel.panel(),
        dx,
        row * stride + column,
        stride);
  }

  private void addToProducts(Basket basket, int first, int column, float[] dy, int row) {
    kernel.transposedProduct(
        pairs,
        first * basket.contexts(),
        Math.min(BLOCK, basket.products() - first),
        basket.contexts(),
        xPanels,
        column * contexts + basket.context() * kernel.panel(),
        dy,
        (row + first) * stride + column,
        stride);
  }
}
