package dev.prod2vec.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.evaluation.Evaluation;
import dev.prod2vec.evaluation.EvaluationConfig;
import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.parallel.Crew;
import dev.prod2vec.recommend.BasketCompletion;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TrainingTest {
  private static final int PRODUCTS = 60;
  private static final Baskets BASKETS = shop(400, 1);
  private static final TrainingOptions OPTIONS =
      TrainingOptions.NONE.withValidation(shop(200, 2)).withVocabularySize(PRODUCTS);

  @ParameterizedTest
  @EnumSource
  void steppedByEpochsItGivesWhatTrainGives(Objective objective) throws InterruptedException {
    TrainingConfig config = config(objective).withEpochs(9).withPatience(2);
    TrainedModel expected = Trainer.train(BASKETS, config, OPTIONS);
    List<EpochMetrics> heard = new ArrayList<>();
    List<EpochMetrics> returned = new ArrayList<>();
    try (Training training = Trainer.begin(BASKETS, config, OPTIONS.withProgress(into(heard)))) {
      while (!training.isOver()) {
        returned.add(training.epoch());
      }
      assertThat(checksum(training.model().embedding())).isEqualTo(checksum(expected.embedding()));
      assertThat(training.model().epochs()).isEqualTo(heard).isEqualTo(returned);
    }
    assertThat(returned)
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("seconds")
        .isEqualTo(expected.epochs());
  }

  /// Checksums of the results since a product takes one step per batch. They change with the
  /// defaults of the config that [#config] keeps.
  @ParameterizedTest
  @CsvSource({"COMPLETION, 95e99207", "SKIP_GRAM, ae6454dd", "SKIP_GRAM_PAIRS, bf393f67"})
  void theBytesStayFromVersionToVersion(Objective objective, String checksum)
      throws InterruptedException {
    Embedding embedding = Trainer.train(BASKETS, config(objective), OPTIONS).embedding();
    assertThat(checksum(embedding)).isEqualTo(checksum);
  }

  @Test
  void itIsOverAfterItsEpochsAndTrainsNoMore() throws InterruptedException {
    TrainingConfig config = config(Objective.COMPLETION).withEpochs(2);
    try (Training training = Trainer.begin(BASKETS, config, OPTIONS)) {
      assertThat(training.isOver()).isFalse();
      assertThat(training.epoch().epoch()).isEqualTo(1);
      assertThat(training.isOver()).isFalse();
      assertThat(training.epoch().epoch()).isEqualTo(2);
      assertThat(training.isOver()).isTrue();
      assertThatThrownBy(training::epoch)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the training is over after 2 epochs");
      assertThat(training.model().epochs()).hasSize(2);
    }
  }

  @Test
  void aWarmStartBeginsWhereTheEarlierTrainingEnded() throws InterruptedException {
    TrainingConfig config = config(Objective.COMPLETION).withEpochs(4);
    TrainingState learned;
    try (Training training = Trainer.begin(BASKETS, config, OPTIONS)) {
      while (!training.isOver()) {
        training.epoch();
      }
      learned = training.snapshot().state().copy();
    }
    // The products in reverse order: product p was product PRODUCTS - 1 - p.
    int[] rowOf = new int[PRODUCTS];
    int[][] reversed = new int[BASKETS.size()][];
    for (int product = 0; product < PRODUCTS; product++) {
      rowOf[product] = PRODUCTS - 1 - product;
    }
    for (int b = 0; b < reversed.length; b++) {
      reversed[b] = reversed(BASKETS.basket(b));
    }
    Baskets again = Baskets.of(reversed);
    long[] counts = again.counts(PRODUCTS);
    double cold = hitRate(again, config, new Start.Random().state(counts, config));
    double warm = hitRate(again, config, new Start.From(learned, rowOf).state(counts, config));
    assertThat(warm).isGreaterThan(cold + 0.1);
  }

  @Test
  void aTrainingTakesAnEarlierOneOverAndContinuesIt() throws InterruptedException {
    TrainingConfig config = config(Objective.COMPLETION).withEpochs(4);
    TrainedModel earlier = Trainer.train(BASKETS, config, OPTIONS);
    int[] same = IntStream.range(0, PRODUCTS).toArray();
    TrainingOptions continued =
        OPTIONS.withEarlier(
            Optional.of(new EarlierTraining(earlier.embedding(), earlier.accumulators(), same)));
    try (Training training = Trainer.begin(BASKETS, config, continued)) {
      TrainedModel start = training.model();
      assertThat(start.embedding().input()).isEqualTo(earlier.embedding().input());
      assertThat(start.embedding().output()).isEqualTo(earlier.embedding().output());
      assertThat(start.embedding().bias())
          .containsExactly(earlier.embedding().bias(), within(1e-6f));
      double loss = training.epoch().loss();
      assertThat(loss).isLessThan(earlier.epochs().getFirst().loss());
    }
    TrainedModel shards = Trainer.train(BASKETS, config.withShards(3, 2), continued);
    TrainedModel threads =
        Trainer.train(BASKETS, config.withShards(3, 2).withThreads(2), continued);
    assertThat(threads.embedding().input()).isEqualTo(shards.embedding().input());
  }

  @Test
  void aCheckpointOfAnotherStartIsAnotherTraining() throws InterruptedException {
    TrainingConfig config = config(Objective.COMPLETION).withEpochs(1);
    TrainedModel earlier = Trainer.train(BASKETS, config, OPTIONS);
    int[] rowOf = IntStream.range(0, PRODUCTS).toArray();
    EarlierTraining start = new EarlierTraining(earlier.embedding(), earlier.accumulators(), rowOf);
    String from = key(config, Optional.of(start));
    assertThat(key(config, Optional.of(start))).isEqualTo(from);
    assertThat(key(config, Optional.empty())).isNotEqualTo(from);
    int[] others = rowOf.clone();
    others[0] = -1;
    assertThat(
            key(
                config,
                Optional.of(
                    new EarlierTraining(earlier.embedding(), earlier.accumulators(), others))))
        .isNotEqualTo(from);
    earlier.accumulators().inputSquares()[1] += 1;
    assertThat(key(config, Optional.of(start))).isNotEqualTo(from);
  }

  private static String key(TrainingConfig config, Optional<EarlierTraining> earlier) {
    return Checkpoint.key(BASKETS, OPTIONS.withEarlier(earlier), PRODUCTS, config);
  }

  private static int[] reversed(int[] basket) {
    int[] reversed = new int[basket.length];
    for (int i = 0; i < basket.length; i++) {
      reversed[i] = PRODUCTS - 1 - basket[i];
    }
    return reversed;
  }

  /// Hit rate of the model before its first epoch, on the baskets themselves.
  private static double hitRate(Baskets baskets, TrainingConfig config, TrainingState state)
      throws InterruptedException {
    long[] counts = baskets.counts(PRODUCTS);
    Snapshot start = new Snapshot(state, Optional.empty(), List.of());
    try (Training training =
            new Training(baskets, counts, config, TrainingOptions.NONE, start, Kernel.best());
        Crew crew = new Crew(1)) {
      return Evaluation.of(baskets, counts, EvaluationConfig.DEFAULT)
          .hitRate10(new BasketCompletion(training.model().embedding()), crew);
    }
  }

  private static TrainingProgress into(List<EpochMetrics> heard) {
    return new TrainingProgress() {
      @Override
      public void epoch(EpochMetrics metrics) {
        heard.add(metrics);
      }
    };
  }

  private static String checksum(Embedding embedding) {
    CRC32C sum = new CRC32C();
    for (float[] values : List.of(embedding.input(), embedding.output(), embedding.bias())) {
      ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
      bytes.asFloatBuffer().put(values);
      sum.update(bytes);
    }
    return Long.toHexString(sum.getValue());
  }

  private static TrainingConfig config(Objective objective) {
    return TrainingConfig.DEFAULT
        .withObjective(objective)
        .withDim(21)
        .withEpochs(3)
        .withNoise(40, 8)
        .withLearningRate(0.2)
        .withThreads(2);
  }

  /// Six groups; most of a basket comes from one of them.
  private static Baskets shop(int baskets, int seed) {
    Random random = new Random(seed);
    int[][] all = new int[baskets][];
    for (int b = 0; b < baskets; b++) {
      int group = random.nextInt(6);
      all[b] =
          random
              .ints(0, 100)
              .map(r -> r < 80 ? group + 6 * (r % 10) : random.nextInt(PRODUCTS))
              .distinct()
              .limit(2 + random.nextInt(6))
              .toArray();
    }
    return Baskets.of(all);
  }
}
