package dev.prod2vec.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.prod2vec.training.Objective;
import dev.prod2vec.training.TrainingConfig;
import dev.prod2vec.tuning.Hyperparameter;
import dev.prod2vec.tuning.Pruner;
import dev.prod2vec.tuning.Scale;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TuningConfigTest {
  private static TuningConfig config(List<String> objective, String dim, String learningRate) {
    return new TuningConfig(
        10,
        0,
        1,
        Measure.MRR,
        Pruner.MEDIAN,
        FinalTraining.BEST_TRIAL,
        "",
        1,
        objective,
        dim,
        "",
        learningRate,
        "",
        "",
        "");
  }

  @Test
  void rangesHaveBoundsAndAScale() {
    assertThat(
            config(List.of("completion", "skip-gram"), "64..512 log", " 1e-4 .. 0.01")
                .space()
                .hyperparameters())
        .containsExactly(
            new Hyperparameter.Choice("objective", List.of("completion", "skip-gram")),
            new Hyperparameter.Whole("dim", 64, 512, Scale.LOG),
            new Hyperparameter.Real("learning-rate", 1e-4, 0.01, Scale.LINEAR));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "64-512      | dim must be a range such as 1..10 or 1..10 log, or empty, but is \"64-512\"",
        "64..512 lin | dim must be a range such as 1..10 or 1..10 log, or empty, but is \"64..512 lin\"",
        "512..64     | dim: min must not be above max, but the range is 512 to 64",
        "0..64       | dim must be 1 to 4096, but is 0",
        "64..9999    | dim must be 1 to 4096, but is 9999",
        "0.5..64     | dim must begin and end at whole numbers, but is \"0.5..64\"",
      })
  void aBadRangeIsNamedWithWhatIsAllowed(String dim, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config(List.of(), dim, ""))
        .withMessage(message);
  }

  @Test
  void aLogarithmicRangeBeginsAboveZeroAndAnObjectiveIsOneThereIs() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config(List.of(), "", "0..1 log"))
        .withMessageStartingWith("learning-rate: a logarithmic range must begin above 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config(List.of("cbow"), "", ""))
        .withMessage(
            "objective must be some of completion, skip-gram, skip-gram-pairs, but has \"cbow\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config(List.of(), "", ""))
        .withMessageContaining("must not all be empty");
  }

  @Test
  void aPointIsATrainingAndBack() {
    TuningConfig config = config(List.of("completion", "skip-gram"), "64..512", "0.01..1 log");
    var point =
        config.space().point(Map.of("objective", "skip-gram", "dim", 100, "learning-rate", 0.5));
    TrainingConfig training = TrainingSpace.training(point, TrainingConfig.DEFAULT);
    assertThat(training)
        .isEqualTo(
            TrainingConfig.DEFAULT
                .withObjective(Objective.SKIP_GRAM)
                .withDim(100)
                .withLearningRate(0.5));
    assertThat(TrainingSpace.point(config.space(), training)).contains(point);
    assertThat(TrainingSpace.point(config.space(), training.withDim(32))).isEmpty();
  }
}
