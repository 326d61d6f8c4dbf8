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
  void multiplyGivesTheBytesOfTheTwinForOddShapes() {
    Random random = new Random(1);
    for (int rows : new int[] {1, 2, 3, 4, 5, 7, 8, 11, 80}) {
      for (int depth : new int[] {0, 1, 2, 15, 16, 17, 127, 4098}) {
        float[] a = floats(random, rows * depth + 3);
        float[] panel = floats(random, depth * Matrix.LANES + 5);
        int[] starts = Kernel.steps(3, depth, rows);
        int stride = Matrix.LANES + 1;
        float[] expected = new float[2 + rows * stride];
        float[] actual = new float[expected.length];
        SCALAR.multiply(a, starts, rows, depth, panel, 5, expected, 2, stride);
        VECTOR.multiply(a, starts, rows, depth, panel, 5, actual, 2, stride);
        assertThat(actual).as("%d x %d", rows, depth).containsExactly(expected);
      }
    }
  }

  @Test
  void rowsTimesPackedColumnsAreDotProducts() {
    Random random = new Random(2);
    for (int dim : new int[] {1, 2, 15, 32, 33, 100}) {
      for (int bRows : new int[] {1, 31, 32, 33, 70}) {
        Matrix a = Matrix.copyOf(floats(random, 5 * dim), 5, dim);
        Matrix b = Matrix.copyOf(floats(random, bRows * dim), bRows, dim);
        int cols = Matrix.stride(bRows);
        float[] panels = new float[cols * dim];
        float[] out = new float[5 * cols];
        Kernel.packColumns(b.values(), Kernel.steps(0, b.stride(), bRows), bRows, dim, panels);
        for (int col = 0; col < cols; col += Matrix.LANES) {
          int[] starts = Kernel.steps(0, a.stride(), 5);
          VECTOR.multiply(a.values(), starts, 5, dim, panels, col * dim, out, col, cols);
        }
        for (int i = 0; i < 5; i++) {
          for (int j = 0; j < bRows; j++) {
            double sum = 0;
            for (int k = 0; k < dim; k++) {
              sum += (double) a.values()[i * a.stride() + k] * b.values()[j * b.stride() + k];
            }
            assertThat((double) out[i * cols + j]).isCloseTo(sum, offset(1e-4));
          }
        }
      }
    }
  }

  @Test
  void packedRowsTakeTheColumnsOfAllRowsPanelByPanel() {
    Matrix b = Matrix.copyOf(floats(new Random(3), 3 * 70), 3, 70);
    float[] panels = new float[3 * b.stride()];
    Kernel.packRows(b.values(), Kernel.steps(0, b.stride(), 3), 3, b.stride(), panels);
    for (int row = 0; row < 3; row++) {
      for (int k = 0; k < b.stride(); k++) {
        int panel = k / Matrix.LANES;
        assertThat(panels[(panel * 3 + row) * Matrix.LANES + k % Matrix.LANES])
            .isEqualTo(b.values()[row * b.stride() + k]);
      }
    }
  }

  @Test
  void logisticAndSoftplusGiveTheBytesOfTheTwinAndAreExact() {
    float[] x = withExtremes(4096, 4);
    float[] expected = x.clone();
    float[] actual = x.clone();
    float[] expectedSoftplus = new float[x.length];
    float[] actualSoftplus = new float[x.length];
    SCALAR.logistic(expected, expectedSoftplus, 0, x.length);
    VECTOR.logistic(actual, actualSoftplus, 0, x.length);
    assertThat(actual).containsExactly(expected);
    assertThat(actualSoftplus).containsExactly(expectedSoftplus);
    for (int i = 0; i < x.length; i++) {
      if (Math.abs(x[i]) <= 86) {
        double e = Math.exp(-(double) x[i]);
        assertThat((double) actual[i]).isCloseTo(1 / (1 + e), relative(1 / (1 + e)));
        double softplus = Math.max(x[i], 0) + Math.log1p(Math.exp(-Math.abs((double) x[i])));
        assertThat((double) actualSoftplus[i]).isCloseTo(softplus, relative(softplus));
      }
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
      assertThat(actual).containsExactly(expected);
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

  @Test
  void adagradGivesTheBytesOfTheTwinAndTakesStepsOfTheRate() {
    Random random = new Random(5);
    for (int dim : new int[] {1, 3, 16, 17, 31, 128, 129, 4096}) {
      Matrix weights = Matrix.copyOf(floats(random, dim), 1, dim);
      Matrix gradient = Matrix.copyOf(floats(random, dim), 1, dim);
      float[] expected = weights.values().clone();
      float[] actual = weights.values().clone();
      float[] expectedSquares = new float[1];
      float[] actualSquares = new float[1];
      int stride = weights.stride();
      for (int step = 0; step < 3; step++) {
        SCALAR.adagrad(expected, 0, gradient.values(), 0, stride, dim, expectedSquares, 0, 0.1f);
        VECTOR.adagrad(actual, 0, gradient.values(), 0, stride, dim, actualSquares, 0, 0.1f);
      }
      assertThat(actual).containsExactly(expected);
      assertThat(actualSquares).containsExactly(expectedSquares);
      double square = 0;
      for (float g : gradient.values()) {
        square += (double) g * g / dim;
      }
      double moved = 0.1 * (1 + 1 / Math.sqrt(2) + 1 / Math.sqrt(3)) / Math.sqrt(square);
      for (int k = 0; k < dim; k++) {
        assertThat((double) (actual[k] - weights.values()[k]))
            .isCloseTo(moved * gradient.values()[k], offset(1e-4));
      }
    }
  }

  @Test
  void aGradientOfZerosChangesNothing() {
    float[] weights = floats(new Random(6), Matrix.LANES);
    float[] before = weights.clone();
    float[] squares = new float[1];
    VECTOR.adagrad(weights, 0, new float[Matrix.LANES], 0, Matrix.LANES, 5, squares, 0, 0.1f);
    assertThat(weights).containsExactly(before);
    assertThat(squares).containsExactly(0f);
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
    return offset(Math.max(1e-6 * Math.abs(of), 1e-37));
  }

  private static org.assertj.core.data.Offset<Double> offset(double of) {
    return org.assertj.core.data.Offset.offset(of);
  }
}
