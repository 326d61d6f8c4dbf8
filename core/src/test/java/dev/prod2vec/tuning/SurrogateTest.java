package dev.prod2vec.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.prod2vec.tuning.Hyperparameter.Real;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SurrogateTest {
  private static final Space SPACE =
      Space.of(
          new Real("much", 0, 1, Scale.LINEAR),
          new Real("little", 0, 1, Scale.LINEAR),
          new Real("none", 0, 1, Scale.LINEAR));

  private static double value(Point point) {
    return 3 * point.real("much") + point.real("little");
  }

  private static Surrogate surrogate(Goal goal) {
    RandomSampler sampler = new RandomSampler(1);
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Point point = sampler.next(new History(SPACE, goal, trials));
      trials.add(new Trial(i, point, Outcome.of(value(point))));
    }
    return Surrogate.of(SPACE, goal, trials).orElseThrow();
  }

  @Test
  void predictsInTheCallersUnitWhicheverValuesAreGood() {
    Point point = SPACE.point(Map.of("much", 0.4, "little", 0.6, "none", 0.1));
    for (Goal goal : Goal.values()) {
      assertThat(surrogate(goal).predict(point)).isCloseTo(value(point), within(0.05));
    }
  }

  /// For 3 a + b with a and b even on [0, 1], a explains nine tenths of the variance.
  @Test
  void importanceIsTheShareOfTheVariance() {
    var importance = surrogate(Goal.MAXIMISE).importance();
    assertThat(importance.keySet()).containsExactly("much", "little", "none");
    assertThat(importance.get("much")).isCloseTo(0.9, within(0.1));
    assertThat(importance.get("little")).isCloseTo(0.1, within(0.05));
    assertThat(importance.get("none")).isLessThan(0.01);
  }

  @Test
  void aRandomSearchIsExpectedToFindTheMeanFirstAndTheBestAtLast() {
    double[] expected = surrogate(Goal.MAXIMISE).randomSearch(1000);
    assertThat(expected[0]).isCloseTo(2, within(0.1));
    assertThat(expected).isSorted();
    assertThat(expected[999]).isBetween(3.7, 4.1);
  }

  @Test
  void thereIsNoneOfFewerThanTwoValues() {
    Point point = SPACE.point(Map.of("much", 0.4, "little", 0.6, "none", 0.1));
    List<Trial> trials =
        List.of(new Trial(0, point, Outcome.of(1)), new Trial(1, point, new Outcome.Pending()));
    assertThat(Surrogate.of(SPACE, Goal.MINIMISE, trials)).isEmpty();
  }
}
