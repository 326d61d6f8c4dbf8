package dev.prod2vec.linalg;

import static dev.prod2vec.linalg.Kernel.BLOCK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Runs once per vector width: see the executions of Surefire in core's pom.
class KernelTest {
  private static final Kernel SCALAR = ScalarKernel.INSTANCE;
  private static final Kernel VECTOR = VectorKernel.INSTANCE;
  private static final Kernel[] BOTH = {SCALAR, VECTOR};

  /// Around the rows of one tile and of several.
  private static final int[] ROWS = {0, 1, 2, 3, 4, 5, 6, 7, 11, 12, 13, 64, 65};

  private static final float[] EXTREMES = {
    0f,
    -0f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    1e-30f,
    -1e-30f,
    63.9f,
    64f,
    64.01f,
    86.9f,
    -86.9f,
    -87f,
    -87.01f,
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
    assertThat(Kernel.scalar()).isSameAs(SCALAR);
  }

  @Test
  void aPanelDividesTheStrideOfEveryMatrixAndABlock() {
    for (Kernel kernel : BOTH) {
      assertThat(Matrix.PADDING % kernel.panel()).isZero();
      assertThat(BLOCK % kernel.panel()).isZero();
    }
  }

  /// The sums run in ascending order: see [#plainProduct].
  @Test
  void productsGiveTheBytesOfTheTwinAndOfPlainSums() {
    Random random = new Random(1);
    for (int rows : ROWS) {
      for (int depth : new int[] {0, 1, 2, 7, rows == 6 ? 4098 : 128}) {
        for (int dim : new int[] {1, 33, rows == depth ? 4098 : 128}) {
          int rowStep = depth + 3;
          Matrix b = random(random, depth, dim);
          float[] a = floats(random, 5 + rows * rowStep);
          float[] before = floats(random, 2 + rows * (b.stride() + 1));
          float[] expected = before.clone();
          plainProduct(a, 5, rowStep, 1, rows, b, expected, 2, b.stride() + 1);
          for (Kernel kernel : BOTH) {
            float[] actual = before.clone();
            float[] panels = panels(kernel, b);
            for (int column = 0; column < b.stride(); column += kernel.panel()) {
              int start = 1 + column * depth;
              int out = 2 + column;
              kernel.product(
                  a, 5, rowStep, rows, depth, panels, start, actual, out, b.stride() + 1);
            }
            assertThat(actual).as("%d x %d, %d", rows, depth, dim).isEqualTo(expected);
          }
        }
      }
    }
  }

  @Test
  void transposedProductsGiveTheBytesOfTheTwinAndOfPlainSums() {
    Random random = new Random(2);
    for (int rows : ROWS) {
      for (int depth : new int[] {0, 1, 2, 7, rows == 6 ? 4098 : 128}) {
        for (int dim : new int[] {1, 33, rows == 7 ? 4098 : 128}) {
          Matrix b = random(random, depth, dim);
          float[] a = floats(random, 5 + (depth + 1) * BLOCK);
          float[] before = floats(random, 2 + rows * (b.stride() + 1));
          float[] expected = before.clone();
          plainProduct(a, 5, 1, BLOCK, rows, b, expected, 2, b.stride() + 1);
          for (Kernel kernel : BOTH) {
            float[] actual = before.clone();
            float[] panels = panels(kernel, b);
            for (int column = 0; column < b.stride(); column += kernel.panel()) {
              int start = 1 + column * depth;
              int out = 2 + column;
              kernel.transposedProduct(
                  a, 5, rows, depth, panels, start, actual, out, b.stride() + 1);
            }
            assertThat(actual).as("%d x %d, %d", rows, depth, dim).isEqualTo(expected);
          }
        }
      }
    }
  }

