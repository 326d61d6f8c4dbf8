package dev.prod2vec.recommend;

import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import java.util.Arrays;

/// Upper bounds of the scores of input against output vectors, from vectors of [#WIDTH] numbers: a
/// fraction of the work tells which scores are out of reach.
///
/// The vectors are turned so that their first numbers hold most of every product (the directions in
/// which they are longest, by orthogonal iteration). A short vector is the first of these, and then
/// the lengths of what is left, in three parts: a dot product is at most the product of the
/// lengths. Whatever the directions are, the bounds hold. Immutable; safe to share between threads.
final class ScoreBounds {
  /// Numbers of a short vector.
  static final int WIDTH = 32;

  /// Fewest numbers of a vector for which there are bounds.
  static final int LEAST_DIM = 2 * WIDTH;

  /// Where each part of what is left begins, among the turned numbers; the last part has those for
  /// which no direction was looked for, too.
  private static final int[] PARTS = {WIDTH - 3, WIDTH + 13, WIDTH + 32};

  private static final int DIRECTIONS = PARTS[2];

  private static final int ITERATIONS = 12;

  /// Numbers that are multiplied to find the directions, at most, besides those of a few rows.
  private static final int MOST_WORK = 1 << 26;

  /// More than the relative errors of a dot product by fused multiply-add and of what is made of it
  /// here, for each number of a vector.
  private static final double ROUNDING = 4e-6;

  /// More than the errors of exponentials and their sums, as a logarithm.
  private static final double EXPONENTIALS = 1e-3;

  private static final Kernel KERNEL = Kernel.best();

  private final Matrix input;
  private final float[] columns;
  private final float[] slack;
  private final double rounding;

  /// @param candidates number of output vectors, the first ones
  ScoreBounds(Embedding embedding, int candidates) {
    int dim = embedding.dim();
    float[] directions = directions(embedding, candidates);
    Matrix rows = Matrix.of(embedding.input(), embedding.size(), dim);
    Matrix out = Matrix.of(embedding.output(), embedding.size(), dim);
    input = shortened(rows, embedding.size(), directions);
    Matrix output = shortened(out, candidates, directions);
    columns = new float[Math.ceilDiv(candidates, Kernel.BLOCK) * Kernel.BLOCK * WIDTH];
    KERNEL.packTransposed(output.values(), 0, candidates, output.stride(), WIDTH, columns, 0);
    double longest = 0;
    double bias = 0;
    for (int product = 0; product < candidates; product++) {
      longest = Math.max(longest, squares(out, product));
      bias = Math.max(bias, Math.abs(embedding.bias()[product]));
    }
    rounding = ROUNDING * dim;
    slack = new float[embedding.size()];
    for (int product = 0; product < slack.length; product++) {
      double most = Math.sqrt(longest * squares(rows, product));
      slack[product] = (float) (EXPONENTIALS + rounding * (bias + most));
    }
  }

  /// Adds to `out` what the scores of the products `from` to below `to` with a block of candidates
  /// are at most, less their slack.
  ///
  /// @param x short vectors
  void add(int from, int to, float[] x, int block, float[] out) {
    int first = block * Kernel.BLOCK;
    KERNEL.productWithColumns(
        x,
        from * WIDTH,
        WIDTH,
        to - from,
        WIDTH,
        columns,
        first,
        Kernel.BLOCK,
        out,
        from * Kernel.BLOCK,
        Kernel.BLOCK);
  }

  /// What a score may be above its bound by rounding.
  ///
  /// @param shift subtracted from the score
  float slack(int product, float shift) {
    return slack[product] + (float) (rounding * Math.abs(shift));
  }

  /// The short vectors of some products.
  float[] vectors(int[] products) {
    float[] x = new float[products.length * input.stride()];
    Kernel.gather(input, products, 0, products.length, x, 0);
    return x;
  }

