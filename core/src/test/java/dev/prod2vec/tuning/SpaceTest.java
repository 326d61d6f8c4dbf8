package dev.prod2vec.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.prod2vec.tuning.Hyperparameter.Choice;
import dev.prod2vec.tuning.Hyperparameter.Real;
import dev.prod2vec.tuning.Hyperparameter.Whole;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SpaceTest {
  private static final Space SPACE =
      Space.of(
          new Real("rate", 1e-4, 1, Scale.LOG),
          new Whole("dim", 8, 512, Scale.LOG),
          new Choice("objective", List.of("skip-gram", "completion")));

  private static void refused(ThrowingCallable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(message);
  }

  @Test
  void badRangesAreRefusedWithTheirName() {
    refused(() -> new Real("rate", 2, 1, Scale.LINEAR), "rate: min must not be above max");
    refused(() -> new Real("rate", 0, 1, Scale.LOG), "rate: a logarithmic range");
    refused(() -> new Real("rate", 0, Double.NaN, Scale.LINEAR), "rate: the range must be finite");
    refused(() -> new Whole("dim", 5, 4, Scale.LINEAR), "dim: min must not be above max");
    refused(() -> new Whole("dim", 0, 4, Scale.LOG), "dim: a logarithmic range");
    refused(() -> new Choice("objective", List.of()), "objective: a choice needs");
    refused(() -> new Choice("objective", List.of("a", "a")), "objective: options must differ");
    refused(() -> new Whole(" ", 1, 2, Scale.LINEAR), "needs a name");
    refused(() -> new Space(List.of()), "at least one");
    refused(
        () -> Space.of(new Choice("x", List.of("a")), new Whole("x", 1, 2, Scale.LINEAR)),
        "two hyperparameters have the name x");
  }

  @Test
  void aPointIsRebuiltFromItsValues() {
    Map<String, Object> values = Map.of("rate", 0.03, "dim", 96, "objective", "completion");
    Point point = SPACE.point(values);
    assertThat(point.values()).containsExactlyInAnyOrderEntriesOf(values);
    assertThat(SPACE.point(point.values())).isEqualTo(point).hasSameHashCodeAs(point);
    assertThat(point.real("rate")).isEqualTo(0.03);
    assertThat(point.whole("dim")).isEqualTo(96);
    assertThat(point.choice("objective")).isEqualTo("completion");
    refused(() -> point.real("dim"), "no hyperparameter dim of type Double");
  }

  @Test
  void valuesOutsideTheSpaceAreRefused() {
    refused(() -> SPACE.point(Map.of("rate", 0.1, "dim", 96)), "objective: no value");
    refused(
        () -> SPACE.point(Map.of("rate", 2, "dim", 96, "objective", "completion")),
        "rate must be a number from 1.0E-4 to 1.0, but is 2");
    refused(
        () -> SPACE.point(Map.of("rate", 1, "dim", 96.5, "objective", "completion")),
        "dim must be a whole number from 8 to 512, but is 96.5");
    refused(
        () -> SPACE.point(Map.of("rate", 1, "dim", 96, "objective", "other")),
        "objective must be one of [skip-gram, completion], but is other");
    refused(
        () -> SPACE.point(Map.of("rate", 1, "dim", 96, "objective", "completion", "x", 1)),
        "x: the space has no such hyperparameter");
  }

  @Test
  void theSizeCountsPoints() {
    assertThat(SPACE.size()).isInfinite();
    assertThat(Space.of(new Real("a", 2, 2, Scale.LOG)).size()).isEqualTo(1);
    assertThat(
            Space.of(new Whole("a", -1, 1, Scale.LINEAR), new Choice("b", List.of("x", "y")))
                .size())
        .isEqualTo(6);
  }

  @Test
  void codesAndPositionsAreInverseAndEveryWholeNumberHasItsShare() {
    Axis dim = Axis.of(SPACE.hyperparameters().get(1));
    for (int code = 8; code <= 512; code++) {
      assertThat(dim.code(dim.position(code))).isEqualTo(code);
    }
    Axis few = Axis.of(new Whole("few", 1, 3, Scale.LINEAR));
    int[] counts = new int[4];
    for (int i = 0; i < 3000; i++) {
      counts[(int) few.code((i + 0.5) / 3000)]++;
    }
    assertThat(counts).containsExactly(0, 1000, 1000, 1000);
    Axis rate = Axis.of(SPACE.hyperparameters().get(0));
    assertThat(rate.code(0.5)).isCloseTo(0.01, within(1e-12));
    assertThat(rate.code(1)).isEqualTo(1);
    assertThat(rate.position(1e-4)).isEqualTo(0);
  }

  @Test
  void theWidestWholeRangeWorks() {
    Axis axis = Axis.of(new Whole("wide", Integer.MIN_VALUE, Integer.MAX_VALUE, Scale.LINEAR));
    assertThat(axis.code(0)).isEqualTo(Integer.MIN_VALUE);
    assertThat(axis.code(1)).isEqualTo(Integer.MAX_VALUE);
    assertThat(axis.size()).isEqualTo(0x1p32);
  }
}
