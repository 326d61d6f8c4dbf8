package dev.prod2vec.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import dev.prod2vec.parallel.Crew;
import dev.prod2vec.setting.Records;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class LearnerTest {
  private static final int PRODUCTS = 40;
  private static final float RATE = 0.1f;
  private static final float FAR = 1000f;
  private static final Baskets BASKETS = baskets();
  private static final long[] COUNTS = BASKETS.counts(PRODUCTS);

  @ParameterizedTest
  @EnumSource
  void aStateHasTheSameBytesOnAnyNumberOfThreadsWithAndWithoutSimd(Objective objective) {
    TrainingState scalar = epoch(config(objective), 1, Kernel.scalar());
    assertThat(scalar.inputSquares()).isNotEqualTo(new float[PRODUCTS]);
    for (int threads : new int[] {1, 2, 5}) {
      assertSame(epoch(config(objective), threads, Kernel.best()), scalar);
    }
  }

  /// Compares with the steps of row-wise AdaGrad in double precision. That the gradients are those
  /// of the loss is [BatchGradientTest]'s.
  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "SKIP_GRAM_PAIRS")
  void aBatchIsOneStepOfEachProductAlongItsGradient(Objective objective) {
    TrainingConfig config = config(objective);
    TrainingState before = epoch(config, 1, Kernel.best());
    Batch batch = new Batch(PRODUCTS);
    Batches batches = batches(config);
    batches.begin(2, 1, 1);
    batches.fill(batch);
    // Without earlier gradients, a step is the rate times the gradient over its own size; where
    // that is large, nothing of it is lost in the sum.
    TrainingState far = before.copy();
    Arrays.fill(far.inputSquares(), 0f);
    Arrays.fill(far.outputSquares(), 0f);
    Arrays.fill(far.biasSquares(), 0f);
    learn(config, far, batch, FAR);
    TrainingState after = before.copy();
    LossSum losses = learn(config, after, batch, RATE);
    assertThat(losses.mean()).isPositive();
    assertSteps(inputs(before), inputs(far), inputs(after));
    assertSteps(outputs(before), outputs(far), outputs(after));
    assertSteps(biases(before), biases(far), biases(after));
  }

  private record Rows(Matrix values, float[] squares) {}

  private static Rows inputs(TrainingState state) {
    return new Rows(state.input(), state.inputSquares());
  }

  private static Rows outputs(TrainingState state) {
    return new Rows(state.output(), state.outputSquares());
  }

  private static Rows biases(TrainingState state) {
    return new Rows(Matrix.copyOf(state.bias(), PRODUCTS, 1), state.biasSquares());
  }

  private static LossSum learn(
      TrainingConfig config, TrainingState state, Batch batch, float rate) {
    LossSum losses = new LossSum();
    try (Crew crew = new Crew(2)) {
      Learner.of(state, noise(config), config, Optional.empty(), Kernel.best())
          .learn(batch, rate, crew, losses);
    }
    return losses;
  }

  /// @param far after a step of rate [#FAR] without earlier gradients
  /// @param after after a step of rate [#RATE]
  private static void assertSteps(Rows before, Rows far, Rows after) {
    Matrix rows = before.values;
    for (int product = 0; product < PRODUCTS; product++) {
      double square = far.squares[product];
      double squares = before.squares[product] + square;
      assertThat((double) after.squares[product]).isCloseTo(squares, within(1e-6 * squares));
      for (int at = product * rows.stride(); at < (product + 1) * rows.stride(); at++) {
        double old = rows.values()[at];
        double gradient = (far.values.values()[at] - old) * Math.sqrt(square) / FAR;
        double expected = squares > 0 ? old + RATE * gradient / Math.sqrt(squares) : old;
        assertThat((double) after.values.values()[at]).isCloseTo(expected, within(1e-6));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "COMPLETION")
  void aWindowOfAnySizeEndsWithTheBasket(Objective objective) {
    TrainingConfig whole = config(objective);
    TrainingConfig wide = Records.with(whole, "window", Integer.MAX_VALUE);
    Batch batch = new Batch(PRODUCTS);
    Batches batches = batches(whole);
    batches.begin(1, 1, 1);
    batches.fill(batch);
    TrainingState expected = start(whole);
    learn(whole, expected, batch, RATE);
    TrainingState actual = start(whole);
    learn(wide, actual, batch, RATE);
    assertSame(actual, expected);
  }

  @Test
  void biasesAreLearnedByCompletionAlone() {
    for (Objective objective : Objective.values()) {
      TrainingConfig config = config(objective);
      float[] learned = epoch(config, 1, Kernel.best()).bias();
      if (objective == Objective.COMPLETION) {
        assertThat(learned).isNotEqualTo(start(config).bias());
      } else {
        assertThat(learned).containsOnly(0f);
      }
    }
  }

  /// A batch and the gradients of a learner keep their arrays: what is left in them must not
  /// matter.
  @ParameterizedTest
  @EnumSource
  void itDoesNotMatterWhetherBatchesShareAnObject(Objective objective) {
    TrainingConfig config = config(objective);
    Batch shared = new Batch(PRODUCTS);
    assertSame(
        epoch(config, 1, Kernel.best(), () -> new Batch(PRODUCTS)),
        epoch(config, 1, Kernel.best(), () -> shared));
  }

  private static TrainingState epoch(TrainingConfig config, int threads, Kernel kernel) {
    Batch batch = new Batch(PRODUCTS);
    return epoch(config, threads, kernel, () -> batch);
  }

  private static TrainingState epoch(
      TrainingConfig config, int threads, Kernel kernel, Supplier<Batch> batch) {
    Learner learner = Learner.of(start(config), noise(config), config, Optional.empty(), kernel);
    Batches batches = batches(config);
    batches.begin(1, 1, 1);
    try (Crew crew = new Crew(threads)) {
      for (Batch next = batch.get(); batches.fill(next); next = batch.get()) {
        learner.learn(next, RATE, crew, new LossSum());
      }
    }
    return learner.state();
  }

  private static TrainingState start(TrainingConfig config) {
    return new Start.Random().state(COUNTS, config);
  }

  private static Batches batches(TrainingConfig config) {
    return new Batches(BASKETS, COUNTS, config, noise(config), Fading.NONE);
  }

  private static Noise noise(TrainingConfig config) {
    return new Noise(COUNTS, config.noiseExponent(), config.seed());
  }

  private static TrainingConfig config(Objective objective) {
    return TrainingConfig.DEFAULT.withObjective(objective).withDim(19).withNoise(20, 6);
  }

  private static Baskets baskets() {
    Random random = new Random(1);
    int[][] baskets = new int[400][];
    for (int b = 0; b < baskets.length; b++) {
      baskets[b] = random.ints(0, PRODUCTS).distinct().limit(2 + random.nextInt(7)).toArray();
    }
    return Baskets.of(baskets);
  }

  private static void assertSame(TrainingState actual, TrainingState expected) {
    assertThat(actual.tensors("")).usingRecursiveComparison().isEqualTo(expected.tensors(""));
  }
}
