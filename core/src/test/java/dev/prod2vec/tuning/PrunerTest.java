package dev.prod2vec.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PrunerTest {
  private static Pruner.Curve completed(double... values) {
    return new Pruner.Curve(values, true);
  }

  private static Pruner.Curve stopped(double... values) {
    return new Pruner.Curve(values, false);
  }

  private static boolean stops(Pruner pruner, List<Pruner.Curve> others, double... values) {
    return pruner.stops(values, others, Goal.MAXIMISE);
  }

  @Test
  void theMedianIsOfTheCompletedTrialsAtTheSameStep() {
    List<Pruner.Curve> others =
        List.of(completed(1, 10), completed(2, 20), completed(3, 30), completed(4, 40), stopped(9));
    assertThat(stops(Pruner.MEDIAN, others, 1.5)).isTrue();
    assertThat(stops(Pruner.MEDIAN, others, 2)).isFalse();
    assertThat(stops(Pruner.MEDIAN, others, 2, 12)).isTrue();
    assertThat(stops(Pruner.MEDIAN, others, 2, 25)).isFalse();
  }

  @Test
  void theMedianWaitsForAFewCompletedTrials() {
    List<Pruner.Curve> others = List.of(completed(5), completed(6), stopped(7), stopped(8));
    assertThat(stops(Pruner.MEDIAN, others, 1)).isFalse();
  }

  @Test
  void aStepThatIsWorseThanTheOneBeforeDoesNotCount() {
    List<Pruner.Curve> others =
        List.of(completed(1, 10), completed(2, 20), completed(3, 30), completed(4, 40));
    assertThat(stops(Pruner.MEDIAN, others, 25, 3)).isFalse();
  }

  @Test
  void aTrialThatCompletedEarlyCountsWithItsBestAtLaterSteps() {
    List<Pruner.Curve> others = List.of(completed(50), completed(50), completed(50), completed(50));
    assertThat(stops(Pruner.MEDIAN, others, 1, 2, 40)).isTrue();
  }

  @Test
  void successiveHalvingKeepsTheBestThirdAfterOneThreeAndNineSteps() {
    List<Pruner.Curve> others =
        List.of(stopped(1), stopped(2), stopped(3), completed(4, 4, 4), completed(5, 5, 5));
    assertThat(stops(Pruner.SUCCESSIVE_HALVING, others, 3.5)).isTrue();
    assertThat(stops(Pruner.SUCCESSIVE_HALVING, others, 4.5)).isFalse();
    assertThat(stops(Pruner.SUCCESSIVE_HALVING, others, 4.5, 0)).isFalse();
    assertThat(stops(Pruner.SUCCESSIVE_HALVING, others, 4.5, 0, 0)).isTrue();
    assertThat(stops(Pruner.SUCCESSIVE_HALVING, List.of(), 1)).isFalse();
  }

  @Test
  void noneStopsNothingAndALossIsStoppedWhereItIsHigh() {
    List<Pruner.Curve> others = List.of(completed(1), completed(1), completed(1), completed(1));
    assertThat(stops(Pruner.NONE, others, -9)).isFalse();
    assertThat(Pruner.MEDIAN.stops(new double[] {2}, others, Goal.MINIMISE)).isTrue();
    assertThat(Pruner.MEDIAN.stops(new double[] {0}, others, Goal.MINIMISE)).isFalse();
  }
}
