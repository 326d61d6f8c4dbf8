package dev.prod2vec.linalg;

import static dev.prod2vec.linalg.ScalarKernel.ATANH;
import static dev.prod2vec.linalg.ScalarKernel.EXP;
import static dev.prod2vec.linalg.ScalarKernel.LN2;
import static dev.prod2vec.linalg.ScalarKernel.LN2_HIGH;
import static dev.prod2vec.linalg.ScalarKernel.LN2_LOW;
import static dev.prod2vec.linalg.ScalarKernel.LOG2_E;
import static dev.prod2vec.linalg.ScalarKernel.MIN_EXPONENT;
import static dev.prod2vec.linalg.ScalarKernel.ROUND;
import static dev.prod2vec.linalg.ScalarKernel.SQRT_HALF_BITS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// The SIMD kernel, for 4, 8 or 16 lanes. The class is loaded only where the module
/// jdk.incubator.vector is present.
///
/// A product is computed tile by tile: 6 rows of one panel, which is two vectors wide. Their sums
/// stay in registers. If the number of rows is no multiple of 6, the last tile takes the last row
/// several times and computes the same bytes again. Tiles are written out, since the compiler keeps
/// local variables in registers, but not arrays. There are two, one for each step from a number of
/// A to the next: only where the step is a constant does the compiler check bounds before the loop
/// instead of in it.
final class VectorKernel implements Kernel {
  static final VectorKernel INSTANCE = new VectorKernel();

  private static final VectorSpecies<Float> SPECIES =
      FloatVector.SPECIES_PREFERRED.length() > 16
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int PANEL = 2 * LANES;

  /// Rows of a tile. Twelve sums, two vectors of B and a factor are what 16 registers hold; with 32
  /// registers, more rows gain nothing.
  private static final int TILE = 6;

  private static final VectorShuffle<Float> SWAP_8 = swap(8);
  private static final VectorShuffle<Float> SWAP_4 = swap(4);
  private static final VectorShuffle<Float> SWAP_2 = swap(2);
  private static final VectorShuffle<Float> SWAP_1 = swap(1);

  private VectorKernel() {}

  @Override
  public int panel() {
    return PANEL;
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
    for (int i = 0; i < rows; i += TILE) {
      int at = aStart + i * rowStep;
      int to = outStart + i * outStep;
      tile(a, at, rowStep, depth, b, bStart, out, to, outStep, Math.min(TILE, rows - i) - 1);
    }
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
    for (int i = 0; i < rows; i += TILE) {
      int to = outStart + i * outStep;
      int last = Math.min(TILE, rows - i) - 1;
      transposedTile(a, aStart + i, depth, b, bStart, out, to, outStep, last);
    }
  }

