package dev.prod2vec.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;

class LogExpectedImprovementTest {
  /// z, log h(z) and its derivative, by mpmath with up to 4,500 digits.
  private static final double[][] EXACT = {
    {-1e8, -5.000000000000038e15, 1e8},
    {-1e4, -5.000001933961931e7, 10000.000199999993},
    {-100, -5010.12957880025, 100.01999400419587},
    {-38, -730.1961834021138, 38.05252276004133},
    {-10, -55.55312203612235, 10.194383033412553},
    {-5, -16.74430116266099, 5.361816241288088},
    {-2, -4.768783523917114, 2.679416883955586},
    {-1.0000001, -2.485121216139768, 1.904271305527462},
    {-1, -2.4851210257126413, 1.9042712333296918},
    {-0.999, -2.4832171154475855, 1.9035493173589595},
    {-0.5, -1.6205162643873199, 1.5598731483480797},
    {0, -0.9189385332046728, 1.2533141373155003},
    {0.5, -0.3598276837450638, 0.9909227180041099},
    {1, 0.08002621884930694, 0.7766387252017393},
    {3, 1.0987396653277077, 0.3328409684517952},
    {3.1, 1.131488317160841, 0.322240734916752},
    {10, 2.302585092994046, 0.1},
  };

  @Test
  void valuesAndSlopesAgreeWithHighPrecisionInBothTails() {
    for (double[] row : EXACT) {
      LogExpectedImprovement improvement = LogExpectedImprovement.of(row[0]);
      assertThat(improvement.value()).as("z %s", row[0]).isCloseTo(row[1], withinPercentage(2e-12));
      assertThat(improvement.slope()).as("z %s", row[0]).isCloseTo(row[2], withinPercentage(2e-12));
    }
  }

  @Test
  void itGrowsOverTheSeamsOfItsFormulas() {
    double before = Double.NEGATIVE_INFINITY;
    for (double z = -40; z < 10; z += 1.0 / 1024) {
      double value = LogExpectedImprovement.of(z).value();
      assertThat(value).isGreaterThan(before);
      before = value;
    }
  }
}
