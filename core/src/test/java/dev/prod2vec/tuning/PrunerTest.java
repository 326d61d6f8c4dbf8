package dev.prod2vec.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PrunerTest {
  /// As many as any trial here could take.
  private static final int STEPS = 27;

  private static Pruner.Curve completed(double... values) {
    return new Pruner.Curve(values, STEPS, true);
  }

  private static Pruner.Curve stopped(double... values) {
    return new Pruner.Curve(values, STEPS, false);
  }

  private static boolean stops(Pruner pruner, List<Pruner.Curve> others, double... values) {
    return pruner.stops(values, STEPS, others, Goal.MAXIMISE);
  }

  /// A trial whose value depends on the share of its steps alone.
  private static double[] rising(double end, int taken, int steps) {
    return IntStream.rangeClosed(1, taken).mapToDouble(step -> end * step / steps).toArray();
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
  void successiveHalvingKeepsTheBestThird() {
    List<Pruner.Curve> others =
        List.of(stopped(1), stopped(2), stopped(3), completed(4, 4, 4), completed(5, 5, 5));
    assertThat(stops(Pruner.SUCCESSIVE_HALVING, others, 3.5)).isTrue();
    assertThat(stops(Pruner.SUCCESSIVE_HALVING, others, 4.5)).isFalse();
    assertThat(stops(Pruner.SUCCESSIVE_HALVING, others, 4.5, 0)).isFalse();
    assertThat(stops(Pruner.SUCCESSIVE_HALVING, others, 4.5, 0, 0)).isTrue();
    assertThat(stops(Pruner.SUCCESSIVE_HALVING, List.of(), 1)).isFalse();
  }

  @Test
  void trialsWithMoreStepsAreComparedAtTheSameShareOfThem() {
    List<Pruner.Curve> others = new ArrayList<>();
    for (int steps : new int[] {4, 9, 10, 27, 30}) {
      others.add(new Pruner.Curve(rising(10, steps, steps), steps, true));
    }
    for (int steps = 1; steps <= 60; steps++) {
      for (int taken = 1; taken < steps; taken++) {
        assertThat(Pruner.MEDIAN.stops(rising(10, taken, steps), steps, others, Goal.MAXIMISE))
            .as("as good as the others, after %d of %d steps", taken, steps)
            .isFalse();
      }
      // After half of them each of the others has taken a step.
      int half = (steps + 1) / 2;
      assertThat(Pruner.MEDIAN.stops(rising(1, half, steps), steps, others, Goal.MAXIMISE))
          .as("a tenth as good, after %d of %d steps", half, steps)
          .isEqualTo(half < steps);
    }
  }

  @Test
  void aTrialThatHadTakenNoStepByThenIsNotCompared() {
    List<Pruner.Curve> others =
        List.of(
            new Pruner.Curve(new double[] {50, 60}, 2, true),
            new Pruner.Curve(new double[] {50, 60}, 2, true),
            new Pruner.Curve(new double[] {50, 60}, 2, true));
    assertThat(Pruner.MEDIAN.stops(new double[] {1, 2}, 5, others, Goal.MAXIMISE)).isFalse();
    assertThat(Pruner.MEDIAN.stops(new double[] {1, 2, 3}, 5, others, Goal.MAXIMISE)).isTrue();
  }

  @Test
  void theLastStepIsNotStopped() {
    List<Pruner.Curve> others = List.of(completed(9), completed(9), completed(9));
    assertThat(Pruner.MEDIAN.stops(new double[] {1, 2}, 2, others, Goal.MAXIMISE)).isFalse();
    assertThat(Pruner.SUCCESSIVE_HALVING.stops(new double[] {1}, 1, others, Goal.MAXIMISE))
        .isFalse();
  }

  @Test
  void successiveHalvingComparesAfterAThirdANinthAndSoOnOfTheSteps() {
    List<Pruner.Curve> others =
        Collections.nCopies(3, new Pruner.Curve(new double[] {9}, 1000, true));
    IntFunction<List<Integer>> rungs =
        steps ->
            IntStream.rangeClosed(1, steps)
                .filter(step ->
                    Pruner.SUCCESSIVE_HALVING.stops(new double[step], steps, others, Goal.MAXIMISE))
                .boxed()
                .toList();
    assertThat(rungs.apply(27)).containsExactly(1, 3, 9);
    assertThat(rungs.apply(10)).containsExactly(1, 2, 4);
    assertThat(rungs.apply(30)).containsExactly(1, 2, 4, 10);
  }

  @Test
  void noneStopsNothingAndALossIsStoppedWhereItIsHigh() {
    List<Pruner.Curve> others = List.of(completed(1), completed(1), completed(1), completed(1));
    assertThat(stops(Pruner.NONE, others, -9)).isFalse();
    assertThat(Pruner.MEDIAN.stops(new double[] {2}, STEPS, others, Goal.MINIMISE)).isTrue();
    assertThat(Pruner.MEDIAN.stops(new double[] {0}, STEPS, others, Goal.MINIMISE)).isFalse();
  }
}
