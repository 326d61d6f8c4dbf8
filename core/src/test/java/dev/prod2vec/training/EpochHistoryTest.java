package dev.prod2vec.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EpochHistoryTest {
  private static final TrainingConfig CONFIG = TrainingConfig.DEFAULT.withEpochs(8).withPatience(2);

  /// Which epochs were the best when they were added.
  private static List<Boolean> best(EpochHistory history, double... hitRates) {
    List<Boolean> best = new ArrayList<>();
    for (double hitRate : hitRates) {
      best.add(history.add(1, 1, 1, hitRate).best());
    }
    return best;
  }

  @Test
  void anEpochIsTheBestUnlessAnotherIsHigherByMoreThanItsStandardError() {
    // The standard error of a half of 100 is .05.
    assertThat(best(new EpochHistory(CONFIG, 100, List.of()), 0.3, 0.5, 0.46, 0.44, 0.455, 0.6))
        .containsExactly(true, true, true, false, true, true);
    assertThat(best(new EpochHistory(CONFIG, 10_000, List.of()), 0.5, 0.496, 0.494))
        .containsExactly(true, true, false);
  }

  @Test
  void theHighestCountsEvenIfItIsNoLongerTheBest() {
    assertThat(best(new EpochHistory(CONFIG, 100, List.of()), 0.5, 0.46, 0.42))
        .containsExactly(true, true, false);
  }

  @Test
  void patienceCountsEpochsInARowThatAreClearlyWorse() {
    EpochHistory history = new EpochHistory(CONFIG, 100, List.of());
    best(history, 0.5, 0.4, 0.46, 0.4);
    assertThat(history.isOver()).isFalse();
    assertThat(history.lastIsBest()).isFalse();
    best(history, 0.4);
    assertThat(history.isOver()).isTrue();
    assertThat(new EpochHistory(CONFIG, 100, history.epochs()).isOver()).isTrue();
  }

  @Test
  void withoutValidationTheLastIsTheBest() {
    assertThat(best(new EpochHistory(CONFIG, 0, List.of()), Double.NaN, Double.NaN))
        .containsExactly(true, true);
  }
}
