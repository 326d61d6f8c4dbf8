package dev.prod2vec.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CholeskyTest {
  private static double[][] positiveDefinite(int n) {
    SplittableRandom random = new SplittableRandom(n);
    double[][] factor = new double[n][n];
    double[][] matrix = new double[n][n];
    for (double[] row : factor) {
      for (int j = 0; j < n; j++) {
        row[j] = random.nextDouble() - 0.5;
      }
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        matrix[i][j] = Cholesky.dot(factor[i], factor[j], n) + (i == j ? 1 : 0);
      }
    }
    return matrix;
  }

  private static Cholesky factored(double[][] matrix) {
    double[][] copy = new double[matrix.length][];
    for (int i = 0; i < matrix.length; i++) {
      copy[i] = matrix[i].clone();
    }
    return Cholesky.of(copy);
  }

  @Test
  void theFactorTimesItsTransposeIsTheMatrix() {
    for (int n = 1; n <= 20; n++) {
      double[][] matrix = positiveDefinite(n);
      double[][] rows = factored(matrix).rows();
      for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++) {
          assertThat(Cholesky.dot(rows[i], rows[j], j + 1)).isCloseTo(matrix[i][j], within(1e-12));
        }
      }
    }
  }

  @Test
  void theInverseAndTheSolutionTimesTheMatrixGiveTheIdentity() {
    for (int n = 1; n <= 20; n++) {
      double[][] matrix = positiveDefinite(n);
      Cholesky cholesky = factored(matrix);
      double[][] inverse = cholesky.inverse();
      for (int i = 0; i < n; i++) {
        double[] unit = new double[n];
        unit[i] = 1;
        double[] solution = cholesky.solve(unit);
        for (int j = 0; j < n; j++) {
          assertThat(Cholesky.dot(matrix[j], solution, n)).isCloseTo(unit[j], within(1e-12));
          assertThat(inverse[Math.max(i, j)][Math.min(i, j)]).isCloseTo(solution[j], within(1e-12));
        }
      }
    }
  }

  @Test
  void theDeterminantOfADiagonalMatrixIsTheProduct() {
    double[][] matrix = {{2}, {0, 3}, {0, 0, 5}};
    assertThat(Cholesky.of(matrix).logDeterminant()).isCloseTo(Math.log(30), within(1e-14));
  }

  @Test
  void aMatrixThatIsNotPositiveDefiniteIsRefused() {
    assertThatThrownBy(() -> Cholesky.of(new double[][] {{1}, {2, 1}}))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Cholesky.of(new double[][] {{Double.NaN}}))
        .isInstanceOf(ArithmeticException.class);
  }
}
