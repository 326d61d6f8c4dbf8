package dev.prod2vec.linalg;

/// The twin without SIMD: the oracle of [VectorKernel], and its stand-in where the module
/// jdk.incubator.vector is absent. Constants and formulas of the elementary functions stand here.
final class ScalarKernel implements Kernel {
  static final ScalarKernel INSTANCE = new ScalarKernel();

  static final float MIN_EXPONENT = -87f;
  static final float MAX_EXPONENT = 88f;
  static final float LOG2_E = 0x1.715476p0f;

  /// Adding it rounds to an integer, which then stands in the low bits.
  static final float ROUND = 0x1.8p23f;

  /// ln 2 in two parts, the first with trailing zeros (Cody and Waite 1980).
  static final float LN2_HIGH = 0x1.63p-1f;

  static final float LN2_LOW = -0x1.bd0106p-13f;

  /// exp(r) for |r| <= ln 2 / 2 by its Taylor series up to r^7 / 7!, highest power first.
  static final float[] EXP = {1f / 5040, 1f / 720, 1f / 120, 1f / 24, 1f / 6, 1f / 2, 1f, 1f};

  /// atanh(t) / t in powers of t^2 up to t^14 / 15, highest power first.
  static final float[] ATANH = {1f / 15, 1f / 13, 1f / 11, 1f / 9, 1f / 7, 1f / 5, 1f / 3, 1f};

  private ScalarKernel() {}

  @Override
  public void multiply(
      float[] a,
      int[] aStarts,
      int rows,
      int depth,
      float[] panel,
      int panelStart,
      float[] out,
      int outStart,
      int outStride) {
    for (int i = 0; i < rows; i++) {
      int row = outStart + i * outStride;
      for (int j = 0; j < Matrix.LANES; j++) {
        out[row + j] = 0f;
      }
      for (int k = 0; k < depth; k++) {
        float factor = a[aStarts[i] + k];
        for (int j = 0; j < Matrix.LANES; j++) {
          out[row + j] = Math.fma(factor, panel[panelStart + k * Matrix.LANES + j], out[row + j]);
        }
      }
    }
  }

  @Override
  public void logistic(float[] x, float[] softplus, int from, int to) {
    for (int i = from; i < to; i++) {
      float e = exp(-Math.abs(x[i]));
      float larger = 1f / (1f + e);
      softplus[i] = Math.max(x[i], 0f) + log1p(e);
      x[i] = x[i] < 0 ? e * larger : larger;
    }
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
  public void adagrad(
      float[] weights,
      int start,
      float[] gradient,
      int gradientStart,
      int stride,
      int dim,
      float[] squares,
      int at,
      float rate) {
    float[] lanes = new float[Matrix.LANES];
    for (int k = 0; k < stride; k++) {
      float g = gradient[gradientStart + k];
      lanes[k % Matrix.LANES] = Math.fma(g, g, lanes[k % Matrix.LANES]);
    }
    float step = step(sum(lanes), dim, squares, at, rate);
    for (int k = 0; k < stride; k++) {
      weights[start + k] = Math.fma(step, gradient[gradientStart + k], weights[start + k]);
    }
  }

  /// Adds the mean of `sum` over `dim` to `squares[at]` and returns the step's factor.
  static float step(float sum, int dim, float[] squares, int at, float rate) {
    squares[at] += sum / dim;
    // Where every gradient so far was zero there is nothing to divide by and nothing to add.
    return squares[at] > 0 ? rate / (float) Math.sqrt(squares[at]) : 0f;
  }

  /// The one reduction: lane l + lane l + 16, then + 8, + 4, + 2, + 1.
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

  /// log(1 + e) for e in [0, 1], as 2 atanh(e / (2 + e)).
  static float log1p(float e) {
    float t = e / (2f + e);
    float t2 = t * t;
    float p = ATANH[0];
    for (int power = 1; power < ATANH.length; power++) {
      p = Math.fma(p, t2, ATANH[power]);
    }
    return 2f * t * p;
  }
}
