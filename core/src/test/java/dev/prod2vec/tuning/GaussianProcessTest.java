package dev.prod2vec.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GaussianProcessTest {
  private static final boolean[] CHOICE = {false, false, true};

  /// Two numbers and a choice of three.
  private static double[][] rows(int n) {
    SplittableRandom random = new SplittableRandom(n);
    double[][] rows = new double[n][];
    for (int i = 0; i < n; i++) {
      rows[i] = new double[] {random.nextDouble(), random.nextDouble(), random.nextInt(3)};
    }
    return rows;
  }

  private static double[] losses(double[][] rows) {
    double[] losses = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      losses[i] = Math.sin(4 * rows[i][0]) + rows[i][1] * rows[i][1] + 0.3 * rows[i][2];
    }
    return losses;
  }

  private static GaussianProcess fitted(int n) {
    return GaussianProcessFit.of(CHOICE, rows(n), losses(rows(n))).orElseThrow().process();
  }

  @Test
  void theGradientOfTheLikelihoodIsThatOfFiniteDifferences() {
    double[][] rows = rows(17);
    Likelihood likelihood =
        new Likelihood(CHOICE, rows, Warp.of(losses(rows), Double.POSITIVE_INFINITY).target());
    double[] at = {-0.4, 0.3, 0.9, 0.5, -3};
    double[] gradient = new double[5];
    double[] ignored = new double[5];
    likelihood.valueAndGradient(at, gradient);
    for (int i = 0; i < at.length; i++) {
      double[] up = at.clone();
      double[] down = at.clone();
      up[i] += 1e-5;
      down[i] -= 1e-5;
      double difference =
          likelihood.valueAndGradient(up, ignored) - likelihood.valueAndGradient(down, ignored);
      assertThat(gradient[i]).isCloseTo(difference / 2e-5, within(1e-6));
    }
  }

  @Test
  void theGradientsOfBeliefAndAcquisitionAreThoseOfFiniteDifferences() {
    GaussianProcess process = fitted(20);
    Acquisition acquisition = new Acquisition(process);
    double[] row = {0.37, 0.61, 1};
    double[] mean = new double[3];
    double[] variance = new double[3];
    double[] score = new double[3];
    process.beliefAndGradient(row, mean, variance);
    assertThat(acquisition.valueAndGradient(row, score)).isEqualTo(-acquisition.score(row));
    for (int i = 0; i < 2; i++) {
      double[] up = row.clone();
      double[] down = row.clone();
      up[i] += 1e-6;
      down[i] -= 1e-6;
      GaussianProcess.Belief above = process.belief(up);
      GaussianProcess.Belief below = process.belief(down);
      assertThat(mean[i]).isCloseTo((above.mean() - below.mean()) / 2e-6, within(1e-6));
      assertThat(variance[i]).isCloseTo((above.variance() - below.variance()) / 2e-6, within(1e-6));
      assertThat(-score[i])
          .isCloseTo((acquisition.score(up) - acquisition.score(down)) / 2e-6, within(1e-3));
    }
    assertThat(mean[2]).isZero();
    assertThat(variance[2]).isZero();
  }

  @Test
  void aSmoothFunctionIsKnownBetweenItsPoints() {
    double[][] rows = rows(60);
    double[] target = Warp.of(losses(rows), Double.POSITIVE_INFINITY).target();
    double[] parameters = fittedParameters(new Likelihood(CHOICE, rows, target));
    GaussianProcess process =
        new Likelihood(CHOICE, Arrays.copyOf(rows, 50), Arrays.copyOf(target, 50))
            .process(parameters);
    for (int i = 50; i < 60; i++) {
      assertThat(process.belief(rows[i]).mean()).isCloseTo(target[i], within(0.1));
    }
  }

  @Test
  void believingInARowKeepsTheMeanAndLowersTheVariance() {
    GaussianProcess process = fitted(15);
    double[] row = {0.9, 0.2, 2};
    double[] other = {0.8, 0.3, 2};
    GaussianProcess believing = process.believing(row);
    assertThat(believing.belief(other).mean())
        .isCloseTo(process.belief(other).mean(), within(1e-6));
    assertThat(believing.belief(row).variance()).isLessThan(0.01 * process.belief(row).variance());
    assertThat(believing.belief(other).variance()).isLessThan(process.belief(other).variance());
  }

  @Test
  void noiseIsLearntFromRepeatedRows() {
    SplittableRandom random = new SplittableRandom(5);
    double[][] rows = new double[60][];
    double[] losses = new double[60];
    for (int i = 0; i < 60; i++) {
      int group = i / 3;
      rows[i] = new double[] {group / 20.0, 0, 0};
      losses[i] = Math.sin(4 * rows[i][0]) + 0.2 * random.nextGaussian();
    }
    Warp warp = Warp.of(losses, Double.POSITIVE_INFINITY);
    double unit = (warp.target()[1] - warp.target()[0]) / (losses[1] - losses[0]);
    double noise = StrictMath.exp(fittedParameters(new Likelihood(CHOICE, rows, warp.target()))[4]);
    assertThat(Math.sqrt(noise) / unit).isBetween(0.15, 0.25);
  }

  private static double[] fittedParameters(Likelihood likelihood) {
    return BoxMinimiser.minimise(
            likelihood, likelihood.centre(), likelihood.lower(), likelihood.upper(), 60, 1e-3)
        .x();
  }

  @Test
  void theWarpKeepsTheOrderAndStandardises() {
    double[] losses = {3, 1, 1e300, 2, -5, Double.MAX_VALUE};
    for (double offset : new double[] {Double.POSITIVE_INFINITY, 1, 0.1}) {
      double[] target = Warp.of(losses, offset).target();
      assertThat(Arrays.stream(target).sum()).isCloseTo(0, within(1e-9));
      assertThat(Cholesky.dot(target, target, 6)).isCloseTo(6, within(1e-9));
      assertThat(target[4]).isLessThan(target[1]);
      assertThat(target[1]).isLessThan(target[3]);
      assertThat(target[3]).isLessThan(target[0]);
      assertThat(target[0]).isLessThan(target[2]);
    }
    assertThat(Warp.of(new double[] {7, 7}, 1).target()).containsOnly(0);
  }
}
