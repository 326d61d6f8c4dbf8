package dev.prod2vec.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BoxMinimiserTest {
  private static double rosenbrock(double[] x, double[] gradient) {
    double valley = x[1] - x[0] * x[0];
    gradient[0] = -400 * x[0] * valley - 2 * (1 - x[0]);
    gradient[1] = 200 * valley;
    return 100 * valley * valley + (1 - x[0]) * (1 - x[0]);
  }

  @Test
  void findsTheEndOfACurvedValley() {
    BoxMinimiser.Minimum minimum =
        BoxMinimiser.minimise(
            BoxMinimiserTest::rosenbrock,
            new double[] {-1.2, 1},
            new double[] {-5, -5},
            new double[] {5, 5},
            200,
            1e-14);
    assertThat(minimum.x()).containsExactly(new double[] {1, 1}, within(1e-5));
  }

  @Test
  void stopsAtABoundAndContinuesAlongIt() {
    BoxMinimiser.Minimum minimum =
        BoxMinimiser.minimise(
            BoxMinimiserTest::rosenbrock,
            new double[] {-1.2, 1},
            new double[] {-5, -5},
            new double[] {0.5, 5},
            200,
            1e-14);
    assertThat(minimum.x()).containsExactly(new double[] {0.5, 0.25}, within(1e-5));
  }

  @Test
  void keepsClearOfWhereTheFunctionHasNoValue() {
    BoxMinimiser.Minimum minimum =
        BoxMinimiser.minimise(
            (x, gradient) -> {
              gradient[0] = 1 - 1 / x[0];
              return x[0] - Math.log(x[0]);
            },
            new double[] {5},
            new double[] {-10},
            new double[] {10},
            100,
            1e-12);
    assertThat(minimum.x()[0]).isCloseTo(1, within(1e-4));
  }
}
