package dev.prod2vec.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.feature.SideInformation;
import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.setting.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// One seed, one result. Runs once per vector width, see the executions of Surefire in core's pom:
/// each width is compared with the scalar twin, and so with the others.
class SameBytesTest {
  private static final int PRODUCTS = 150;
  private static final TrainingOptions OPTIONS =
      TrainingOptions.NONE
          .withValidation(baskets(100, 12, 2))
          .withVocabularySize(PRODUCTS)
          .withSideInformation(
              SideInformation.of(
                  IntStream.range(0, PRODUCTS)
                      .mapToObj(i -> Set.of("a" + i % 10, "b" + i % 7))
                      .toList()));

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "COMPLETION,      37, 0, 0",
    "COMPLETION,      64, 0, 1e-3",
    "SKIP_GRAM,       37, 0, 0",
    "SKIP_GRAM,       16, 2, 1e-3",
    "SKIP_GRAM_PAIRS, 5,  0, 0"
  })
  void onAnyNumberOfThreadsWithAndWithoutSimd(
      Objective objective, int dim, int window, double subsampling) throws Exception {
    TrainingConfig config = config(objective, dim, window, subsampling);
    TrainedModel scalar = train(config, 1, Kernel.scalar());
    for (int threads : new int[] {1, 2, 3, 8}) {
      assertSame(train(config, threads, Kernel.best()), scalar);
    }
  }

  @Test
  void forRandomBasketsAndConfigs() throws Exception {
    Random random = new Random(1);
    for (int example = 0; example < 30; example++) {
      Baskets baskets = baskets(1 + random.nextInt(60), 1 + random.nextInt(40), example);
      TrainingConfig config =
          new TrainingConfig(
              random.nextBoolean() ? Objective.COMPLETION : Objective.SKIP_GRAM,
              1 + random.nextInt(70),
              2,
              0.05 + random.nextDouble() / 4,
              1 + random.nextInt(6),
              1 + random.nextInt(70),
              1 + random.nextInt(9),
              random.nextDouble(),
              random.nextInt(4),
              random.nextInt(2) * 1e-2,
              random.nextDouble() * 0.9,
              1 + random.nextInt(8),
              random.nextInt(2) * 0.02,
              List.of(),
              1 + random.nextInt(30),
              random.nextInt(4),
              1 + random.nextInt(5),
              0,
              1,
              random.nextLong(),
              0,
              QuantityWeight.NONE);
      TrainedModel one = train(baskets, config, Kernel.scalar());
      assertSame(train(baskets, config.withThreads(2), Kernel.best()), one);
    }
  }

  @ParameterizedTest
  @CsvSource({"COMPLETION, 45, 0", "SKIP_GRAM, 45, 0", "SKIP_GRAM, 33, 70"})
  void withMoreProductsInABasketAndAGroupThanInABlock(Objective objective, int dim, int window)
      throws Exception {
    Baskets baskets = baskets(20, 140, 3);
    TrainingConfig config =
        Records.with(config(objective, dim, window, 0), Map.of("noise-products", 140, "epochs", 2));
    TrainedModel scalar = train(baskets, config, Kernel.scalar());
    for (int threads : new int[] {1, 3}) {
      assertSame(train(baskets, config.withThreads(threads), Kernel.best()), scalar);
    }
  }

  @ParameterizedTest
  @EnumSource
  void stoppedAfterAnyEpochAndGoneOnWith(Objective objective) throws Exception {
    TrainingConfig config = config(objective, 16, 0, 0).withEpochs(5);
    TrainedModel whole = train(config, 2, Kernel.best());
    for (int stop = 1; stop < whole.epochs().size(); stop++) {
      Path file = directory.resolve(objective + "-" + stop);
      Stop progress = new Stop(stop);
      assertThatThrownBy(() -> train(config, progress, file))
          .isInstanceOf(InterruptedException.class);
      assertThat(file).isRegularFile();
      Stop rest = new Stop(Integer.MAX_VALUE);
      assertSame(train(config.withThreads(1), rest, file), whole);
      assertThat(rest.heard.getFirst()).isGreaterThan(1);
    }
  }

  @Test
  void aCheckpointOfAnotherTrainingOrNoneAtAllIsNotGoneOnWith() throws Exception {
    TrainingConfig config = config(Objective.COMPLETION, 16, 0, 0);
    Path file = directory.resolve("checkpoint");
    TrainedModel whole = train(config, new Stop(Integer.MAX_VALUE), file);
    Stop progress = new Stop(Integer.MAX_VALUE);
    train(config.withSeed(2), progress, file);
    assertThat(progress.heard.getFirst()).isEqualTo(1);
    Stop ignorant = new Stop(Integer.MAX_VALUE);
    Trainer.trainWithCheckpoint(
        baskets(300, 12, 1),
        config.withSeed(2),
        OPTIONS.withSideInformation(SideInformation.NONE).withProgress(ignorant),
        file);
    assertThat(ignorant.heard.getFirst()).isEqualTo(1);
    Files.writeString(file, "what somebody else left here");
    assertSame(train(config, new Stop(Integer.MAX_VALUE), file), whole);
  }

  /// Stops in the epoch behind one.
  private static final class Stop implements TrainingProgress {
    final List<Integer> heard = new ArrayList<>();
    private final int last;

    Stop(int last) {
      this.last = last;
    }

    @Override
    public void epoch(EpochMetrics metrics) {
      heard.add(metrics.epoch());
    }

    @Override
    public boolean cancelled() {
      return !heard.isEmpty() && heard.getLast() >= last;
    }
  }

  private static TrainingConfig config(
      Objective objective, int dim, int window, double subsampling) {
    return new TrainingConfig(
        objective,
        dim,
        4,
        0.3,
        5,
        20,
        3,
        0.75,
        window,
        subsampling,
        0.2,
        2,
        0.02,
        List.of(),
        32,
        0,
        64,
        0,
        1,
        1L,
        0,
        QuantityWeight.NONE);
  }

  private static TrainedModel train(TrainingConfig config, int threads, Kernel kernel)
      throws InterruptedException {
    return train(baskets(300, 12, 1), config.withThreads(threads), kernel);
  }

  private static TrainedModel train(Baskets training, TrainingConfig config, Kernel kernel)
      throws InterruptedException {
    return Trainer.train(training, config, OPTIONS, kernel);
  }

  private static TrainedModel train(TrainingConfig config, TrainingProgress progress, Path file)
      throws InterruptedException, IOException {
    return Trainer.trainWithCheckpoint(
        baskets(300, 12, 1), config, OPTIONS.withProgress(progress), file);
  }

  private static Baskets baskets(int size, int most, int seed) {
    Random random = new Random(seed);
    int[][] baskets = new int[size + 1][];
    for (int b = 0; b < size; b++) {
      int group = random.nextInt(10);
      baskets[b] =
          random
              .ints(0, 100)
              .map(r -> r < 80 ? group + 10 * (r % 15) : random.nextInt(PRODUCTS))
              .distinct()
              .limit(1 + random.nextInt(most))
              .toArray();
    }
    baskets[size] = new int[] {3, 4};
    return Baskets.of(baskets);
  }

  private static void assertSame(TrainedModel actual, TrainedModel expected) {
    Embedding one = actual.embedding();
    Embedding other = expected.embedding();
    assertThat(one.input()).isEqualTo(other.input());
    assertThat(one.output()).isEqualTo(other.output());
    assertThat(one.bias()).isEqualTo(other.bias());
    assertThat(actual.epochs())
        .extracting(EpochMetrics::loss, EpochMetrics::validationHitRate10, EpochMetrics::best)
        .containsExactlyElementsOf(
            expected.epochs().stream()
                .map(epoch ->
                    org.assertj.core.groups.Tuple.tuple(
                        epoch.loss(), epoch.validationHitRate10(), epoch.best()))
                .toList());
  }
}
