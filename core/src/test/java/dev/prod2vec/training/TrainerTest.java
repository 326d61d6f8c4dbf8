package dev.prod2vec.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.feature.SideInformation;
import dev.prod2vec.setting.Records;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainerTest {
  private static final int PRODUCTS = 60;
  private static final Baskets NONE = Baskets.of(new int[0][]);

  @Test
  void anotherSeedGivesOtherVectors() throws InterruptedException {
    Baskets training = shop(500, 1);
    Embedding one = Trainer.train(training, config(8, 1, 1)).embedding();
    TrainingConfig other = config(8, 1, 1).withSeed(2);
    assertThat(Trainer.train(training, other).embedding().input()).isNotEqualTo(one.input());
  }

  @Test
  void productsOfOneGroupEndUpCloseToEachOther() throws InterruptedException {
    Embedding embedding = Trainer.train(shop(5_000, 1), config(16, 10, 0)).embedding();
    double within = 0;
    double between = 0;
    for (int i = 0; i < PRODUCTS; i++) {
      within += cosine(embedding, i, (i + 6) % PRODUCTS);
      between += cosine(embedding, i, (i + 1) % PRODUCTS);
    }
    assertThat(within / PRODUCTS).isGreaterThan(between / PRODUCTS + 0.4);
  }

  @Test
  void aRareProductIsNearItsLikeIfTheirFeaturesAreKnown() throws InterruptedException {
    int rare = PRODUCTS - 1;
    int[][] baskets = new int[3_020][];
    Baskets shop = shop(3_000, 1);
    for (int b = 0; b < 3_000; b++) {
      baskets[b] = Arrays.stream(shop.basket(b)).filter(product -> product != rare).toArray();
    }
    // It was only bought with products of another group.
    for (int b = 3_000; b < baskets.length; b++) {
      baskets[b] = new int[] {rare, 6 * (b % 9), 6 * (b % 9) + 6};
    }
    TrainingConfig config =
        Records.with(
            config(Objective.COMPLETION, 16, 10), Map.of("weight-decay", 0.2, "threads", 1));
    SideInformation groups =
        SideInformation.of(
            IntStream.range(0, PRODUCTS).mapToObj(i -> Set.of("group" + i % 6)).toList());
    TrainingOptions options = options(TrainingProgress.NONE);
    Embedding without = Trainer.train(Baskets.of(baskets), config, options).embedding();
    Embedding with =
        Trainer.train(Baskets.of(baskets), config, options.withSideInformation(groups)).embedding();
    assertThat(ownGroup(with, rare)).isGreaterThan(ownGroup(without, rare) + 0.05);
  }

  @Test
  void sideInformationOfOtherProductsIsRefused() {
    SideInformation four =
        SideInformation.of(List.of(Set.of("a"), Set.of("a"), Set.of("b"), Set.of("b")));
    assertThatThrownBy(() ->
            Trainer.train(
                shop(100, 1),
                config(8, 1, 1),
                options(TrainingProgress.NONE).withSideInformation(four)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("60 products, but side information of 4");
  }

  /// Mean cosine of a product and the others of its group.
  private static double ownGroup(Embedding embedding, int product) {
    return IntStream.range(0, PRODUCTS)
        .filter(i -> i % 6 == product % 6 && i != product)
        .mapToDouble(i -> cosine(embedding, i, product))
        .average()
        .orElseThrow();
  }

  @Test
  void lossFallsAndEveryPairIsCounted() throws InterruptedException {
    Baskets training = shop(3_000, 1);
    long pairs = 0;
    for (int basket = 0; basket < training.size(); basket++) {
      pairs += (long) training.length(basket) * (training.length(basket) - 1);
    }
    List<EpochMetrics> epochs = Trainer.train(training, config(16, 4, 2)).epochs();
    assertThat(epochs).hasSize(4).extracting(EpochMetrics::pairs).containsOnly(pairs);
    assertThat(epochs.get(3).loss()).isLessThan(epochs.get(0).loss());
  }

  @Test
  void theLastEpochIsKeptThatIsNotClearlyWorseThanAnother() throws InterruptedException {
    Baskets training = shop(300, 1);
    Baskets validation = shop(4_000, 2);
    TrainingConfig patient = config(16, 40, 1).withLearningRate(0.5).withPatience(3);
    TrainedModel model = train(training, validation, patient);
    List<EpochMetrics> epochs = model.epochs();
    int best = 0;
    double highest = 0;
    for (EpochMetrics epoch : epochs) {
      double hitRate = epoch.validationHitRate10();
      if (hitRate >= highest - Math.sqrt(highest * (1 - highest) / validation.size())) {
        best = epoch.epoch();
      }
      highest = Math.max(highest, hitRate);
    }
    assertThat(epochs).hasSize(best + 3);
    TrainedModel shorter = Trainer.train(training, patient, options(new Listener(best)));
    assertSameBytes(model.embedding(), shorter.embedding());
  }

  @Test
  void whoHasSeenEnoughEndsTheTrainingWithTheEpochsSoFar() throws InterruptedException {
    Baskets training = shop(300, 1);
    Listener three = new Listener(3);
    TrainedModel model = Trainer.train(training, config(16, 40, 1), options(three));
    assertThat(model.epochs()).isEqualTo(three.heard).hasSize(3);
  }

  @Test
  void theLearningRateFallsToZero() throws InterruptedException {
    Baskets training = shop(3000, 1);
    double last = changeOfTheTenthEpoch(training, config(16, 10, 1));
    double early = changeOfTheTenthEpoch(training, config(16, 1000, 1));
    // The last of 10 epochs has a twentieth of the rate on average, the tenth of 1000 nearly all.
    assertThat(last).isPositive().isLessThan(0.3 * early);
  }

  private static double changeOfTheTenthEpoch(Baskets training, TrainingConfig config)
      throws InterruptedException {
    try (Training steps = Trainer.begin(training, config, options(TrainingProgress.NONE))) {
      for (int epoch = 1; epoch <= 9; epoch++) {
        steps.epoch();
      }
      float[] before = steps.model().embedding().input();
      steps.epoch();
      float[] after = steps.model().embedding().input();
      double squares = 0;
      for (int at = 0; at < before.length; at++) {
        squares += Math.pow((double) after[at] - before[at], 2);
      }
      return Math.sqrt(squares);
    }
  }

  @Test
  void withoutValidationTheLastEpochIsKept() throws InterruptedException {
    TrainedModel model = Trainer.train(shop(200, 1), config(8, 3, 1));
    assertThat(model.epochs()).extracting(EpochMetrics::best).containsOnly(true);
    assertThat(model.epochs())
        .extracting(EpochMetrics::validationHitRate10)
        .containsOnly(Double.NaN);
  }

  @Test
  void singlesTeachNothingAndABasketOfSinglesOnlyIsRefused() throws InterruptedException {
    Baskets pair = Baskets.of(new int[][] {{0, 1}});
    Embedding alone = Trainer.train(pair, config(4, 2, 1)).embedding();
    assertThat(alone.size()).isEqualTo(2);
    assertThatThrownBy(() -> Trainer.train(Baskets.of(new int[][] {{0}, {1}}), config(4, 1, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no basket has two products");
    assertThatThrownBy(() -> Trainer.train(NONE, config(4, 1, 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theLargestBasketTrainsAndALargerOneIsRefused() throws InterruptedException {
    int[] largest = new int[Baskets.MAX_SIZE];
    int[] larger = new int[Baskets.MAX_SIZE + 1];
    for (int i = 0; i < larger.length; i++) {
      larger[i] = i;
    }
    System.arraycopy(larger, 0, largest, 0, largest.length);
    Embedding embedding =
        Trainer.train(Baskets.of(new int[][] {largest, {3, 4}}), config(64, 2, 2)).embedding();
    for (float x : embedding.input()) {
      assertThat(x).isFinite();
    }
    assertThatThrownBy(() -> Trainer.train(Baskets.of(new int[][] {larger}), config(4, 1, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("basket 0 has 1201 products, allowed are 1200: split it first");
  }

  /// It converges, or stops with its message; its vectors are always numbers.
  @ParameterizedTest
  @CsvSource({
    "COMPLETION, 1,    1,   80",
    "COMPLETION, 2048, 0.1, 80",
    "COMPLETION, 2048, 1,   80",
    "COMPLETION, 64,   1,   1200",
    "SKIP_GRAM,  1,    1,   80",
    "SKIP_GRAM,  2048, 0.1, 80",
    "SKIP_GRAM,  2048, 1,   80",
    "SKIP_GRAM,  64,   1,   1200"
  })
  void anyLengthRateAndBasketStayStable(Objective objective, int dim, double rate, int length)
      throws InterruptedException {
    Random random = new Random(5);
    int[][] baskets = new int[length > 1000 ? 4 : 60][];
    for (int b = 0; b < baskets.length; b++) {
      baskets[b] = random.ints(0, 1500).distinct().limit(length).toArray();
    }
    TrainingConfig config = config(objective, dim, 3).withLearningRate(rate);
    try {
      TrainedModel model = Trainer.train(Baskets.of(baskets), config);
      for (float x : model.embedding().input()) {
        assertThat(x).isFinite();
      }
      assertThat(model.epochs())
          .extracting(EpochMetrics::loss)
          .allSatisfy(l -> assertThat(l).isFinite());
    } catch (DivergedException e) {
      assertThat(e).hasMessageContaining("epoch").hasMessageContaining("learning rate " + rate);
    }
  }

  @Test
  void learningRatesUpToOneConvergeOnAShop() throws InterruptedException {
    for (Objective objective : Objective.values()) {
      for (double rate : new double[] {0.01, 0.1, 1}) {
        TrainingConfig config = config(objective, 16, 3).withLearningRate(rate);
        List<EpochMetrics> epochs = Trainer.train(shop(1_000, 1), config).epochs();
        assertThat(epochs.get(2).loss()).isLessThan(epochs.get(0).loss());
      }
    }
  }

  @Test
  void sharedNoiseAndPairUpdatesLearnTheSame() throws InterruptedException {
    Baskets training = shop(3_000, 1);
    Baskets validation = shop(1_000, 2);
    double[] rates = new double[2];
    for (Objective objective : List.of(Objective.SKIP_GRAM, Objective.SKIP_GRAM_PAIRS)) {
      TrainedModel model = train(training, validation, config(objective, 16, 5));
      rates[objective == Objective.SKIP_GRAM ? 0 : 1] =
          model.epochs().getLast().validationHitRate10();
    }
    assertThat(rates[0]).isCloseTo(rates[1], within(0.05)).isGreaterThan(0.4);
  }

  @Test
  void aDivergedTrainingNamesEpochAndLearningRate() {
    // The first rate makes scores overflow, the second one makes the vectors huge.
    for (double rate : new double[] {1e30, 1e5}) {
      TrainingConfig wild = config(8, 3, 1).withLearningRate(rate);
      assertThatThrownBy(() -> Trainer.train(shop(2_000, 1), wild))
          .isInstanceOf(DivergedException.class)
          .hasMessageContaining("epoch 1")
          .hasMessageContaining("learning rate " + rate)
          .hasMessageContaining("--learning-rate " + rate / 4);
    }
  }

  @Test
  void aTrainingThatIsCancelledStopsWithinTheEpoch() {
    List<Integer> batches = new ArrayList<>();
    TrainingProgress progress =
        new TrainingProgress() {
          @Override
          public void batch(int epoch, int done, int baskets, long pairs, double loss) {
            batches.add(done);
          }

          @Override
          public boolean cancelled() {
            return batches.size() == 3;
          }
        };
    assertThatThrownBy(() -> Trainer.train(shop(2_000, 1), config(8, 5, 2), options(progress)))
        .isInstanceOf(InterruptedException.class);
    assertThat(batches).containsExactly(128, 256, 384);
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

  private static TrainedModel train(Baskets training, Baskets validation, TrainingConfig config)
      throws InterruptedException {
    return Trainer.train(
        training, config, options(TrainingProgress.NONE).withValidation(validation));
  }

  private static TrainingOptions options(TrainingProgress progress) {
    return TrainingOptions.NONE.withVocabularySize(PRODUCTS).withProgress(progress);
  }

  private static TrainingConfig config(int dim, int epochs, int threads) {
    return config(Objective.SKIP_GRAM, dim, epochs).withThreads(threads);
  }

  private static TrainingConfig config(Objective objective, int dim, int epochs) {
    return new TrainingConfig(
        objective,
        dim,
        epochs,
        0.1,
        5,
        16,
        4,
        0.75,
        0,
        0,
        0.2,
        2,
        0,
        List.of(),
        128,
        0,
        64,
        0,
        2,
        1L,
        0,
        QuantityWeight.NONE);
  }

  private static void assertSameBytes(Embedding actual, Embedding expected) {
    assertThat(actual.input()).containsExactly(expected.input());
    assertThat(actual.output()).containsExactly(expected.output());
    assertThat(actual.bias()).containsExactly(expected.bias());
  }

  private static double cosine(Embedding embedding, int i, int j) {
    double dot = 0;
    double ii = 0;
    double jj = 0;
    for (int k = 0; k < embedding.dim(); k++) {
      double x = embedding.input()[i * embedding.dim() + k];
      double y = embedding.input()[j * embedding.dim() + k];
      dot += x * y;
      ii += x * x;
      jj += y * y;
    }
    return dot / Math.sqrt(ii * jj);
  }

  /// A listener that ends the training after some epochs.
  private static final class Listener implements TrainingProgress {
    private final int most;
    final List<EpochMetrics> heard = new ArrayList<>();

    Listener(int most) {
      this.most = most;
    }

    @Override
    public void epoch(EpochMetrics metrics) {
      heard.add(metrics);
    }

    @Override
    public boolean enough() {
      return heard.size() == most;
    }
  }
}
