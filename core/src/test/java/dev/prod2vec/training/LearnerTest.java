package dev.prod2vec.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.parallel.Crew;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class LearnerTest {
  private static final int PRODUCTS = 40;
  private static final float RATE = 0.1f;
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

  /// Compares with the steps of row-wise AdaGrad in double precision.
  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "SKIP_GRAM_PAIRS")
  void everyGradientOfABatchIsAStepInTheOrderOfItsBaskets(Objective objective) {
    TrainingConfig config = config(objective);
    TrainingState before = epoch(config, 1, Kernel.best());
    Batch batch = new Batch();
    Batches batches = batches(config);
    batches.begin(2);
    batches.fill(batch);
    Gradients gradients = new Gradients(config.noiseProducts(), before.input().stride());
    gradients.prepare(batch);
    BatchObjective strategy = (BatchObjective) objective.strategy();
    PartGradient partGradient =
        new PartGradient(strategy, before, noise(config), config, Kernel.scalar());
    for (int part = 0; part < batch.parts(); part++) {
      partGradient.compute(batch, gradients, part);
    }
    TrainingState after = before.copy();
    LossSum losses = new LossSum();
    try (Crew crew = new Crew(2)) {
      Learner.of(after, noise(config), config, Kernel.best()).learn(batch, RATE, crew, losses);
    }
    LossSum expectedLosses = new LossSum();
    gradients.addTo(expectedLosses, batch.parts());
    assertThat(losses.mean()).isEqualTo(expectedLosses.mean()).isPositive();

    int stride = before.input().stride();
    double[] squares = new double[PRODUCTS];
    double[] rows = new double[PRODUCTS * stride];
    for (int product = 0; product < PRODUCTS; product++) {
      squares[product] = before.inputSquares()[product];
    }
    for (int at = 0; at < rows.length; at++) {
      rows[at] = before.input().values()[at];
    }
    for (int i = 0; i < batch.contextSize(); i++) {
      int product = batch.contexts()[i];
      for (int k = 0; k < config.dim(); k++) {
        double gradient = gradients.inputs.values[i * stride + k];
        squares[product] += gradient * gradient / config.dim();
      }
      for (int k = 0; k < config.dim(); k++) {
        double gradient = gradients.inputs.values[i * stride + k];
        rows[product * stride + k] += RATE * gradient / Math.sqrt(squares[product]);
      }
    }
    for (int product = 0; product < PRODUCTS; product++) {
      assertThat((double) after.inputSquares()[product])
          .isCloseTo(squares[product], within(1e-5 * squares[product]));
    }
    for (int at = 0; at < rows.length; at++) {
      assertThat((double) after.input().values()[at]).isCloseTo(rows[at], within(1e-5));
    }
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

  /// A learner keeps a group's noise products: it must not mistake another batch for the last one.
  @ParameterizedTest
  @EnumSource
  void itDoesNotMatterWhetherBatchesShareAnObject(Objective objective) {
    TrainingConfig config = config(objective);
    Batch shared = new Batch();
    assertSame(
        epoch(config, 1, Kernel.best(), Batch::new), epoch(config, 1, Kernel.best(), () -> shared));
  }

  private static TrainingState epoch(TrainingConfig config, int threads, Kernel kernel) {
    Batch batch = new Batch();
    return epoch(config, threads, kernel, () -> batch);
  }

  private static TrainingState epoch(
      TrainingConfig config, int threads, Kernel kernel, Supplier<Batch> batch) {
    Learner learner = Learner.of(start(config), noise(config), config, kernel);
    Batches batches = batches(config);
    batches.begin(1);
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
    return new Batches(BASKETS, COUNTS, config, noise(config));
  }

  private static Noise noise(TrainingConfig config) {
    return new Noise(COUNTS, config.noiseExponent(), config.noiseProducts(), config.seed());
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
