package dev.prod2vec.bench;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import dev.prod2vec.training.TrainingConfig;

/// The matrix products of a skip-gram epoch without all else, on one core: the same calls of the
/// kernel in the same shapes and order, on rows that are in the cache already.
final class BasketProducts {
  private final Kernel kernel = Kernel.best();
  private final Baskets baskets;
  private final TrainingConfig config;
  private final int stride;
  private final int width;
  private final float[] x;
  private final float[] y;
  private final float[] z;
  private final float[] zt;
  private final float[] pairs;
  private final float[] noise;
  private final float[] dx;
  private final float[] dy;
  private final float[] dz;

  BasketProducts(Baskets baskets, TrainingConfig config) {
    this.baskets = baskets;
    this.config = config;
    stride = Matrix.stride(config.dim());
    width = Matrix.stride(config.noiseProducts());
    int most = 0;
    int rows = 0;
    for (int first = 0; first < baskets.size(); first = end(first)) {
      rows = Math.max(rows, baskets.start(end(first)) - baskets.start(first));
    }
    for (int basket = 0; basket < baskets.size(); basket++) {
      most = Math.max(most, baskets.length(basket));
    }
    x = Rows.random(rows * stride, 1);
    y = Rows.random(rows * stride, 2);
    z = Rows.random(config.noiseProducts() * stride, 3);
    zt = new float[width * config.dim()];
    Kernel.transpose(z, 0, config.noiseProducts(), stride, config.dim(), zt, 0, width);
    pairs = new float[most * Matrix.stride(most)];
    noise = new float[rows * width];
    dx = new float[rows * stride];
    dy = new float[rows * stride];
    dz = new float[config.noiseProducts() * stride];
  }

  /// The basket after the last one of the group that begins with a basket.
  private int end(int first) {
    return Math.min(first + config.noiseBaskets(), baskets.size());
  }

  /// Computes all products once.
  void run() {
    for (int first = 0; first < baskets.size(); first = end(first)) {
      noise(baskets.start(end(first)) - baskets.start(first));
      for (int basket = first; basket < end(first); basket++) {
        int row = (baskets.start(basket) - baskets.start(first)) * stride;
        basket(baskets.length(basket), row);
      }
    }
  }

  private void noise(int rows) {
    int m = config.noiseProducts();
    kernel.combine(x, 0, stride, 1, rows, config.dim(), zt, 0, width, noise, 0);
    kernel.combine(noise, 0, width, 1, rows, m, z, 0, stride, dx, 0);
    kernel.combine(noise, 0, 1, width, m, rows, x, 0, stride, dz, 0);
  }

  private void basket(int n, int row) {
    int columns = Matrix.stride(n);
    kernel.dots(x, row, n, y, row, n, stride, pairs, 0, columns);
    kernel.combine(pairs, 0, columns, 1, n, n, y, row, stride, dx, row);
    kernel.combine(pairs, 0, 1, columns, n, n, x, row, stride, dy, row);
  }
}
