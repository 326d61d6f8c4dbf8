package dev.prod2vec.linalg;

import static dev.prod2vec.linalg.ScalarKernel.ATANH;
import static dev.prod2vec.linalg.ScalarKernel.EXP;
import static dev.prod2vec.linalg.ScalarKernel.FACTORS;
import static dev.prod2vec.linalg.ScalarKernel.LN2;
import static dev.prod2vec.linalg.ScalarKernel.LN2_HIGH;
import static dev.prod2vec.linalg.ScalarKernel.LN2_LOW;
import static dev.prod2vec.linalg.ScalarKernel.LOG2_E;
import static dev.prod2vec.linalg.ScalarKernel.MAX_EXPONENT;
import static dev.prod2vec.linalg.ScalarKernel.MIN_EXPONENT;
import static dev.prod2vec.linalg.ScalarKernel.ROUND;
import static dev.prod2vec.linalg.ScalarKernel.SQRT_HALF_BITS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// The SIMD kernel, for 4, 8 or 16 lanes. The class is loaded only where the module
/// jdk.incubator.vector is present.
///
/// The matrix products work on tiles whose sums stay in registers. If the number of rows is no
/// multiple of a tile's, the last tile takes the last row several times and computes the same bytes
/// again. Tiles are written out, since the compiler keeps local variables in registers but no
/// arrays; this file is long for that reason.
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
  private static final VectorMask<Float> SECOND_8 = second(8);
  private static final VectorMask<Float> SECOND_4 = second(4);
  private static final VectorMask<Float> SECOND_2 = second(2);
  private static final VectorMask<Float> SECOND_1 = second(1);

  private VectorKernel() {}

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
    int tile = LANES == 16 ? 4 : 2;
    float[] sums = new float[16 * LANES];
    for (int j = 0; j < columns; j += tile) {
      int width = Math.min(tile, columns - j);
      int b0 = bStart + j * stride;
      int b1 = bStart + Math.min(j + 1, columns - 1) * stride;
      int b2 = bStart + Math.min(j + 2, columns - 1) * stride;
      int b3 = bStart + Math.min(j + 3, columns - 1) * stride;
      for (int i = 0; i < rows; i += tile) {
        int height = Math.min(tile, rows - i);
        int a0 = aStart + i * stride;
        int a1 = aStart + Math.min(i + 1, rows - 1) * stride;
        if (LANES == 16) {
          int a2 = aStart + Math.min(i + 2, rows - 1) * stride;
          int a3 = aStart + Math.min(i + 3, rows - 1) * stride;
          dots4x4(a, a0, a1, a2, a3, b, b0, b1, b2, b3, stride, sums);
          join8(sums, 0);
          join8(sums, 4);
          join4(sums);
          join2And1(sums);
        } else {
          dots2x2(a, a0, a1, b, b0, b1, stride, sums);
        }
        for (int r = 0; r < height; r++) {
          for (int c = 0; c < width; c++) {
            out[outStart + (i + r) * outStride + j + c] = sums[4 * r + c];
          }
        }
      }
    }
  }

  /// For 16 lanes: the lanes of the dot product of row r and column c go to the vector number 4 * r
  /// + c of `sums`. They are joined in methods of their own: one method with all of it would be too
  ///   much for the compiler to inline, and vectors would become objects.
  private static void dots4x4(
      float[] a,
      int a0,
      int a1,
      int a2,
      int a3,
      float[] b,
      int b0,
      int b1,
      int b2,
      int b3,
      int stride,
      float[] sums) {
    FloatVector s00 = FloatVector.zero(SPECIES);
    FloatVector s01 = s00;
    FloatVector s02 = s00;
    FloatVector s03 = s00;
    FloatVector s10 = s00;
    FloatVector s11 = s00;
    FloatVector s12 = s00;
    FloatVector s13 = s00;
    FloatVector s20 = s00;
    FloatVector s21 = s00;
    FloatVector s22 = s00;
    FloatVector s23 = s00;
    FloatVector s30 = s00;
    FloatVector s31 = s00;
    FloatVector s32 = s00;
    FloatVector s33 = s00;
    for (int k = 0; k < stride; k += LANES) {
      FloatVector y0 = FloatVector.fromArray(SPECIES, b, b0 + k);
      FloatVector y1 = FloatVector.fromArray(SPECIES, b, b1 + k);
      FloatVector y2 = FloatVector.fromArray(SPECIES, b, b2 + k);
      FloatVector y3 = FloatVector.fromArray(SPECIES, b, b3 + k);
      FloatVector x0 = FloatVector.fromArray(SPECIES, a, a0 + k);
      s00 = x0.fma(y0, s00);
      s01 = x0.fma(y1, s01);
      s02 = x0.fma(y2, s02);
      s03 = x0.fma(y3, s03);
      FloatVector x1 = FloatVector.fromArray(SPECIES, a, a1 + k);
      s10 = x1.fma(y0, s10);
      s11 = x1.fma(y1, s11);
      s12 = x1.fma(y2, s12);
      s13 = x1.fma(y3, s13);
      FloatVector x2 = FloatVector.fromArray(SPECIES, a, a2 + k);
      s20 = x2.fma(y0, s20);
      s21 = x2.fma(y1, s21);
      s22 = x2.fma(y2, s22);
      s23 = x2.fma(y3, s23);
      FloatVector x3 = FloatVector.fromArray(SPECIES, a, a3 + k);
      s30 = x3.fma(y0, s30);
      s31 = x3.fma(y1, s31);
      s32 = x3.fma(y2, s32);
      s33 = x3.fma(y3, s33);
    }
    s00.intoArray(sums, 0 * LANES);
    s01.intoArray(sums, 1 * LANES);
    s02.intoArray(sums, 2 * LANES);
    s03.intoArray(sums, 3 * LANES);
    s10.intoArray(sums, 4 * LANES);
    s11.intoArray(sums, 5 * LANES);
    s12.intoArray(sums, 6 * LANES);
    s13.intoArray(sums, 7 * LANES);
    s20.intoArray(sums, 8 * LANES);
    s21.intoArray(sums, 9 * LANES);
    s22.intoArray(sums, 10 * LANES);
    s23.intoArray(sums, 11 * LANES);
    s30.intoArray(sums, 12 * LANES);
    s31.intoArray(sums, 13 * LANES);
    s32.intoArray(sums, 14 * LANES);
    s33.intoArray(sums, 15 * LANES);
  }

  /// Joins vectors whose number differs by 8, which are two rows apart.
  private static void join8(float[] sums, int first) {
    for (int i = first; i < first + 4; i++) {
      join(sums, i, i + 8, SECOND_8, SWAP_8).intoArray(sums, i * LANES);
    }
  }

  private static void join4(float[] sums) {
    for (int i = 0; i < 4; i++) {
      join(sums, i, i + 4, SECOND_4, SWAP_4).intoArray(sums, i * LANES);
    }
  }

  private static void join2And1(float[] sums) {
    FloatVector r0 = join(sums, 0, 2, SECOND_2, SWAP_2);
    FloatVector r1 = join(sums, 1, 3, SECOND_2, SWAP_2);
    join(r0, r1, SECOND_1, SWAP_1).intoArray(sums, 0);
  }

  private static FloatVector join(
      float[] sums, int a, int b, VectorMask<Float> second, VectorShuffle<Float> swap) {
    FloatVector va = FloatVector.fromArray(SPECIES, sums, a * LANES);
    FloatVector vb = FloatVector.fromArray(SPECIES, sums, b * LANES);
    return join(va, vb, second, swap);
  }

  /// For fewer lanes: as [#dots4x4], with several vectors per 16 logical lanes.
  private static void dots2x2(
      float[] a, int a0, int a1, float[] b, int b0, int b1, int stride, float[] sums) {
    FloatVector s000 = FloatVector.zero(SPECIES);
    FloatVector s001 = s000;
    FloatVector s002 = s000;
    FloatVector s003 = s000;
    FloatVector s010 = s000;
    FloatVector s011 = s000;
    FloatVector s012 = s000;
    FloatVector s013 = s000;
    FloatVector s100 = s000;
    FloatVector s101 = s000;
    FloatVector s102 = s000;
    FloatVector s103 = s000;
    FloatVector s110 = s000;
    FloatVector s111 = s000;
    FloatVector s112 = s000;
    FloatVector s113 = s000;
    for (int k = 0; k < stride; k += Matrix.LANES) {
      FloatVector x00 = FloatVector.fromArray(SPECIES, a, a0 + k);
      FloatVector x10 = FloatVector.fromArray(SPECIES, a, a1 + k);
      FloatVector y00 = FloatVector.fromArray(SPECIES, b, b0 + k);
      FloatVector y10 = FloatVector.fromArray(SPECIES, b, b1 + k);
      s000 = x00.fma(y00, s000);
      s010 = x00.fma(y10, s010);
      s100 = x10.fma(y00, s100);
      s110 = x10.fma(y10, s110);
      FloatVector x01 = FloatVector.fromArray(SPECIES, a, a0 + k + LANES);
      FloatVector x11 = FloatVector.fromArray(SPECIES, a, a1 + k + LANES);
      FloatVector y01 = FloatVector.fromArray(SPECIES, b, b0 + k + LANES);
      FloatVector y11 = FloatVector.fromArray(SPECIES, b, b1 + k + LANES);
      s001 = x01.fma(y01, s001);
      s011 = x01.fma(y11, s011);
      s101 = x11.fma(y01, s101);
      s111 = x11.fma(y11, s111);
      if (LANES == 4) {
        FloatVector x02 = FloatVector.fromArray(SPECIES, a, a0 + k + 2 * LANES);
        FloatVector x12 = FloatVector.fromArray(SPECIES, a, a1 + k + 2 * LANES);
        FloatVector y02 = FloatVector.fromArray(SPECIES, b, b0 + k + 2 * LANES);
        FloatVector y12 = FloatVector.fromArray(SPECIES, b, b1 + k + 2 * LANES);
        s002 = x02.fma(y02, s002);
        s012 = x02.fma(y12, s012);
        s102 = x12.fma(y02, s102);
        s112 = x12.fma(y12, s112);
        FloatVector x03 = FloatVector.fromArray(SPECIES, a, a0 + k + 3 * LANES);
        FloatVector x13 = FloatVector.fromArray(SPECIES, a, a1 + k + 3 * LANES);
        FloatVector y03 = FloatVector.fromArray(SPECIES, b, b0 + k + 3 * LANES);
        FloatVector y13 = FloatVector.fromArray(SPECIES, b, b1 + k + 3 * LANES);
        s003 = x03.fma(y03, s003);
        s013 = x03.fma(y13, s013);
        s103 = x13.fma(y03, s103);
        s113 = x13.fma(y13, s113);
      }
    }
    FloatVector t00 = together(s000, s001, s002, s003);
    FloatVector t01 = together(s010, s011, s012, s013);
    FloatVector t10 = together(s100, s101, s102, s103);
    FloatVector t11 = together(s110, s111, s112, s113);
    // Vectors of 8 lanes still hold distances 4, 2 and 1; those of 4 lanes 2 and 1.
    if (LANES == 8) {
      FloatVector u0 = join(t00, t10, SECOND_4, SWAP_4);
      FloatVector u1 = join(t01, t11, SECOND_4, SWAP_4);
      FloatVector v = fold(join(u0, u1, SECOND_2, SWAP_2), SWAP_1);
      sums[0] = v.lane(0);
      sums[1] = v.lane(2);
      sums[4] = v.lane(4);
      sums[5] = v.lane(6);
    } else {
      FloatVector u0 = join(t00, t10, SECOND_2, SWAP_2);
      FloatVector u1 = join(t01, t11, SECOND_2, SWAP_2);
      FloatVector v = join(u0, u1, SECOND_1, SWAP_1);
      sums[0] = v.lane(0);
      sums[1] = v.lane(1);
      sums[4] = v.lane(2);
      sums[5] = v.lane(3);
    }
  }

  /// The steps of the tree that are between vectors: distance 8, and with 4 lanes distance 4.
  private static FloatVector together(
      FloatVector s0, FloatVector s1, FloatVector s2, FloatVector s3) {
    return LANES == 8 ? s0.add(s1) : s0.add(s2).add(s1.add(s3));
  }

  /// One step of the tree for two vectors at once: the first one's sums end in the first lanes of
  /// each group, the second one's in those of `second`.
  private static FloatVector join(
      FloatVector a, FloatVector b, VectorMask<Float> second, VectorShuffle<Float> swap) {
    return a.blend(b, second).add(b.blend(a, second).rearrange(swap));
  }

  private static FloatVector fold(FloatVector v, VectorShuffle<Float> swap) {
    return v.add(v.rearrange(swap));
  }

  private static VectorShuffle<Float> swap(int distance) {
    return VectorShuffle.fromOp(SPECIES, lane -> (lane ^ distance) % LANES);
  }

  /// The lanes whose number has the bit `distance`.
  private static VectorMask<Float> second(int distance) {
    boolean[] lanes = new boolean[LANES];
    for (int lane = 0; lane < LANES; lane++) {
      lanes[lane] = (lane & distance) != 0;
    }
    return VectorMask.fromValues(SPECIES, lanes);
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
    int i =
        LANES == 8
            ? combineSixes(
                weights,
                weightsStart,
                rowStep,
                columnStep,
                rows,
                depth,
                b,
                bStart,
                stride,
                out,
                outStart)
            : 0;
    for (; i < rows; i += 4) {
      int i1 = Math.min(i + 1, rows - 1);
      int i2 = Math.min(i + 2, rows - 1);
      int i3 = Math.min(i + 3, rows - 1);
      int w0 = weightsStart + i * rowStep;
      int w1 = weightsStart + i1 * rowStep;
      int w2 = weightsStart + i2 * rowStep;
      int w3 = weightsStart + i3 * rowStep;
      int o0 = outStart + i * stride;
      int o1 = outStart + i1 * stride;
      int o2 = outStart + i2 * stride;
      int o3 = outStart + i3 * stride;
      int k = 0;
      if (LANES != 8) {
        for (; k + 4 * LANES <= stride; k += 4 * LANES) {
          combine4x4(
              weights,
              w0,
              w1,
              w2,
              w3,
              columnStep,
              depth,
              b,
              bStart + k,
              stride,
              out,
              o0 + k,
              o1 + k,
              o2 + k,
              o3 + k);
        }
      }
      for (; k + 2 * LANES <= stride; k += 2 * LANES) {
        combine4x2(
            weights,
            w0,
            w1,
            w2,
            w3,
            columnStep,
            depth,
            b,
            bStart + k,
            stride,
            out,
            o0 + k,
            o1 + k,
            o2 + k,
            o3 + k);
      }
      if (k < stride) {
        combine4x1(
            weights,
            w0,
            w1,
            w2,
            w3,
            columnStep,
            depth,
            b,
            bStart + k,
            stride,
            out,
            o0 + k,
            o1 + k,
            o2 + k,
            o3 + k);
      }
    }
  }

  /// For 8 lanes: as many tiles of 6 rows as do not leave more to do than tiles of 4 would. Twelve
  /// sums, two vectors of B and a weight are what its 16 registers hold.
  ///
  /// @return the first row that is left
  private static int combineSixes(
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
    int i = 0;
    for (; rows - i > 4 && rows - i != 7 && rows - i != 8; i += 6) {
      // Where 5 rows are left the last one is taken twice.
      int last = Math.min(i + 5, rows - 1);
      for (int k = 0; k < stride; k += 2 * LANES) {
        combine6x2(
            weights,
            weightsStart + i * rowStep,
            rowStep,
            weightsStart + last * rowStep,
            columnStep,
            depth,
            b,
            bStart + k,
            stride,
            out,
            outStart + i * stride + k,
            outStart + last * stride + k);
      }
    }
    return Math.min(i, rows);
  }

  private static void combine6x2(
      float[] weights,
      int w0,
      int rowStep,
      int w5,
      int columnStep,
      int depth,
      float[] b,
      int bStart,
      int stride,
      float[] out,
      int o0,
      int o5) {
    int w1 = w0 + rowStep;
    int w2 = w1 + rowStep;
    int w3 = w2 + rowStep;
    int w4 = w3 + rowStep;
    int o1 = o0 + stride;
    int o2 = o1 + stride;
    int o3 = o2 + stride;
    int o4 = o3 + stride;
    FloatVector s00 = FloatVector.fromArray(SPECIES, out, o0);
    FloatVector s01 = FloatVector.fromArray(SPECIES, out, o0 + LANES);
    FloatVector s10 = FloatVector.fromArray(SPECIES, out, o1);
    FloatVector s11 = FloatVector.fromArray(SPECIES, out, o1 + LANES);
    FloatVector s20 = FloatVector.fromArray(SPECIES, out, o2);
    FloatVector s21 = FloatVector.fromArray(SPECIES, out, o2 + LANES);
    FloatVector s30 = FloatVector.fromArray(SPECIES, out, o3);
    FloatVector s31 = FloatVector.fromArray(SPECIES, out, o3 + LANES);
    FloatVector s40 = FloatVector.fromArray(SPECIES, out, o4);
    FloatVector s41 = FloatVector.fromArray(SPECIES, out, o4 + LANES);
    FloatVector s50 = FloatVector.fromArray(SPECIES, out, o5);
    FloatVector s51 = FloatVector.fromArray(SPECIES, out, o5 + LANES);
    for (int d = 0, w = 0, at = bStart; d < depth; d++, w += columnStep, at += stride) {
      FloatVector y0 = FloatVector.fromArray(SPECIES, b, at);
      FloatVector y1 = FloatVector.fromArray(SPECIES, b, at + LANES);
      FloatVector x0 = FloatVector.broadcast(SPECIES, weights[w0 + w]);
      s00 = x0.fma(y0, s00);
      s01 = x0.fma(y1, s01);
      FloatVector x1 = FloatVector.broadcast(SPECIES, weights[w1 + w]);
      s10 = x1.fma(y0, s10);
      s11 = x1.fma(y1, s11);
      FloatVector x2 = FloatVector.broadcast(SPECIES, weights[w2 + w]);
      s20 = x2.fma(y0, s20);
      s21 = x2.fma(y1, s21);
      FloatVector x3 = FloatVector.broadcast(SPECIES, weights[w3 + w]);
      s30 = x3.fma(y0, s30);
      s31 = x3.fma(y1, s31);
      FloatVector x4 = FloatVector.broadcast(SPECIES, weights[w4 + w]);
      s40 = x4.fma(y0, s40);
      s41 = x4.fma(y1, s41);
      FloatVector x5 = FloatVector.broadcast(SPECIES, weights[w5 + w]);
      s50 = x5.fma(y0, s50);
      s51 = x5.fma(y1, s51);
    }
    s00.intoArray(out, o0);
    s01.intoArray(out, o0 + LANES);
    s10.intoArray(out, o1);
    s11.intoArray(out, o1 + LANES);
    s20.intoArray(out, o2);
    s21.intoArray(out, o2 + LANES);
    s30.intoArray(out, o3);
    s31.intoArray(out, o3 + LANES);
    s40.intoArray(out, o4);
    s41.intoArray(out, o4 + LANES);
    s50.intoArray(out, o5);
    s51.intoArray(out, o5 + LANES);
  }

  private static void combine4x4(
      float[] weights,
      int w0,
      int w1,
      int w2,
      int w3,
      int columnStep,
      int depth,
      float[] b,
      int bStart,
      int stride,
      float[] out,
      int o0,
      int o1,
      int o2,
      int o3) {
    FloatVector s00 = FloatVector.fromArray(SPECIES, out, o0);
    FloatVector s01 = FloatVector.fromArray(SPECIES, out, o0 + LANES);
    FloatVector s02 = FloatVector.fromArray(SPECIES, out, o0 + 2 * LANES);
    FloatVector s03 = FloatVector.fromArray(SPECIES, out, o0 + 3 * LANES);
    FloatVector s10 = FloatVector.fromArray(SPECIES, out, o1);
    FloatVector s11 = FloatVector.fromArray(SPECIES, out, o1 + LANES);
    FloatVector s12 = FloatVector.fromArray(SPECIES, out, o1 + 2 * LANES);
    FloatVector s13 = FloatVector.fromArray(SPECIES, out, o1 + 3 * LANES);
    FloatVector s20 = FloatVector.fromArray(SPECIES, out, o2);
    FloatVector s21 = FloatVector.fromArray(SPECIES, out, o2 + LANES);
    FloatVector s22 = FloatVector.fromArray(SPECIES, out, o2 + 2 * LANES);
    FloatVector s23 = FloatVector.fromArray(SPECIES, out, o2 + 3 * LANES);
    FloatVector s30 = FloatVector.fromArray(SPECIES, out, o3);
    FloatVector s31 = FloatVector.fromArray(SPECIES, out, o3 + LANES);
    FloatVector s32 = FloatVector.fromArray(SPECIES, out, o3 + 2 * LANES);
    FloatVector s33 = FloatVector.fromArray(SPECIES, out, o3 + 3 * LANES);
    for (int d = 0, w = 0, at = bStart; d < depth; d++, w += columnStep, at += stride) {
      FloatVector y0 = FloatVector.fromArray(SPECIES, b, at);
      FloatVector y1 = FloatVector.fromArray(SPECIES, b, at + LANES);
      FloatVector y2 = FloatVector.fromArray(SPECIES, b, at + 2 * LANES);
      FloatVector y3 = FloatVector.fromArray(SPECIES, b, at + 3 * LANES);
      FloatVector x0 = FloatVector.broadcast(SPECIES, weights[w0 + w]);
      s00 = x0.fma(y0, s00);
      s01 = x0.fma(y1, s01);
      s02 = x0.fma(y2, s02);
      s03 = x0.fma(y3, s03);
      FloatVector x1 = FloatVector.broadcast(SPECIES, weights[w1 + w]);
      s10 = x1.fma(y0, s10);
      s11 = x1.fma(y1, s11);
      s12 = x1.fma(y2, s12);
      s13 = x1.fma(y3, s13);
      FloatVector x2 = FloatVector.broadcast(SPECIES, weights[w2 + w]);
      s20 = x2.fma(y0, s20);
      s21 = x2.fma(y1, s21);
      s22 = x2.fma(y2, s22);
      s23 = x2.fma(y3, s23);
      FloatVector x3 = FloatVector.broadcast(SPECIES, weights[w3 + w]);
      s30 = x3.fma(y0, s30);
      s31 = x3.fma(y1, s31);
      s32 = x3.fma(y2, s32);
      s33 = x3.fma(y3, s33);
    }
    s00.intoArray(out, o0);
    s01.intoArray(out, o0 + LANES);
    s02.intoArray(out, o0 + 2 * LANES);
    s03.intoArray(out, o0 + 3 * LANES);
    s10.intoArray(out, o1);
    s11.intoArray(out, o1 + LANES);
    s12.intoArray(out, o1 + 2 * LANES);
    s13.intoArray(out, o1 + 3 * LANES);
    s20.intoArray(out, o2);
    s21.intoArray(out, o2 + LANES);
    s22.intoArray(out, o2 + 2 * LANES);
    s23.intoArray(out, o2 + 3 * LANES);
    s30.intoArray(out, o3);
    s31.intoArray(out, o3 + LANES);
    s32.intoArray(out, o3 + 2 * LANES);
    s33.intoArray(out, o3 + 3 * LANES);
  }

  private static void combine4x2(
      float[] weights,
      int w0,
      int w1,
      int w2,
      int w3,
      int columnStep,
      int depth,
      float[] b,
      int bStart,
      int stride,
      float[] out,
      int o0,
      int o1,
      int o2,
      int o3) {
    FloatVector s00 = FloatVector.fromArray(SPECIES, out, o0);
    FloatVector s01 = FloatVector.fromArray(SPECIES, out, o0 + LANES);
    FloatVector s10 = FloatVector.fromArray(SPECIES, out, o1);
    FloatVector s11 = FloatVector.fromArray(SPECIES, out, o1 + LANES);
    FloatVector s20 = FloatVector.fromArray(SPECIES, out, o2);
    FloatVector s21 = FloatVector.fromArray(SPECIES, out, o2 + LANES);
    FloatVector s30 = FloatVector.fromArray(SPECIES, out, o3);
    FloatVector s31 = FloatVector.fromArray(SPECIES, out, o3 + LANES);
    for (int d = 0, w = 0, at = bStart; d < depth; d++, w += columnStep, at += stride) {
      FloatVector y0 = FloatVector.fromArray(SPECIES, b, at);
      FloatVector y1 = FloatVector.fromArray(SPECIES, b, at + LANES);
      FloatVector x0 = FloatVector.broadcast(SPECIES, weights[w0 + w]);
      s00 = x0.fma(y0, s00);
      s01 = x0.fma(y1, s01);
      FloatVector x1 = FloatVector.broadcast(SPECIES, weights[w1 + w]);
      s10 = x1.fma(y0, s10);
      s11 = x1.fma(y1, s11);
      FloatVector x2 = FloatVector.broadcast(SPECIES, weights[w2 + w]);
      s20 = x2.fma(y0, s20);
      s21 = x2.fma(y1, s21);
      FloatVector x3 = FloatVector.broadcast(SPECIES, weights[w3 + w]);
      s30 = x3.fma(y0, s30);
      s31 = x3.fma(y1, s31);
    }
    s00.intoArray(out, o0);
    s01.intoArray(out, o0 + LANES);
    s10.intoArray(out, o1);
    s11.intoArray(out, o1 + LANES);
    s20.intoArray(out, o2);
    s21.intoArray(out, o2 + LANES);
    s30.intoArray(out, o3);
    s31.intoArray(out, o3 + LANES);
  }

  private static void combine4x1(
      float[] weights,
      int w0,
      int w1,
      int w2,
      int w3,
      int columnStep,
      int depth,
      float[] b,
      int bStart,
      int stride,
      float[] out,
      int o0,
      int o1,
      int o2,
      int o3) {
    FloatVector s00 = FloatVector.fromArray(SPECIES, out, o0);
    FloatVector s10 = FloatVector.fromArray(SPECIES, out, o1);
    FloatVector s20 = FloatVector.fromArray(SPECIES, out, o2);
    FloatVector s30 = FloatVector.fromArray(SPECIES, out, o3);
    for (int d = 0, w = 0, at = bStart; d < depth; d++, w += columnStep, at += stride) {
      FloatVector y0 = FloatVector.fromArray(SPECIES, b, at);
      FloatVector x0 = FloatVector.broadcast(SPECIES, weights[w0 + w]);
      s00 = x0.fma(y0, s00);
      FloatVector x1 = FloatVector.broadcast(SPECIES, weights[w1 + w]);
      s10 = x1.fma(y0, s10);
      FloatVector x2 = FloatVector.broadcast(SPECIES, weights[w2 + w]);
      s20 = x2.fma(y0, s20);
      FloatVector x3 = FloatVector.broadcast(SPECIES, weights[w3 + w]);
      s30 = x3.fma(y0, s30);
    }
    s00.intoArray(out, o0);
    s10.intoArray(out, o1);
    s20.intoArray(out, o2);
    s30.intoArray(out, o3);
  }

  @Override
  public float logistic(float[] x, int from, int to, float scale) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    float[] lanes = new float[Matrix.LANES];
    for (int part = 0; part < Matrix.LANES; part += LANES) {
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int block = from; block < to; block += FACTORS * Matrix.LANES) {
        FloatVector product = one;
        int end = Math.min(to, block + FACTORS * Matrix.LANES);
        for (int i = block + part; i < end; i += Matrix.LANES) {
          FloatVector v = FloatVector.fromArray(SPECIES, x, i);
          FloatVector e = exp(v.abs().neg());
          FloatVector both = e.add(one);
          FloatVector larger = one.div(both);
          sum = sum.add(v.max(0f));
          product = product.mul(both);
          larger.blend(e.mul(larger), v.compare(VectorOperators.LT, 0f)).mul(scale).intoArray(x, i);
        }
        sum = sum.add(log(product));
      }
      sum.intoArray(lanes, part);
    }
    return ScalarKernel.sum(lanes);
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
      out[outStart + i] = dot(a, aStart + i * stride, b, bStart + i * stride, stride);
    }
  }

  /// Reduced as [ScalarKernel#sum] does; how many of its steps are between accumulators and how
  /// many within one depends on the vector's width.
  private static float dot(float[] a, int aStart, float[] b, int bStart, int length) {
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

  @Override
  public float max(float[] x, int from, int to) {
    FloatVector most = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
    int i = from;
    for (; i + LANES <= to; i += LANES) {
      most = most.max(FloatVector.fromArray(SPECIES, x, i));
    }
    float max = most.reduceLanes(VectorOperators.MAX);
    for (; i < to; i++) {
      max = Math.max(max, x[i]);
    }
    return max;
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
  public void scaled(float factor, float[] x, int xStart, float[] y, int yStart, int stride) {
    FloatVector f = FloatVector.broadcast(SPECIES, factor);
    for (int k = 0; k < stride; k += LANES) {
      f.mul(FloatVector.fromArray(SPECIES, x, xStart + k)).intoArray(y, yStart + k);
    }
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
