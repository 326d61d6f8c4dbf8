package dev.prod2vec.linalg;

import static dev.prod2vec.linalg.ScalarKernel.ATANH;
import static dev.prod2vec.linalg.ScalarKernel.EXP;
import static dev.prod2vec.linalg.ScalarKernel.LN2_HIGH;
import static dev.prod2vec.linalg.ScalarKernel.LN2_LOW;
import static dev.prod2vec.linalg.ScalarKernel.LOG2_E;
import static dev.prod2vec.linalg.ScalarKernel.MAX_EXPONENT;
import static dev.prod2vec.linalg.ScalarKernel.MIN_EXPONENT;
import static dev.prod2vec.linalg.ScalarKernel.ROUND;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// The SIMD kernel, for 4, 8 or 16 lanes. The class is loaded only where the module
/// jdk.incubator.vector is present.
final class VectorKernel implements Kernel {
  static final VectorKernel INSTANCE = new VectorKernel();

  private static final VectorSpecies<Float> SPECIES =
      FloatVector.SPECIES_PREFERRED.length() > 16
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final VectorShuffle<Float> SWAP_8 = swap(8);
  private static final VectorShuffle<Float> SWAP_4 = swap(4);
  private static final VectorShuffle<Float> SWAP_2 = swap(2);
  private static final VectorShuffle<Float> SWAP_1 = swap(1);

  private VectorKernel() {}