  private static void tile(
      float[] a,
      int aStart,
      int rowStep,
      int depth,
      float[] b,
      int bStart,
      float[] out,
      int outStart,
      int outStep,
      int last) {
    int a0 = aStart;
    int o0 = outStart;
    int a1 = aStart + Math.min(1, last) * rowStep;
    int o1 = outStart + Math.min(1, last) * outStep;
    int a2 = aStart + Math.min(2, last) * rowStep;
    int o2 = outStart + Math.min(2, last) * outStep;
    int a3 = aStart + Math.min(3, last) * rowStep;
    int o3 = outStart + Math.min(3, last) * outStep;
    int a4 = aStart + Math.min(4, last) * rowStep;
    int o4 = outStart + Math.min(4, last) * outStep;
    int a5 = aStart + Math.min(5, last) * rowStep;
    int o5 = outStart + Math.min(5, last) * outStep;
    FloatVector s0 = FloatVector.fromArray(SPECIES, out, o0);
    FloatVector t0 = FloatVector.fromArray(SPECIES, out, o0 + LANES);
    FloatVector s1 = FloatVector.fromArray(SPECIES, out, o1);
    FloatVector t1 = FloatVector.fromArray(SPECIES, out, o1 + LANES);
    FloatVector s2 = FloatVector.fromArray(SPECIES, out, o2);
    FloatVector t2 = FloatVector.fromArray(SPECIES, out, o2 + LANES);
    FloatVector s3 = FloatVector.fromArray(SPECIES, out, o3);
    FloatVector t3 = FloatVector.fromArray(SPECIES, out, o3 + LANES);
    FloatVector s4 = FloatVector.fromArray(SPECIES, out, o4);
    FloatVector t4 = FloatVector.fromArray(SPECIES, out, o4 + LANES);
    FloatVector s5 = FloatVector.fromArray(SPECIES, out, o5);
    FloatVector t5 = FloatVector.fromArray(SPECIES, out, o5 + LANES);
    for (int d = 0; d < depth; d++) {
      FloatVector y = FloatVector.fromArray(SPECIES, b, bStart + d * PANEL);
      FloatVector z = FloatVector.fromArray(SPECIES, b, bStart + d * PANEL + LANES);
      FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + d]);
      s0 = x0.fma(y, s0);
      t0 = x0.fma(z, t0);
      FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + d]);
      s1 = x1.fma(y, s1);
      t1 = x1.fma(z, t1);
      FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + d]);
      s2 = x2.fma(y, s2);
      t2 = x2.fma(z, t2);
      FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + d]);
      s3 = x3.fma(y, s3);
      t3 = x3.fma(z, t3);
      FloatVector x4 = FloatVector.broadcast(SPECIES, a[a4 + d]);
      s4 = x4.fma(y, s4);
      t4 = x4.fma(z, t4);
      FloatVector x5 = FloatVector.broadcast(SPECIES, a[a5 + d]);
      s5 = x5.fma(y, s5);
      t5 = x5.fma(z, t5);
    }
    s0.intoArray(out, o0);
    t0.intoArray(out, o0 + LANES);
    s1.intoArray(out, o1);
    t1.intoArray(out, o1 + LANES);
    s2.intoArray(out, o2);
    t2.intoArray(out, o2 + LANES);
    s3.intoArray(out, o3);
    t3.intoArray(out, o3 + LANES);
    s4.intoArray(out, o4);
    t4.intoArray(out, o4 + LANES);
    s5.intoArray(out, o5);
    t5.intoArray(out, o5 + LANES);
  }

  private static void transposedTile(
      float[] a,
      int aStart,
      int depth,
      float[] b,
      int bStart,
      float[] out,
      int outStart,
      int outStep,
      int last) {
    int a0 = aStart;
    int o0 = outStart;
    int a1 = aStart + Math.min(1, last);
    int o1 = outStart + Math.min(1, last) * outStep;
    int a2 = aStart + Math.min(2, last);
    int o2 = outStart + Math.min(2, last) * outStep;
    int a3 = aStart + Math.min(3, last);
    int o3 = outStart + Math.min(3, last) * outStep;
    int a4 = aStart + Math.min(4, last);
    int o4 = outStart + Math.min(4, last) * outStep;
    int a5 = aStart + Math.min(5, last);
    int o5 = outStart + Math.min(5, last) * outStep;
    FloatVector s0 = FloatVector.fromArray(SPECIES, out, o0);
    FloatVector t0 = FloatVector.fromArray(SPECIES, out, o0 + LANES);
    FloatVector s1 = FloatVector.fromArray(SPECIES, out, o1);
    FloatVector t1 = FloatVector.fromArray(SPECIES, out, o1 + LANES);
    FloatVector s2 = FloatVector.fromArray(SPECIES, out, o2);
    FloatVector t2 = FloatVector.fromArray(SPECIES, out, o2 + LANES);
    FloatVector s3 = FloatVector.fromArray(SPECIES, out, o3);
    FloatVector t3 = FloatVector.fromArray(SPECIES, out, o3 + LANES);
    FloatVector s4 = FloatVector.fromArray(SPECIES, out, o4);
    FloatVector t4 = FloatVector.fromArray(SPECIES, out, o4 + LANES);
    FloatVector s5 = FloatVector.fromArray(SPECIES, out, o5);
    FloatVector t5 = FloatVector.fromArray(SPECIES, out, o5 + LANES);
    for (int d = 0; d < depth; d++) {
      FloatVector y = FloatVector.fromArray(SPECIES, b, bStart + d * PANEL);
      FloatVector z = FloatVector.fromArray(SPECIES, b, bStart + d * PANEL + LANES);
      FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + d * BLOCK]);
      s0 = x0.fma(y, s0);
      t0 = x0.fma(z, t0);
      FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + d * BLOCK]);
      s1 = x1.fma(y, s1);
      t1 = x1.fma(z, t1);
      FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + d * BLOCK]);
      s2 = x2.fma(y, s2);
      t2 = x2.fma(z, t2);
      FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + d * BLOCK]);
      s3 = x3.fma(y, s3);
      t3 = x3.fma(z, t3);
      FloatVector x4 = FloatVector.broadcast(SPECIES, a[a4 + d * BLOCK]);
      s4 = x4.fma(y, s4);
      t4 = x4.fma(z, t4);
      FloatVector x5 = FloatVector.broadcast(SPECIES, a[a5 + d * BLOCK]);
      s5 = x5.fma(y, s5);
      t5 = x5.fma(z, t5);
    }
    s0.intoArray(out, o0);
    t0.intoArray(out, o0 + LANES);
    s1.intoArray(out, o1);
    t1.intoArray(out, o1 + LANES);
    s2.intoArray(out, o2);
    t2.intoArray(out, o2 + LANES);
    s3.intoArray(out, o3);
    t3.intoArray(out, o3 + LANES);
    s4.intoArray(out, o4);
    t4.intoArray(out, o4 + LANES);
    s5.intoArray(out, o5);
    t5.intoArray(out, o5 + LANES);
  }

  @Override
  public void exponentials(
      float[] x, int start, int rows, int columns, float most, float[] sums, int sumsStart) {
    for (int column = 0; column < columns; column += LANES) {
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int i = 0; i < rows; i++) {
        int at = start + column + i * BLOCK;
        FloatVector e = exp(FloatVector.fromArray(SPECIES, x, at), most);
        e.intoArray(x, at);
        sum = sum.add(e);
      }
      sum.intoArray(sums, sumsStart + column);
    }
  }

  /// Numbers from 1 to 2 of up to four vectors are multiplied before the logarithm is taken.
  @Override
  public void logistic(
      float[] x, int start, int rows, int columns, float scale, float[] sums, int sumsStart) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    float[] lanes = new float[Matrix.LANES];
    for (int i = 0; i < rows; i++) {
      int row = start + i * BLOCK;
      for (int lane = 0; lane < Matrix.LANES; lane += LANES) {
        FloatVector sum = FloatVector.zero(SPECIES);
        FloatVector product = one;
        for (int at = row + lane; at < row + columns; at += Matrix.LANES) {
          FloatVector v = FloatVector.fromArray(SPECIES, x, at);
          FloatVector e = exp(v.abs().neg(), MOST);
          FloatVector both = e.add(one);
          FloatVector larger = one.div(both);
          sum = sum.add(v.max(0f));
          product = product.mul(both);
          larger
              .blend(e.mul(larger), v.compare(VectorOperators.LT, 0f))
              .mul(scale)
              .intoArray(x, at);
        }
        sum.add(log(product)).intoArray(lanes, lane);
      }
      sums[sumsStart + i] = ScalarKernel.sum(lanes);
    }
  }

  /// Reduced as [ScalarKernel#sum] does; how many of its steps are between accumulators and how
  /// many within one depends on the vector's width.
  @Override
  public float dot(float[] a, int aStart, float[] b, int bStart, int length) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int k = 0; k < length; k += Matrix.LANES) {
      s0 = addProduct(a, aStart + k, b, bStart + k, s0);
      if (LANES <= 8) {
        s1 = addProduct(a, aStart + k + LANES, b, bStart + k + LANES, s1);
      }
      if (LANES <= 4) {
        s2 = addProduct(a, aStart + k + 2 * LANES, b, bStart + k + 2 * LANES, s2);
        s3 = addProduct(a, aStart + k + 3 * LANES, b, bStart + k + 3 * LANES, s3);
      }
    }
    return sum(s0, s1, s2, s3);
  }

  private static float sum(FloatVector s0, FloatVector s1, FloatVector s2, FloatVector s3) {
    FloatVector sum =
        switch (LANES) {
          case 16 -> fold(fold(s0, SWAP_8), SWAP_4);
          case 8 -> fold(s0.add(s1), SWAP_4);
          default -> s0.add(s2).add(s1.add(s3));
        };
    return fold(fold(sum, SWAP_2), SWAP_1).lane(0);
  }

  private static FloatVector addProduct(float[] a, int aAt, float[] b, int bAt, FloatVector sum) {
    return FloatVector.fromArray(SPECIES, a, aAt).fma(FloatVector.fromArray(SPECIES, b, bAt), sum);
  }

  private static FloatVector fold(FloatVector v, VectorShuffle<Float> swap) {
    return v.add(v.rearrange(swap));
  }

  private static VectorShuffle<Float> swap(int distance) {
    return VectorShuffle.fromOp(SPECIES, lane -> (lane ^ distance) % LANES);
  }

  @Override
  public void add(float factor, float[] x, int xStart, float[] y, int yStart, int stride) {
    FloatVector f = FloatVector.broadcast(SPECIES, factor);
    for (int k = 0; k < stride; k += LANES) {
      f.fma(
              FloatVector.fromArray(SPECIES, x, xStart + k),
              FloatVector.fromArray(SPECIES, y, yStart + k))
          .intoArray(y, yStart + k);
    }
  }

  @Override
  public float restPowers(float[] a, int aStart, float[] b, int bStart, int power, int length) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int k = 0; k < length; k += Matrix.LANES) {
      s0 = s0.add(restPower(a, aStart + k, b, bStart + k, power));
      if (LANES <= 8) {
        s1 = s1.add(restPower(a, aStart + k + LANES, b, bStart + k + LANES, power));
      }
      if (LANES <= 4) {
        s2 = s2.add(restPower(a, aStart + k + 2 * LANES, b, bStart + k + 2 * LANES, power));
        s3 = s3.add(restPower(a, aStart + k + 3 * LANES, b, bStart + k + 3 * LANES, power));
      }
    }
    return sum(s0, s1, s2, s3);
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
    FloatVector f = FloatVector.broadcast(SPECIES, factor);
    for (int k = 0; k < length; k += LANES) {
      f.fma(
              restPower(a, aStart + k, b, bStart + k, power),
              FloatVector.fromArray(SPECIES, y, yStart + k))
          .intoArray(y, yStart + k);
    }
  }

  private static FloatVector restPower(float[] a, int aAt, float[] b, int bAt, int power) {
    FloatVector rest =
        FloatVector.fromArray(SPECIES, a, aAt).sub(FloatVector.fromArray(SPECIES, b, bAt)).max(0f);
    FloatVector product = FloatVector.zero(SPECIES).blend(1f, rest.compare(VectorOperators.GT, 0f));
    for (int i = 0; i < power; i++) {
      product = product.mul(rest);
    }
    return product;
  }

  @Override
  public int countAbove(float[] x, int start, int length, float threshold) {
    int whole = SPECIES.loopBound(length);
    int count = 0;
    for (int i = start; i < start + whole; i += LANES) {
      count +=
          FloatVector.fromArray(SPECIES, x, i).compare(VectorOperators.GT, threshold).trueCount();
    }
    return count + ScalarKernel.INSTANCE.countAbove(x, start + whole, length - whole, threshold);
  }

  private static FloatVector exp(FloatVector x, float most) {
    FloatVector limited = x.blend(most, x.compare(VectorOperators.GT, most));
    FloatVector rounded =
        limited.fma(FloatVector.broadcast(SPECIES, LOG2_E), FloatVector.broadcast(SPECIES, ROUND));
    FloatVector n = rounded.sub(ROUND);
    FloatVector r =
        n.fma(
            FloatVector.broadcast(SPECIES, -LN2_LOW),
            n.fma(FloatVector.broadcast(SPECIES, -LN2_HIGH), limited));
    // Written out, so that the compiler sees constants.
    FloatVector p = FloatVector.broadcast(SPECIES, EXP[0]);
    p = p.fma(r, FloatVector.broadcast(SPECIES, EXP[1]));
    p = p.fma(r, FloatVector.broadcast(SPECIES, EXP[2]));
    p = p.fma(r, FloatVector.broadcast(SPECIES, EXP[3]));
    p = p.fma(r, FloatVector.broadcast(SPECIES, EXP[4]));
    p = p.fma(r, FloatVector.broadcast(SPECIES, EXP[5]));
    p = p.fma(r, FloatVector.broadcast(SPECIES, EXP[6]));
    p = p.fma(r, FloatVector.broadcast(SPECIES, EXP[7]));
    FloatVector scale =
        rounded
            .reinterpretAsInts()
            .lanewise(VectorOperators.LSHL, 23)
            .add(127 << 23)
            .reinterpretAsFloats();
    return p.mul(scale).blend(0f, x.compare(VectorOperators.LT, MIN_EXPONENT));
  }

  private static FloatVector log(FloatVector x) {
    IntVector bits = x.reinterpretAsInts().sub(SQRT_HALF_BITS);
    FloatVector power =
        (FloatVector) bits.lanewise(VectorOperators.ASHR, 23).convert(VectorOperators.I2F, 0);
    FloatVector rest = bits.and(0x7fffff).add(SQRT_HALF_BITS).reinterpretAsFloats();
    FloatVector t = rest.sub(1f).div(rest.add(1f));
    FloatVector t2 = t.mul(t);
    FloatVector p = FloatVector.broadcast(SPECIES, ATANH[0]);
    p = p.fma(t2, FloatVector.broadcast(SPECIES, ATANH[1]));
    p = p.fma(t2, FloatVector.broadcast(SPECIES, ATANH[2]));
    p = p.fma(t2, FloatVector.broadcast(SPECIES, ATANH[3]));
    p = p.fma(t2, FloatVector.broadcast(SPECIES, ATANH[4]));
    return power.fma(FloatVector.broadcast(SPECIES, LN2), t.mul(2f).mul(p));
  }
}
