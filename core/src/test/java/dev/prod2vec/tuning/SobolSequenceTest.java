package dev.prod2vec.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SobolSequenceTest {
  /// First points of scipy.stats.qmc.Sobol(6, scramble=False), in eighths.
  private static final int[][] SCIPY = {
    {0, 0, 0, 0, 0, 0},
    {4, 4, 4, 4, 4, 4},
    {6, 2, 2, 2, 6, 6},
    {2, 6, 6, 6, 2, 2},
    {3, 3, 5, 7, 3, 1},
    {7, 7, 1, 3, 7, 5},
    {5, 1, 7, 5, 5, 7},
    {1, 5, 3, 1, 1, 3}
  };

  @Test
  void unscrambledPointsAreThoseOfScipy() {
    SobolSequence sequence = new SobolSequence(6, 1);
    for (int index = 0; index < SCIPY.length; index++) {
      for (int dimension = 0; dimension < 6; dimension++) {
        assertThat(sequence.bits(dimension, index) >>> 29).isEqualTo(SCIPY[index][dimension]);
      }
    }
  }

  @Test
  void everyDyadicIntervalOfEveryDimensionHoldsOnePoint() {
    for (long key = 0; key < 5; key++) {
      SobolSequence sequence = new SobolSequence(32, key);
      for (int dimension = 0; dimension < 32; dimension++) {
        boolean[] hit = new boolean[256];
        for (int index = 0; index < 256; index++) {
          hit[(int) (sequence.point(index)[dimension] * 256)] = true;
        }
        assertThat(hit).doesNotContain(false);
      }
    }
  }

  @Test
  void everySquareOfTheFirstTwoDimensionsHoldsOnePoint() {
    SobolSequence sequence = new SobolSequence(2, 7);
    boolean[] hit = new boolean[256];
    for (int index = 0; index < 256; index++) {
      double[] point = sequence.point(index);
      hit[16 * (int) (point[0] * 16) + (int) (point[1] * 16)] = true;
    }
    assertThat(hit).doesNotContain(false);
  }

  @Test
  void discrepancyIsFarBelowThatOfChance() {
    SobolSequence sequence = new SobolSequence(5, 3);
    int points = 256;
    double[][] x = new double[points][];
    for (int i = 0; i < points; i++) {
      x[i] = sequence.point(i);
    }
    // Chance has a mean squared L2 star discrepancy of (2^-d - 3^-d) / n.
    assertThat(squaredStarDiscrepancy(x))
        .isLessThan(0.2 * (Math.pow(2, -5) - Math.pow(3, -5)) / points);
  }

  /// Warnock's formula.
  private static double squaredStarDiscrepancy(double[][] x) {
    int n = x.length;
    double first = 0;
    double second = 0;
    for (double[] a : x) {
      first += Arrays.stream(a).map(v -> (1 - v * v) / 2).reduce(1, (p, q) -> p * q);
      for (double[] b : x) {
        double product = 1;
        for (int k = 0; k < a.length; k++) {
          product *= 1 - Math.max(a[k], b[k]);
        }
        second += product;
      }
    }
    return Math.pow(3, -x[0].length) - 2 * first / n + second / n / n;
  }

  @Test
  void anotherKeyGivesOtherPointsAndFurtherDimensionsAreInTheCube() {
    assertThat(new SobolSequence(3, 1).point(5)).isNotEqualTo(new SobolSequence(3, 2).point(5));
    double[] many = new SobolSequence(60, 1).point(5);
    assertThat(many).hasSize(60).doesNotHaveDuplicates();
    assertThat(Arrays.stream(many)).allMatch(v -> v >= 0 && v < 1);
  }
}