  /// Tiles of 4 rows and 2 vectors stay in registers over the whole depth. Where the rows do not
  /// divide by 4, the last tile overlaps the one before: it computes the same bytes again.
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
    for (int col = 0; col < Matrix.LANES; col += 2 * LANES) {
      if (rows < 4) {
        for (int i = 0; i < rows; i++) {
          row(a, aStarts[i], depth, panel, panelStart + col, out, outStart + i * outStride + col);
        }
      }
      for (int next = 0; rows >= 4 && next < rows; next += 4) {
        int i = Math.min(next, rows - 4);
        tile(
            a,
            aStarts[i],
            aStarts[i + 1],
            aStarts[i + 2],
            aStarts[i + 3],
            depth,
            panel,
            panelStart + col,
            out,
            outStart + i * outStride + col,
            outStride);
      }
    }
  }

  private static void tile(
      float[] a,
      int a0,
      int a1,
      int a2,
      int a3,
      int depth,
      float[] panel,
      int start,
      float[] out,
      int at,
      int outStride) {
    FloatVector s00 = FloatVector.zero(SPECIES);
    FloatVector s01 = s00;
    FloatVector s10 = s00;
    FloatVector s11 = s00;
    FloatVector s20 = s00;
    FloatVector s21 = s00;
    FloatVector s30 = s00;
    FloatVector s31 = s00;
    for (int k = 0; k < depth; k++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, panel, start + k * Matrix.LANES);
      FloatVector b1 = FloatVector.fromArray(SPECIES, panel, start + LANES + k * Matrix.LANES);
      FloatVector f0 = FloatVector.broadcast(SPECIES, a[a0 + k]);
      s00 = f0.fma(b0, s00);
      s01 = f0.fma(b1, s01);
      FloatVector f1 = FloatVector.broadcast(SPECIES, a[a1 + k]);
      s10 = f1.fma(b0, s10);
      s11 = f1.fma(b1, s11);
      FloatVector f2 = FloatVector.broadcast(SPECIES, a[a2 + k]);
      s20 = f2.fma(b0, s20);
      s21 = f2.fma(b1, s21);
      FloatVector f3 = FloatVector.broadcast(SPECIES, a[a3 + k]);
      s30 = f3.fma(b0, s30);
      s31 = f3.fma(b1, s31);
    }
    s00.intoArray(out, at);
    s01.intoArray(out, at + LANES);
    s10.intoArray(out, at + outStride);
    s11.intoArray(out, at + outStride + LANES);
    s20.intoArray(out, at + 2 * outStride);
    s21.intoArray(out, at + 2 * outStride + LANES);
    s30.intoArray(out, at + 3 * outStride);
    s31.intoArray(out, at + 3 * outStride + LANES);
  }

  private static void row(
      float[] a, int start, int depth, float[] panel, int panelStart, float[] out, int at) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    for (int k = 0; k < depth; k++) {
      FloatVector factor = FloatVector.broadcast(SPECIES, a[start + k]);
      int from = panelStart + k * Matrix.LANES;
      s0 = factor.fma(FloatVector.fromArray(SPECIES, panel, from), s0);
      s1 = factor.fma(FloatVector.fromArray(SPECIES, panel, from + LANES), s1);
    }
    s0.intoArray(out, at);
    s1.intoArray(out, at + LANES);
  }

  @Override
  public void logistic(float[] x, float[] softplus, int from, int to) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    for (int i = from; i < to; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, i);
      FloatVector e = exp(v.abs().neg());
      FloatVector larger = one.div(e.add(one));
      v.max(0f).add(log1p(e)).intoArray(softplus, i);
      larger.blend(e.mul(larger), v.compare(VectorOperators.LT, 0f)).intoArray(x, i);
    }
  }

  @Override
  public float exp(float[] x, int from, int to, float shift) {
    int end = from + (to - from) / Matrix.LANES * Matrix.LANES;
    float[] lanes = new float[Matrix.LANES];
    for (int i = from; i < end; i += Matrix.LANES) {
      for (int lane = 0; lane < Matrix.LANES; lane += LANES) {
        FloatVector e = exp(FloatVector.fromArray(SPECIES, x, i + lane).sub(shift));
        e.intoArray(x, i + lane);
        FloatVector.fromArray(SPECIES, lanes, lane).add(e).intoArray(lanes, lane);
      }
    }
    for (int i = end; i < to; i++) {
      x[i] = ScalarKernel.exp(x[i] - shift);
      lanes[i - end] += x[i];
    }
    return ScalarKernel.sum(lanes);
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
    float sum = sumOfSquares(gradient, gradientStart, stride);
    float step = ScalarKernel.step(sum, dim, squares, at, rate);
    FloatVector factor = FloatVector.broadcast(SPECIES, step);
    for (int k = 0; k < stride; k += LANES) {
      FloatVector w = FloatVector.fromArray(SPECIES, weights, start + k);
      factor
          .fma(FloatVector.fromArray(SPECIES, gradient, gradientStart + k), w)
          .intoArray(weights, start + k);
    }
  }

  /// Reduced as [ScalarKernel#sum] does; how many of its steps are between accumulators and how
  /// many within one depends on the vector's width.
  private static float sumOfSquares(float[] x, int start, int length) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    FloatVector s4 = s0;
    FloatVector s5 = s0;
    FloatVector s6 = s0;
    FloatVector s7 = s0;
    for (int k = start; k < start + length; k += Matrix.LANES) {
      s0 = addSquare(x, k, s0);
      s1 = addSquare(x, k + LANES, s1);
      if (LANES <= 8) {
        s2 = addSquare(x, k + 2 * LANES, s2);
        s3 = addSquare(x, k + 3 * LANES, s3);
      }
      if (LANES <= 4) {
        s4 = addSquare(x, k + 4 * LANES, s4);
        s5 = addSquare(x, k + 5 * LANES, s5);
        s6 = addSquare(x, k + 6 * LANES, s6);
        s7 = addSquare(x, k + 7 * LANES, s7);
      }
    }
    FloatVector sum =
        switch (LANES) {
          case 16 -> fold(fold(s0.add(s1), SWAP_8), SWAP_4);
          case 8 -> fold(s0.add(s2).add(s1.add(s3)), SWAP_4);
          default -> s0.add(s4).add(s2.add(s6)).add(s1.add(s5).add(s3.add(s7)));
        };
    return fold(fold(sum, SWAP_2), SWAP_1).lane(0);
  }

  private static FloatVector addSquare(float[] x, int at, FloatVector sum) {
    FloatVector v = FloatVector.fromArray(SPECIES, x, at);
    return v.fma(v, sum);
  }

  private static FloatVector fold(FloatVector v, VectorShuffle<Float> swap) {
    return v.add(v.rearrange(swap));
  }

  private static VectorShuffle<Float> swap(int distance) {
    return VectorShuffle.fromOp(SPECIES, lane -> (lane ^ distance) % LANES);
  }

  private static FloatVector exp(FloatVector x) {
    FloatVector clamped = x.max(MIN_EXPONENT).min(MAX_EXPONENT);
    FloatVector rounded =
        clamped.fma(FloatVector.broadcast(SPECIES, LOG2_E), FloatVector.broadcast(SPECIES, ROUND));
    FloatVector n = rounded.sub(ROUND);
    FloatVector r =
        n.fma(
            FloatVector.broadcast(SPECIES, -LN2_LOW),
            n.fma(FloatVector.broadcast(SPECIES, -LN2_HIGH), clamped));
    FloatVector p = polynomial(r, EXP);
    FloatVector scale =
        rounded
            .reinterpretAsInts()
            .lanewise(VectorOperators.LSHL, 23)
            .add(127 << 23)
            .reinterpretAsFloats();
    return p.mul(scale).blend(0f, x.compare(VectorOperators.LT, MIN_EXPONENT));
  }

  private static FloatVector log1p(FloatVector e) {
    FloatVector t = e.div(e.add(2f));
    return t.mul(2f).mul(polynomial(t.mul(t), ATANH));
  }

  /// Both series have eight terms; the calls are written out so that the compiler sees constants.
  private static FloatVector polynomial(FloatVector x, float[] terms) {
    FloatVector p = FloatVector.broadcast(SPECIES, terms[0]);
    p = p.fma(x, FloatVector.broadcast(SPECIES, terms[1]));
    p = p.fma(x, FloatVector.broadcast(SPECIES, terms[2]));
    p = p.fma(x, FloatVector.broadcast(SPECIES, terms[3]));
    p = p.fma(x, FloatVector.broadcast(SPECIES, terms[4]));
    p = p.fma(x, FloatVector.broadcast(SPECIES, terms[5]));
    p = p.fma(x, FloatVector.broadcast(SPECIES, terms[6]));
    return p.fma(x, FloatVector.broadcast(SPECIES, terms[7]));
  }
}
