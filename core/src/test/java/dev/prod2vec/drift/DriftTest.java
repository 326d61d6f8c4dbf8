package dev.prod2vec.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.prod2vec.linalg.Matrix;
import dev.prod2vec.parallel.Crew;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriftTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 16, 33, 64, 100})
  void rowsThatWereTurnedAndMirroredDidNotDrift(int dim) {
    Matrix from = random(5 * dim + 3, dim, 1);
    Matrix to = turned(from, 2);
    assertStill(drifts(from, to, 1));
  }

  @Test
  void inPlaceATurnIsADriftAndTheCommonDirectionIsNot() {
    Matrix from = Matrix.copyOf(new float[] {11, 0, 9, 0, 10, 1, 10, -1}, 4, 2);
    // The first two changed places around the mean, (10, 0); the third turned by 45 degrees.
    Matrix to = Matrix.copyOf(new float[] {9, 0, 11, 0, 11, 1, 10, -1}, 4, 2);
    double[] drifts = Drift.inPlace(from, to);
    assertThat(drifts[0]).isCloseTo(2, within(1e-6));
    assertThat(drifts[1]).isCloseTo(2, within(1e-6));
    assertThat(drifts[2]).isCloseTo(1 - Math.sqrt(0.5), within(1e-6));
    assertThat(drifts[3]).isCloseTo(0, within(1e-6));
    assertThatThrownBy(() -> Drift.inPlace(from, Matrix.zeros(4, 3)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theProductsThatMovedAreFirst() {
    Matrix from = random(400, 24, 1);
    Matrix to = turned(from, 2);
    Matrix others = random(400, 24, 3);
    for (int moved : new int[] {17, 203}) {
      System.arraycopy(
          others.values(), moved * to.stride(), to.values(), moved * to.stride(), to.dim());
    }
    double[] drifts = drifts(from, to, 1);
    assertThat(drifts[17]).isGreaterThan(0.3);
    assertThat(drifts[203]).isGreaterThan(0.3);
    drifts[17] = 0;
    drifts[203] = 0;
    assertThat(Arrays.stream(drifts).max().orElseThrow()).isLessThan(0.05);
  }

  @Test
  void threadsDoNotChangeABit() {
    Matrix from = random(700, 37, 1);
    Matrix to = random(700, 37, 2);
    double[] one = drifts(from, to, 1);
    assertThat(drifts(from, to, 2)).isEqualTo(one);
    assertThat(drifts(from, to, 5)).isEqualTo(one);
  }

  @Test
  void shorterRowsCountAsFilledUpWithZeros() {
    Matrix from = random(300, 10, 1);
    Matrix wide = Matrix.zeros(300, 40);
    for (int row = 0; row < 300; row++) {
      System.arraycopy(
          from.values(), row * from.stride(), wide.values(), row * wide.stride(), from.dim());
    }
    Matrix to = turned(wide, 2);
    assertStill(drifts(from, to, 2));
    assertStill(drifts(to, from, 2));
  }

  @Test
  void fewerRowsThanNumbersAreNoTrouble() {
    Matrix from = random(5, 64, 1);
    assertStill(drifts(from, turned(from, 2), 1));
    assertStill(drifts(from, from, 1));
  }

  @Test
  void aRowOfZerosHasNothingInCommonWithAnother() {
    Matrix from = random(20, 4, 1);
    Matrix to = from.copy();
    Arrays.fill(from.values(), 0, 4, 0f);
    Arrays.fill(from.values(), from.stride(), from.stride() + 4, 0f);
    Arrays.fill(to.values(), to.stride(), to.stride() + 4, 0f);
    double[] drifts = drifts(from, to, 1);
    assertThat(drifts[0]).isEqualTo(1);
    assertThat(drifts[1]).isEqualTo(0);
    assertThat(drifts(Matrix.zeros(3, 4), Matrix.zeros(3, 4), 1)).containsOnly(0);
    assertThat(drifts(Matrix.zeros(0, 4), Matrix.zeros(0, 4), 1)).isEmpty();
  }

  @Test
  void theMapIsOrthogonalAndNoTurnOfItIsCloser() {
    for (int dim : new int[] {1, 2, 5, 12, 31}) {
      Matrix from = random(50, dim, 1);
      Matrix to = random(50, dim, 2);
      try (Crew crew = new Crew(2)) {
        double[][] map = Procrustes.map(from, to, crew);
        for (int i = 0; i < dim; i++) {
          for (int j = 0; j < dim; j++) {
            double product = 0;
            for (int k = 0; k < dim; k++) {
              product += map[i][k] * map[j][k];
            }
            assertThat(product).isCloseTo(i == j ? 1 : 0, within(1e-12));
          }
        }
        double closest = distance(from, to, map);
        Random random = new Random(3);
        for (int i = 0; i < 50 && dim > 1; i++) {
          double angle = 0.1 * random.nextGaussian();
          double[][] other = turnedMap(map, random.nextInt(dim - 1), angle);
          assertThat(distance(from, to, other)).isGreaterThanOrEqualTo(closest - 1e-9);
        }
      }
    }
  }

  @Test
  void differentNumbersOfRowsAreRefused() {
    assertThatThrownBy(() -> drifts(random(3, 2, 1), random(4, 2, 1), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 rows, but 4 other rows");
  }

  private static void assertStill(double[] drifts) {
    assertThat(Arrays.stream(drifts).max().orElseThrow()).isLessThan(1e-6);
  }

  private static double[] drifts(Matrix from, Matrix to, int threads) {
    try (Crew crew = new Crew(threads)) {
      return Drift.of(from, to, crew);
    }
  }

  private static double distance(Matrix from, Matrix to, double[][] map) {
    double sum = 0;
    for (int row = 0; row < from.rows(); row++) {
      for (int k = 0; k < map.length; k++) {
        double mapped = 0;
        for (int i = 0; i < map.length; i++) {
          mapped += from.values()[row * from.stride() + i] * map[i][k];
        }
        double apart = mapped - to.values()[row * to.stride() + k];
        sum += apart * apart;
      }
    }
    return sum;
  }

  /// A map followed by a turn in the plane of two neighbouring axes.
  private static double[][] turnedMap(double[][] map, int axis, double angle) {
    double[][] turned = new double[map.length][];
    for (int i = 0; i < map.length; i++) {
      turned[i] = map[i].clone();
      turned[i][axis] = Math.cos(angle) * map[i][axis] - Math.sin(angle) * map[i][axis + 1];
      turned[i][axis + 1] = Math.sin(angle) * map[i][axis] + Math.cos(angle) * map[i][axis + 1];
    }
    return turned;
  }

  /// Rows whose axes have very different spreads, as vectors have.
  private static Matrix random(int rows, int dim, long seed) {
    Random random = new Random(seed);
    Matrix matrix = Matrix.zeros(rows, dim);
    for (int row = 0; row < rows; row++) {
      for (int k = 0; k < dim; k++) {
        matrix.values()[row * matrix.stride() + k] =
            (float) (random.nextGaussian() / (1 + k * 0.2));
      }
    }
    return matrix;
  }

  /// The rows after many reflections, which together are any orthogonal map.
  private static Matrix turned(Matrix from, long seed) {
    Random random = new Random(seed);
    double[][] rows = new double[from.rows()][from.dim()];
    for (int row = 0; row < rows.length; row++) {
      for (int k = 0; k < from.dim(); k++) {
        rows[row][k] = from.values()[row * from.stride() + k];
      }
    }
    for (int time = 0; time <= from.dim(); time++) {
      double[] normal = random.doubles(from.dim(), -1, 1).toArray();
      double squares = Arrays.stream(normal).map(number -> number * number).sum();
      for (double[] row : rows) {
        double along = 0;
        for (int k = 0; k < row.length; k++) {
          along += row[k] * normal[k];
        }
        for (int k = 0; k < row.length; k++) {
          row[k] -= 2 * along / squares * normal[k];
        }
      }
    }
    Matrix turned = Matrix.zeros(from.rows(), from.dim());
    for (int row = 0; row < rows.length; row++) {
      for (int k = 0; k < from.dim(); k++) {
        turned.values()[row * turned.stride() + k] = (float) rows[row][k];
      }
    }
    return turned;
  }
}
