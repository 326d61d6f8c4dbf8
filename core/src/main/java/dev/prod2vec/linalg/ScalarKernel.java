package dev.prod2vec.linalg;

import java.util.Arrays;

/// The kernel without SIMD: the oracle of [VectorKernel] in tests, and its replacement where the
/// module jdk.incubator.vector is absent. It has the constants and formulas of the elementary
/// functions.
final class ScalarKernel implements Kernel {
  static final ScalarKernel INSTANCE = new ScalarKernel();

  static final float MIN_EXPONENT = -87f;
  static final float MAX_EXPONENT = 88f;
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

  /// How many numbers between 1 and 2 are multiplied before the logarithm of the product is taken:
  /// it stays below 2^64.
  static final int FACTORS = 64;

  private ScalarKernel() {}

  @Override
  public void dots(
      float[] a,
      int aStart,
      int rows,
      float[] b,
      int bStart,
      int columns,
      int stride,
      float[] out,
      int outStart,
      int outStride) {
    float[] lanes = new float[Matrix.LANES];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        Arrays.fill(lanes, 0f);
        for (int k = 0; k < stride; k++) {
          int lane = k % Matrix.LANES;
          lanes[lane] =
              Math.fma(a[aStart + i * stride + k], b[bStart + j * stride + k], lanes[lane]);
        }
        out[outStart + i * outStride + j] = sum(lanes);
      }
    }
  }

  @Override
  public void combine(
      float[] weights,
      int weightsStart,
      int rowStep,
      int columnStep,
      int rows,
      int depth,
      float[] b,
      int bStart,
      int stride,
      float[] out,
      int outStart) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < depth; j++) {
        float weight = weights[weightsStart + i * rowStep + j * columnStep];
        add(weight, b, bStart + j * stride, out, outStart + i * stride, stride);
      }
    }
  }

  @Override
  public float logistic(float[] x, int from, int to, float scale) {
    float[] sums = new float[Matrix.LANES];
    float[] products = new float[Matrix.LANES];
    Arrays.fill(products, 1f);
    for (int i = from; i < to; i++) {
      int lane = (i - from) % Matrix.LANES;
      float e = exp(-Math.abs(x[i]));
      float sum = 1f + e;
      float larger = 1f / sum;
      sums[lane] += Math.max(x[i], 0f);
      products[lane] *= sum;
      x[i] = scale * (x[i] < 0 ? e * larger : larger);
      if (lane == Matrix.LANES - 1 && (i - from) / Matrix.LANES % FACTORS == FACTORS - 1) {
        takeLogs(sums, products);
      }
    }
    takeLogs(sums, products);
    return sum(sums);
  }

  private static void takeLogs(float[] sums, float[] products) {
    for (int lane = 0; lane < Matrix.LANES; lane++) {
      sums[lane] += log(products[lane]);
    }
    Arrays.fill(products, 1f);
  }

  @Override
  public float exp(float[] x, int from, int to, float shift) {
    float[] lanes = new float[Matrix.LANES];
    for (int i = from; i < to; i++) {
      x[i] = exp(x[i] - shift);
      lanes[(i - from) % Matrix.LANES] += x[i];
    }
    return sum(lanes);
  }

  @Override
  public void rowDots(
      float[] a,
      int aStart,
      float[] b,
      int bStart,
      int rows,
      int stride,
      float[] out,
      int outStart) {
    for (int i = 0; i < rows; i++) {
      int row = i * stride;
      dots(a, aStart + row, 1, b, bStart + row, 1, stride, out, outStart + i, 1);
    }
  }

  @Override
  public float max(float[] x, int from, int to) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      max = Math.max(max, x[i]);
    }
    return max;
  }

  @Override
  public void add(float factor, float[] x, int xStart, float[] y, int yStart, int stride) {
    for (int k = 0; k < stride; k++) {
      y[yStart + k] = Math.fma(factor, x[xStart + k], y[yStart + k]);
    }
  }

  @Override
  public void scaled(float factor, float[] x, int xStart, float[] y, int yStart, int stride) {
    for (int k = 0; k < stride; k++) {
      y[yStart + k] = factor * x[xStart + k];
    }
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
    float clamped = Math.min(Math.max(x, MIN_EXPONENT), MAX_EXPONENT);
    float rounded = Math.fma(clamped, LOG2_E, ROUND);
    float n = rounded - ROUND;
    float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, clamped));
    float p = EXP[0];
    for (int power = 1; power < EXP.length; power++) {
      p = Math.fma(p, r, EXP[power]);
    }
    float scale = Float.intBitsToFloat((Float.floatToRawIntBits(rounded) << 23) + (127 << 23));
    return x < MIN_EXPONENT ? 0f : p * scale;
  }

  /// log(x) for normal x above 0, by splitting off the power of two so that the rest is in
  /// [sqrt(1/2), sqrt(2)) and log(rest) = 2 atanh((rest - 1) / (rest + 1)). Absolute error below
  /// 2e-7 plus 1e-7 of the result.
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