  private static Matrix shortened(Matrix rows, int count, float[] directions) {
    float[] columns = new float[Math.ceilDiv(DIRECTIONS, Kernel.BLOCK) * Kernel.BLOCK * rows.dim()];
    KERNEL.packTransposed(directions, 0, DIRECTIONS, rows.dim(), rows.dim(), columns, 0);
    Matrix shorts = Matrix.zeros(count, WIDTH);
    float[] turned = new float[DIRECTIONS];
    for (int row = 0; row < count; row++) {
      Arrays.fill(turned, 0f);
      KERNEL.productWithColumns(
          rows.values(),
          row * rows.stride(),
          rows.stride(),
          1,
          rows.dim(),
          columns,
          0,
          DIRECTIONS,
          turned,
          0,
          DIRECTIONS);
      int to = row * shorts.stride();
      System.arraycopy(turned, 0, shorts.values(), to, PARTS[0]);
      double all = squares(rows, row);
      double rest = all - squares(turned, 0, DIRECTIONS);
      float[] out = shorts.values();
      out[to + PARTS[0]] = (float) Math.sqrt(squares(turned, PARTS[0], PARTS[1]));
      out[to + PARTS[0] + 1] = (float) Math.sqrt(squares(turned, PARTS[1], PARTS[2]));
      out[to + PARTS[0] + 2] = (float) Math.sqrt(Math.max(0, rest) + ROUNDING * all);
    }
    return shorts;
  }

  private static double squares(Matrix rows, int row) {
    return squares(rows.values(), row * rows.stride(), row * rows.stride() + rows.dim());
  }

  private static double squares(float[] x, int from, int to) {
    double squares = 0;
    for (int k = from; k < to; k++) {
      squares += (double) x[k] * x[k];
    }
    return squares;
  }

  /// Orthogonal directions of length 1, one after the other: those of the largest sums of squares
  /// of output vectors and of input vectors, which count alike.
  private static float[] directions(Embedding embedding, int candidates) {
    int dim = embedding.dim();
    double[][] moment = new double[dim][dim];
    addMoment(moment, embedding.input(), candidates, dim);
    addMoment(moment, embedding.output(), candidates, dim);
    double[][] basis = new double[DIRECTIONS][dim];
    for (int i = 0; i < DIRECTIONS; i++) {
      basis[i][i] = 1;
    }
    for (int i = 0; i < ITERATIONS; i++) {
      for (int direction = 0; direction < DIRECTIONS; direction++) {
        basis[direction] = times(moment, basis[direction]);
      }
      orthonormalize(basis);
    }
    float[] directions = new float[DIRECTIONS * dim];
    for (int i = 0; i < directions.length; i++) {
      directions[i] = (float) basis[i / dim][i % dim];
    }
    return directions;
  }

  /// Adds the second moments of some rows, spread evenly, over their mean square.
  private static void addMoment(double[][] moment, float[] rows, int count, int dim) {
    int step = Math.max(1, Math.min(count / dim, (int) ((long) count * dim * dim / MOST_WORK)));
    double[][] sum = new double[dim][dim];
    double trace = 0;
    for (int row = 0; row < count; row += step) {
      for (int i = 0; i < dim; i++) {
        double x = rows[row * dim + i];
        trace += x * x;
        for (int j = 0; j < dim; j++) {
          sum[i][j] += x * rows[row * dim + j];
        }
      }
    }
    for (int i = 0; i < dim; i++) {
      for (int j = 0; j < dim; j++) {
        moment[i][j] += trace > 0 ? sum[i][j] / trace : 0;
      }
    }
  }

  private static double[] times(double[][] moment, double[] x) {
    double[] product = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x.length; j++) {
        product[j] += x[i] * moment[i][j];
      }
    }
    return product;
  }

  /// By Gram and Schmidt, twice, so that rounding leaves nothing. A direction that is nothing but
  /// the ones before becomes 0: then what is left is longer.
  private static void orthonormalize(double[][] basis) {
    for (int i = 0; i < basis.length; i++) {
      double before = Math.sqrt(dot(basis[i], basis[i]));
      for (int again = 0; again < 2; again++) {
        for (int j = 0; j < i; j++) {
          double dot = dot(basis[i], basis[j]);
          for (int k = 0; k < basis[i].length; k++) {
            basis[i][k] -= dot * basis[j][k];
          }
        }
      }
      double length = Math.sqrt(dot(basis[i], basis[i]));
      double scale = length > 1e-9 * before ? 1 / length : 0;
      for (int k = 0; k < basis[i].length; k++) {
        basis[i][k] *= scale;
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }
}
