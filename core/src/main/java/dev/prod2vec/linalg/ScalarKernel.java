package dev.prod2vec.linalg;

import java.util.Arrays;

/// The kernel without SIMD: the oracle of [VectorKernel] in tests, and its replacement where the
/// module jdk.incubator.vector is absent. It has the constants and formulas of the elementary
/// functions.
final class ScalarKernel implements Kernel {
  static final ScalarKernel INSTANCE = new ScalarKernel();

  static final float MIN_EXPONENT = -87f;
  static final float LOG2_E = 0x1.715476p0f;

  /// Adding it rounds to an integer, which is then in the low bits.
  static final float ROUND = 0x1.8p23f;

  /// ln 2 in two parts, the first with trailing zeros (Cody and Waite 1980).
  static final float LN2_HIGH = 0x1.63p-1f;

  static final float LN2_LOW = -0x1.bd0106p-13f;

  /// exp(r) for |r| <= ln 2 / 2 by its Taylor series up to r^7 / 7!, highest power first.
  static final float[] EXP = {1f / 5040, 1f / 720, 1f / 120, 1f / 24, 1f / 6, 1f / 2, 1f, 1f};

  /// atanh(t) / t in powers of t^2 up to t^8 / 9, highest power first: |t| is below 0.172.
  static final float[] ATANH = {1f / 9, 1f / 7, 1f / 5, 1f / 3, 1f};

  static final float LN2 = 0x1.62e43p-1f;

  /// The bits of the square root of a half.
  static final int SQRT_HALF_BITS = 0x3f3504f3;

  private ScalarKernel() {}

  /// Results do not depend on it.
  @Override
  public int panel() {
    return Matrix.LANES;
  }

  @Override
  public void product(
      float[] a,
      int aStart,
      int rowStep,
      int rows,
      int depth,
      float[] b,
      int bStart,
      float[] out,
      int outStart,
      int outStep) {
    product(a, aStart, rowStep, 1, rows, depth, b, bStart, out, outStart, outStep);
  }

  @Override
  public void transposedProduct(
      float[] a,
      int aStart,
      int rows,
      int depth,
      float[] b,
      int bStart,
      float[] out,
      int outStart,
      int outStep) {
    product(a, aStart, 1, BLOCK, rows, depth, b, bStart, out, outStart, outStep);
  }

  private void product(
      float[] a,
      int aStart,
      int rowStep,
      int depthStep,
      int rows,
      int depth,
      float[] b,
      int bStart,
      float[] out,
      int outStart,
      int outStep) {
    int width = panel();
    for (int i = 0; i < rows; i++) {
      for (int d = 0; d < depth; d++) {
        float factor = a[aStart + i * rowStep + d * depthStep];
        add(factor, b, bStart + d * width, out, outStart + i * outStep, width);
      }
    }
  }

  @Override
  public void exponentials(
      float[] x, int start, int rows, int columns, float most, float[] sums, int sumsStart) {
    for (int column = 0; column < columns; column++) {
      float sum = 0f;
      for (int i = 0; i < rows; i++) {
        int at = start + i * BLOCK + column;
        x[at] = exp(x[at], most);
        sum += x[at];
      }
      sums[sumsStart + column] = sum;
    }
  }

  @Override
  public void logistic(
      float[] x, int start, int rows, int columns, float scale, float[] sums, int sumsStart) {
    float[] lanes = new float[Matrix.LANES];
    float[] products = new float[Matrix.LANES];
    for (int i = 0; i < rows; i++) {
      Arrays.fill(lanes, 0f);
      Arrays.fill(products, 1f);
      for (int column = 0; column < columns; column++) {
        int at = start + i * BLOCK + column;
        int lane = column % Matrix.LANES;
        float e = exp(-Math.abs(x[at]));
        float both = e + 1f;
        float larger = 1f / both;
        lanes[lane] += Math.max(x[at], 0f);
        products[lane] *= both;
        x[at] = scale * (x[at] < 0 ? e * larger : larger);
      }
      for (int lane = 0; lane < lanes.length; lane++) {
        lanes[lane] += log(products[lane]);
      }
      sums[sumsStart + i] = sum(lanes);
    }
  }

  @Override
  public float dot(float[] a, int aStart, float[] b, int bStart, int length) {
    float[] lanes = new float[Matrix.LANES];
    for (int k = 0; k < length; k++) {
      int lane = k % Matrix.LANES;
      lanes[lane] = Math.fma(a[aStart + k], b[bStart + k], lanes[lane]);
    }
    return sum(lanes);
  }

  @Override
  public void add(float factor, float[] x, int xStart, float[] y, int yStart, int stride) {
    for (int k = 0; k < stride; k++) {
      y[yStart + k] = Math.fma(factor, x[xStart + k], y[yStart + k]);
    }
  }

  @Override
  public float restPowers(float[] a, int aStart, float[] b, int bStart, int power, int length) {
    float[] lanes = new float[Matrix.LANES];
    for (int k = 0; k < length; k++) {
      lanes[k % Matrix.LANES] += restPower(a[aStart + k], b[bStart + k], power);
    }
    return sum(lanes);
  }

  @Override
  public void addRestPowers(
      float factor,
      float[] a,
      int aStart,
      float[] b,
      int bStart,
      int power,
      float[] y,
      int yStart,
      int length) {
    for (int k = 0; k < length; k++) {
      float rest = restPower(a[aStart + k], b[bStart + k], power);
      y[yStart + k] = Math.fma(factor, rest, y[yStart + k]);
    }
  }

  private static float restPower(float a, float b, int power) {
    float rest = Math.max(a - b, 0f);
    float product = rest > 0 ? 1f : 0f;
    for (int i = 0; i < power; i++) {
      product *= rest;
    }
    return product;
  }

  @Override
  public int countAbove(float[] x, int start, int length, float threshold) {
    int count = 0;
    for (int i = start; i < start + length; i++) {
      count += x[i] > threshold ? 1 : 0;
    }
    return count;
  }

  /// The one reduction: lane l + lane l + 8, then + 4, + 2, + 1.
  static float sum(float[] lanes) {
    for (int half = Matrix.LANES / 2; half > 0; half /= 2) {
      for (int lane = 0; lane < half; lane++) {
        lanes[lane] += lanes[lane + half];
      }
    }
    return lanes[0];
  }

  static float exp(float x) {
    return exp(x, MOST);
  }

  private static float exp(float x, float most) {
    float limited = x > most ? most : x;
    float rounded = Math.fma(limited, LOG2_E, ROUND);
    float n = rounded - ROUND;
    float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, limited));
    float p = EXP[0];
    for (int power = 1; power < EXP.length; power++) {
      p = Math.fma(p, r, EXP[power]);
    }
    float scale = Float.intBitsToFloat((Float.floatToRawIntBits(rounded) << 23) + (127 << 23));
    return x < MIN_EXPONENT ? 0f : p * scale;
  }

  /// log(x) for normal x above 0, by splitting off the power of two so that the rest is in
  /// [sqrt(1/2), sqrt(2)) and log(rest) = 2 atanh((rest - 1) / (rest + 1)).
  static float log(float x) {
    int bits = Float.floatToRawIntBits(x) - SQRT_HALF_BITS;
    float rest = Float.intBitsToFloat((bits & 0x7fffff) + SQRT_HALF_BITS);
    float t = (rest - 1f) / (rest + 1f);
    float t2 = t * t;
    float p = ATANH[0];
    for (int power = 1; power < ATANH.length; power++) {
      p = Math.fma(p, t2, ATANH[power]);
    }
    return Math.fma((float) (bits >> 23), LN2, 2f * t * p);
  }
}
