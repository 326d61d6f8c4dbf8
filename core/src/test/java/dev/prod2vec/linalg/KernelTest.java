package dev.prod2vec.linalg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// Runs once per vector width: see the executions of Surefire in core's pom.
class KernelTest {
  private static final Kernel SCALAR = ScalarKernel.INSTANCE;
  private static final Kernel VECTOR = VectorKernel.INSTANCE;
  private static final float[] EXTREMES = {
    0f,
    -0f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    1e-30f,
    -1e-30f,
    86.9f,
    -86.9f,
    -87f,
    -87.01f,
    88f,
    88.1f,
    1e4f,
    -1e4f,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN
  };

  @Test
  void theBestKernelIsTheVectorKernelWhereItsModuleIsPresent() {
    assertThat(Kernel.best()).isSameAs(VECTOR);
  }

  @Test
  void dotsGiveTheBytesOfTheTwinForOddShapes() {
    Random random = new Random(1);
    for (int rows : new int[] {0, 1, 2, 3, 4, 5, 7, 8, 11}) {
      for (int columns : new int[] {0, 1, 2, 3, 4, 5, 6, 9}) {
        for (int dim : new int[] {1, 16, 17, 33, rows == columns ? 4098 : 128}) {
          int stride = Matrix.stride(dim);
          float[] a = floats(random, rows * stride + 3);
          float[] b = floats(random, columns * stride + 5);
          float[] expected = new float[2 + rows * (columns + 1)];
          float[] actual = new float[expected.length];
          SCALAR.dots(a, 3, rows, b, 5, columns, stride, expected, 2, columns + 1);
          VECTOR.dots(a, 3, rows, b, 5, columns, stride, actual, 2, columns + 1);
          assertThat(actual).as("%d x %d, %d", rows, columns, dim).isEqualTo(expected);
          for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
              double sum = 0;
              for (int k = 0; k < stride; k++) {
                sum += (double) a[3 + i * stride + k] * b[5 + j * stride + k];
              }
              assertThat((double) actual[2 + i * (columns + 1) + j])
                  .isCloseTo(sum, offset(1e-6 * dim + 1e-5));
            }
          }
        }
      }
    }
  }

  @Test
  void combineGivesTheBytesOfTheTwinForOddShapesBothWays() {
    Random random = new Random(2);
    for (int rows : new int[] {0, 1, 2, 3, 4, 5, 7, 8, 11}) {
      for (int depth : new int[] {0, 1, 2, 5, 20}) {
        for (int stride : new int[] {16, 32, 48, 64, 80, 112, rows == depth ? 4112 : 128}) {
          float[] weights = floats(random, rows * depth + 1);
          float[] b = floats(random, Math.max(rows, depth) * stride + 5);
          float[] before = floats(random, Math.max(rows, depth) * stride + 2);
          float[] expected = before.clone();
          float[] actual = before.clone();
          SCALAR.combine(weights, 1, depth, 1, rows, depth, b, 5, stride, expected, 2);
          VECTOR.combine(weights, 1, depth, 1, rows, depth, b, 5, stride, actual, 2);
          assertThat(actual).as("%d x %d, %d", rows, depth, stride).isEqualTo(expected);
          double worst = 0;
          for (int i = 0; i < rows; i++) {
            for (int k = 0; k < stride; k++) {
              double sum = before[2 + i * stride + k];
              for (int j = 0; j < depth; j++) {
                sum += (double) weights[1 + i * depth + j] * b[5 + j * stride + k];
              }
              worst = Math.max(worst, Math.abs(actual[2 + i * stride + k] - sum));
            }
          }
          assertThat(worst).isLessThan(1e-4);
          SCALAR.combine(weights, 1, 1, depth, depth, rows, b, 5, stride, expected, 2);
          VECTOR.combine(weights, 1, 1, depth, depth, rows, b, 5, stride, actual, 2);
          assertThat(actual).as("%d x %d, %d", depth, rows, stride).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void rowDotsGiveTheBytesOfTheTwinAndOfDots() {
    Random random = new Random(3);
    for (int stride : new int[] {16, 32, 48, 128, 4112}) {
      float[] a = floats(random, 5 * stride + 1);
      float[] b = floats(random, 5 * stride + 2);
      float[] expected = new float[8];
      float[] actual = new float[8];
      SCALAR.rowDots(a, 1, b, 2, 5, stride, expected, 3);
      VECTOR.rowDots(a, 1, b, 2, 5, stride, actual, 3);
      assertThat(actual).isEqualTo(expected);
      float[] all = new float[25];
      VECTOR.dots(a, 1, 5, b, 2, 5, stride, all, 0, 5);
      for (int i = 0; i < 5; i++) {
        assertThat(actual[3 + i]).isEqualTo(all[6 * i]);
      }
    }
  }

  @Test
  void transposedRowsGiveDotProductsByCombine() {
    Random random = new Random(4);
    Matrix a = Matrix.copyOf(floats(random, 5 * 33), 5, 33);
    Matrix b = Matrix.copyOf(floats(random, 20 * 33), 20, 33);
    float[] columns = new float[33 * 32];
    Kernel.transpose(b.values(), 0, 20, b.stride(), 33, columns, 0, 32);
    float[] actual = new float[5 * 32];
    VECTOR.combine(a.values(), 0, a.stride(), 1, 5, 33, columns, 0, 32, actual, 0);
    float[] expected = new float[5 * 32];
    VECTOR.dots(a.values(), 0, 5, b.values(), 0, 20, a.stride(), expected, 0, 32);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i]).isCloseTo(expected[i], offset(1e-4));
    }
  }

  @Test
  void addAndScaledGiveTheBytesOfTheTwin() {
    Random random = new Random(7);
    for (int stride : new int[] {16, 32, 48, 128, 4112}) {
      float[] x = floats(random, stride + 1);
      float[] expected = floats(random, stride + 2);
      float[] actual = expected.clone();
      SCALAR.add(0.3f, x, 1, expected, 2, stride);
      VECTOR.add(0.3f, x, 1, actual, 2, stride);
      assertThat(actual).isEqualTo(expected);
      SCALAR.scaled(-0.7f, x, 1, expected, 2, stride);
      VECTOR.scaled(-0.7f, x, 1, actual, 2, stride);
      assertThat(actual).isEqualTo(expected);
      assertThat(actual[stride + 1]).isEqualTo(-0.7f * x[stride]);
    }
  }

  @Test
  void gatheredRowsFollowOneAnother() {
    Matrix rows = Matrix.copyOf(floats(new Random(5), 7 * 20), 7, 20);
    float[] out = new float[1 + 3 * rows.stride()];
    Kernel.gather(rows, new int[] {9, 6, 0, 6}, 1, 3, out, 1);
    for (int i = 0; i < 3; i++) {
      for (int k = 0; k < rows.stride(); k++) {
        int row = i == 1 ? 0 : 6;
        assertThat(out[1 + i * rows.stride() + k])
            .isEqualTo(rows.values()[row * rows.stride() + k]);
      }
    }
  }

  @Test
  void logisticGivesTheBytesOfTheTwinAndIsExact() {
    for (int blocks : new int[] {0, 1, 2, 63, 64, 65, 128, 200}) {
      float[] x = withExtremes(blocks * Matrix.LANES, blocks);
      float[] expected = x.clone();
      float[] actual = x.clone();
      float expectedSum = SCALAR.logistic(expected, 0, x.length, -0.3f);
      float actualSum = VECTOR.logistic(actual, 0, x.length, -0.3f);
      assertThat(actual).isEqualTo(expected);
      assertThat(new float[] {actualSum}).containsExactly(new float[] {expectedSum});
      for (int i = 0; i < x.length; i++) {
        if (Math.abs(x[i]) <= 86) {
          double logistic = -0.3f / (1 + Math.exp(-(double) x[i]));
          assertThat((double) actual[i]).isCloseTo(logistic, relative(logistic));
        }
      }
    }
  }

  @Test
  void logisticSumsTheLogarithms() {
    Random random = new Random(6);
    float[] x = new float[500 * Matrix.LANES];
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) random.nextGaussian(0, 8);
      sum += Math.max(x[i], 0) + Math.log1p(Math.exp(-Math.abs((double) x[i])));
    }
    assertThat((double) VECTOR.logistic(x, 0, x.length, 1f)).isCloseTo(sum, relative(sum));
    float[] none = new float[Matrix.LANES];
    java.util.Arrays.fill(none, Float.NEGATIVE_INFINITY);
    assertThat(VECTOR.logistic(none, 0, none.length, 1f)).isZero();
    assertThat(none).containsOnly(0f);
    none[5] = Float.NaN;
    assertThat(VECTOR.logistic(none, 0, none.length, 1f)).isNaN();
  }

  @Test
  void logIsExactForNormalNumbers() {
    for (float x = Float.MIN_NORMAL; x < 1e38f; x *= 1.00137f) {
      double log = Math.log(x);
      assertThat((double) Kernel.log(x)).isCloseTo(log, offset(2e-7 + 1e-7 * Math.abs(log)));
    }
    assertThat(Kernel.log(1f)).isZero();
  }

  @Test
  void maxIsTheLargestOfAnyLength() {
    for (int length = 0; length < 70; length++) {
      float[] x = floats(new Random(length), length + 1);
      float max = Float.NEGATIVE_INFINITY;
      for (int i = 1; i <= length; i++) {
        max = Math.max(max, x[i]);
      }
      assertThat(VECTOR.max(x, 1, length + 1)).isEqualTo(max);
      assertThat(SCALAR.max(x, 1, length + 1)).isEqualTo(max);
    }
  }

  @Test
  void expGivesTheBytesOfTheTwinForEveryLengthAndIsExact() {
    for (int length = 0; length < 100; length++) {
      float[] x = withExtremes(length, length);
      float[] expected = x.clone();
      float[] actual = x.clone();
      float expectedSum = SCALAR.exp(expected, 0, length, 0.5f);
      float actualSum = VECTOR.exp(actual, 0, length, 0.5f);
      assertThat(actual).isEqualTo(expected);
      assertThat(new float[] {actualSum}).containsExactly(new float[] {expectedSum});
      for (int i = 0; i < length; i++) {
        double e = Math.exp((double) (x[i] - 0.5f));
        if (x[i] - 0.5f >= -87 && x[i] - 0.5f <= 88) {
          assertThat((double) actual[i]).isCloseTo(e, relative(e));
        } else if (x[i] < -88) {
          assertThat(actual[i]).isZero();
        }
      }
    }
  }

  private static float[] floats(Random random, int length) {
    float[] x = new float[length];
    for (int i = 0; i < length; i++) {
      x[i] = (float) random.nextGaussian();
    }
    return x;
  }

  private static float[] withExtremes(int length, int seed) {
    Random random = new Random(seed);
    float[] x = new float[length];
    for (int i = 0; i < length; i++) {
      x[i] = i % 3 == 0 ? EXTREMES[i / 3 % EXTREMES.length] : (float) random.nextGaussian(0, 20);
    }
    return x;
  }

  private static org.assertj.core.data.Offset<Double> relative(double of) {
    return offset(Math.max(5e-7 * Math.abs(of), 1e-37));
  }

  private static org.assertj.core.data.Offset<Double> offset(double of) {
    return org.assertj.core.data.Offset.offset(of);
  }
}