  /// Sums with fused multiply-add, one after the other.
  private static void plainProduct(
      float[] a,
      int aStart,
      int rowStep,
      int depthStep,
      int rows,
      Matrix b,
      float[] out,
      int outStart,
      int outStep) {
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < b.stride(); k++) {
        float sum = out[outStart + i * outStep + k];
        for (int d = 0; d < b.rows(); d++) {
          float factor = a[aStart + i * rowStep + d * depthStep];
          sum = Math.fma(factor, b.values()[d * b.stride() + k], sum);
        }
        out[outStart + i * outStep + k] = sum;
      }
    }
  }

  /// The rows as panels that begin at 1.
  private static float[] panels(Kernel kernel, Matrix b) {
    float[] panels = new float[1 + b.rows() * b.stride()];
    kernel.pack(b.values(), 0, b.rows(), b.stride(), panels, 1, b.rows());
    return panels;
  }

  @Test
  void packedRowsStandInPanelsAndNothingElseIsWritten() {
    Random random = new Random(3);
    for (Kernel kernel : BOTH) {
      int width = kernel.panel();
      for (int rows : new int[] {0, 1, 5, 64}) {
        for (int panelRows : new int[] {rows, rows + 3}) {
          Matrix x = random(random, rows, 70);
          float[] expected = floats(random, 2 + panelRows * x.stride());
          float[] actual = expected.clone();
          kernel.pack(x.values(), 0, rows, x.stride(), actual, 2, panelRows);
          for (int i = 0; i < rows; i++) {
            for (int k = 0; k < x.stride(); k++) {
              expected[2 + k / width * panelRows * width + i * width + k % width] =
                  x.values()[i * x.stride() + k];
            }
          }
          assertThat(actual).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void rowsPackedAsColumnsStandInPanelsThatAreFilledWithZeros() {
    Random random = new Random(4);
    for (Kernel kernel : BOTH) {
      int width = kernel.panel();
      for (int rows : new int[] {0, 1, width - 1, width, width + 1, 2 * width, 70}) {
        for (int dim : new int[] {1, 5, 33}) {
          int stride = dim + 4;
          float[] x = floats(random, 3 + rows * stride);
          int panels = (rows + width - 1) / width;
          float[] expected = floats(random, 2 + panels * width * dim + 1);
          float[] actual = expected.clone();
          kernel.packTransposed(x, 3, rows, stride, dim, actual, 2);
          for (int i = 0; i < panels * width; i++) {
            for (int k = 0; k < dim; k++) {
              expected[2 + i / width * dim * width + k * width + i % width] =
                  i < rows ? x[3 + i * stride + k] : 0f;
            }
          }
          assertThat(actual).as("%d rows of %d", rows, dim).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void aProductWithRowsPackedAsColumnsIsTheirDotProducts() {
    Random random = new Random(5);
    Matrix a = random(random, 5, 33);
    Matrix b = random(random, 20, 33);
    for (Kernel kernel : BOTH) {
      float[] columns = new float[33 * 32];
      kernel.packTransposed(b.values(), 0, 20, b.stride(), 33, columns, 0);
      float[] actual = new float[5 * 32];
      for (int column = 0; column < 20; column += kernel.panel()) {
        kernel.product(a.values(), 0, a.stride(), 5, 33, columns, column * 33, actual, column, 32);
      }
      for (int i = 0; i < 5; i++) {
        for (int j = 0; j < 32; j++) {
          float dot =
              j < 20
                  ? kernel.dot(a.values(), i * a.stride(), b.values(), j * b.stride(), a.stride())
                  : 0f;
          assertThat((double) actual[i * 32 + j]).isCloseTo(dot, within(1e-5));
        }
      }
    }
  }

  @Test
  void dotsGiveTheBytesOfTheTwin() {
    Random random = new Random(6);
    for (int length : new int[] {0, 16, 32, 48, 128, 4112}) {
      float[] a = floats(random, length + 1);
      float[] b = floats(random, length + 2);
      float actual = VECTOR.dot(a, 1, b, 2, length);
      assertThat(actual).isEqualTo(SCALAR.dot(a, 1, b, 2, length));
      double sum = 0;
      for (int k = 0; k < length; k++) {
        sum += (double) a[1 + k] * b[2 + k];
      }
      assertThat((double) actual).isCloseTo(sum, within(1e-6 + 1e-7 * length));
    }
  }

  @Test
  void addGivesTheBytesOfTheTwinAndOfOneFusedStep() {
    Random random = new Random(7);
    for (int stride : new int[] {0, 16, 32, 48, 128, 4112}) {
      float[] x = floats(random, stride + 1);
      float[] before = floats(random, stride + 3);
      float[] expected = before.clone();
      for (int k = 0; k < stride; k++) {
        expected[2 + k] = Math.fma(0.3f, x[1 + k], expected[2 + k]);
      }
      for (Kernel kernel : BOTH) {
        float[] actual = before.clone();
        kernel.add(0.3f, x, 1, actual, 2, stride);
        assertThat(actual).isEqualTo(expected);
      }
    }
  }

  @Test
  void scaleMultipliesARangeAlone() {
    float[] x = {1, 2, 3, 4};
    Kernel.scale(x, 1, 3, -2f);
    assertThat(x).containsExactly(1, -4, -6, 4);
    Kernel.scale(x, 2, 2, 9f);
    assertThat(x).containsExactly(1, -4, -6, 4);
  }

  @Test
  void gatheredRowsFollowOneAnother() {
    Matrix rows = random(new Random(8), 7, 20);
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
  void exponentialsGiveTheBytesOfTheTwinAndAreExact() {
    for (int rows : new int[] {0, 1, 2, 63, 64, 65, 200}) {
      for (int columns : new int[] {0, 16, 32, 48, 64}) {
        float[] x = withExtremes(3 + rows * BLOCK, rows + columns);
        float[] expected = x.clone();
        float[] actual = x.clone();
        float[] expectedSums = filled(BLOCK + 2);
        float[] sums = filled(BLOCK + 2);
        float most = rows % 2 == 0 ? Kernel.MOST : 24f;
        SCALAR.exponentials(expected, 3, rows, columns, most, expectedSums, 1);
        VECTOR.exponentials(actual, 3, rows, columns, most, sums, 1);
        assertThat(actual).isEqualTo(expected);
        assertThat(sums).isEqualTo(expectedSums);
        for (int at = 3; at < x.length; at++) {
          if ((at - 3) % BLOCK >= columns) {
            assertThat(Float.compare(actual[at], x[at])).isZero();
          } else if (Float.isNaN(x[at])) {
            assertThat(actual[at]).isNaN();
          } else if (x[at] < -87) {
            assertThat(actual[at]).isZero();
          } else {
            double e = Math.exp(Math.min(most, (double) x[at]));
            assertThat((double) actual[at]).isCloseTo(e, relative(5e-7, e));
          }
        }
        for (int at = 0; at < sums.length; at++) {
          if (at < 1 || at > columns) {
            assertThat(sums[at]).isEqualTo(filled(1)[0]);
          } else {
            double sum = 0;
            for (int i = 0; i < rows; i++) {
              sum += actual[3 + i * BLOCK + at - 1];
            }
            if (Double.isNaN(sum)) {
              assertThat(sums[at]).isNaN();
            } else {
              assertThat((double) sums[at]).isCloseTo(sum, relative(1e-5, sum));
            }
          }
        }
      }
    }
  }

  @Test
  void expIsWhatExponentialsComputes() {
    float[] x = withExtremes(BLOCK, 3);
    float[] exponentials = x.clone();
    VECTOR.exponentials(exponentials, 0, 1, BLOCK, Kernel.MOST, new float[BLOCK], 0);
    for (int i = 0; i < BLOCK; i++) {
      assertThat(Float.compare(Kernel.exp(x[i]), exponentials[i])).isZero();
    }
  }

  @Test
  void logisticGivesTheBytesOfTheTwinAndIsExact() {
    for (int rows : new int[] {0, 1, 2, 63, 64, 65, 128, 200}) {
      for (int columns : new int[] {0, 16, 32, 48, 64}) {
        float[] x = withExtremes(3 + rows * BLOCK, rows + columns);
        float[] expected = x.clone();
        float[] actual = x.clone();
        float[] expectedSums = filled(rows + 2);
        float[] sums = filled(rows + 2);
        SCALAR.logistic(expected, 3, rows, columns, -0.3f, expectedSums, 1);
        VECTOR.logistic(actual, 3, rows, columns, -0.3f, sums, 1);
        assertThat(actual).isEqualTo(expected);
        assertThat(sums).isEqualTo(expectedSums);
        assertThat(sums[0]).isEqualTo(filled(1)[0]);
        assertThat(sums[rows + 1]).isEqualTo(filled(1)[0]);
        for (int at = 3; at < x.length; at++) {
          if ((at - 3) % BLOCK >= columns) {
            assertThat(Float.compare(actual[at], x[at])).isZero();
          } else if (Float.isNaN(x[at])) {
            assertThat(actual[at]).isNaN();
          } else if (x[at] < -87) {
            assertThat(actual[at]).isZero();
          } else {
            double logistic = -0.3f / (1 + Math.exp(-(double) x[at]));
            assertThat((double) actual[at]).isCloseTo(logistic, relative(5e-7, logistic));
          }
        }
      }
    }
  }

  @Test
  void logisticSumsTheLogarithmsOfEachRow() {
    Random random = new Random(9);
    // Large numbers, and small ones whose terms add next to nothing to 1.
    for (double mean : new double[] {0, 8, -8, -16}) {
      int rows = 50;
      float[] x = new float[rows * BLOCK];
      double[] expected = new double[rows];
      for (int at = 0; at < x.length; at++) {
        x[at] = (float) random.nextGaussian(mean, mean == 0 ? 8 : 1);
        expected[at / BLOCK] +=
            Math.max(x[at], 0) + Math.log1p(Math.exp(-Math.abs((double) x[at])));
      }
      float[] sums = new float[rows];
      VECTOR.logistic(x, 0, rows, BLOCK, 1f, sums, 0);
      for (int row = 0; row < rows; row++) {
        assertThat((double) sums[row])
            .as("around %s", mean)
            .isCloseTo(expected[row], within(2e-7 * BLOCK + 2e-6 * expected[row]));
      }
    }
  }

  @Test
  void logisticAddsNothingForNegativeInfinityAndPassesOnWhatIsNoNumber() {
    float[] x = new float[2 * BLOCK];
    float[] sums = filled(2);
    Arrays.fill(x, Float.NEGATIVE_INFINITY);
    VECTOR.logistic(x, 0, 2, BLOCK, 1f, sums, 0);
    assertThat(x).containsOnly(0f);
    assertThat(sums).containsOnly(0f);
    x[BLOCK + 5] = Float.NaN;
    VECTOR.logistic(x, 0, 2, BLOCK, 1f, sums, 0);
    assertThat(sums[0]).isNotNaN();
    assertThat(sums[1]).isNaN();
  }

  @Test
  void powersOfWhatIsLeftGiveTheBytesOfTheTwinAndAreExact() {
    Random random = new Random(10);
    for (int length : new int[] {0, 16, 32, 48, 64}) {
      for (int power : new int[] {0, 1, 2, 3, 8}) {
        float[] a = floats(random, length + 1);
        float[] b = floats(random, length + 2);
        if (length > 0) {
          a[1] = b[2];
        }
        float[] before = floats(random, length + 3);
        double[] expected = new double[length];
        for (int k = 0; k < length; k++) {
          double rest = Math.max(0, (double) (a[1 + k] - b[2 + k]));
          expected[k] = rest == 0 ? 0 : Math.pow(rest, power);
        }
        float[] twin = before.clone();
        SCALAR.addRestPowers(0.3f, a, 1, b, 2, power, twin, 3, length);
        float[] actual = before.clone();
        VECTOR.addRestPowers(0.3f, a, 1, b, 2, power, actual, 3, length);
        assertThat(actual).isEqualTo(twin);
        for (int k = 0; k < length; k++) {
          double sum = before[3 + k] + 0.3f * expected[k];
          assertThat((double) actual[3 + k]).isCloseTo(sum, within(1e-6 * (1 + Math.abs(sum))));
        }
        if (power > 0) {
          float sum = VECTOR.restPowers(a, 1, b, 2, power, length);
          assertThat(sum).isEqualTo(SCALAR.restPowers(a, 1, b, 2, power, length));
          double all = Arrays.stream(expected).sum();
          assertThat((double) sum).isCloseTo(all, within(1e-5 * (1 + all)));
        }
      }
    }
  }

  @Test
  void logIsExactForNormalNumbers() {
    for (float x = Float.MIN_NORMAL; x < 1e38f; x *= 1.00137f) {
      double log = Math.log(x);
      assertThat((double) Kernel.log(x)).isCloseTo(log, within(2e-7 + 1e-7 * Math.abs(log)));
    }
    assertThat(Kernel.log(1f)).isZero();
  }

  private static Matrix random(Random random, int rows, int dim) {
    return Matrix.copyOf(floats(random, rows * dim), rows, dim);
  }

  private static float[] floats(Random random, int length) {
    float[] x = new float[length];
    for (int i = 0; i < length; i++) {
      x[i] = (float) random.nextGaussian();
    }
    return x;
  }

  /// Numbers that no kernel writes.
  private static float[] filled(int length) {
    float[] x = new float[length];
    Arrays.fill(x, -12345f);
    return x;
  }

  /// Whichever the column, it has ordinary numbers and, in some rows, an extreme one.
  private static float[] withExtremes(int length, int seed) {
    Random random = new Random(seed);
    float[] x = new float[length];
    for (int i = 0; i < length; i++) {
      x[i] =
          random.nextInt(3) == 0
              ? EXTREMES[random.nextInt(EXTREMES.length)]
              : (float) random.nextGaussian(0, 20);
    }
    return x;
  }

  private static Offset<Double> relative(double error, double of) {
    return within(Math.max(error * Math.abs(of), 1e-37));
  }
}
