package dev.prod2vec.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.setting.Records;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QuantityWeightTest {
  private static final int BASKETS = 4000;

  /// Each basket has product 0 four times, product 1 twice and product 2 once; every other one has
  /// half a product 3 besides.
  private static final Baskets QUANTIFIED = quantified();

  private static Baskets quantified() {
    int[] starts = new int[BASKETS + 1];
    int[] products = new int[BASKETS / 2 * 7];
    float[] quantities = new float[products.length];
    int at = 0;
    for (int b = 0; b < BASKETS; b++) {
      for (int product = 0; product < 3 + b % 2; product++) {
        products[at] = product;
        quantities[at++] = new float[] {4, 2, 1, 0.5f}[product];
      }
      starts[b + 1] = at;
    }
    return new Baskets(starts, products, new int[0], quantities);
  }

  private static TrainingConfig config(QuantityWeight weight) {
    return Records.with(
        TrainingConfig.DEFAULT,
        Map.of(
            "quantity-weight", weight, "dim", 8, "epochs", 2, "noise-products", 4, "threads", 1));
  }

  /// ln 2 = 0.6931 and ln 4 = 1.3863, so that LOG gives 1.6931 / 2.3863 and 1 / 2.3863.
  @ParameterizedTest
  @CsvSource({"LOG, 0.70952, 0.41906, 0.41906", "LINEAR, 0.5, 0.25, 0.125"})
  void chancesAreWeightsByTheGreatestOfTheBasket(
      QuantityWeight weight, float two, float one, float half) {
    float[] chances = weight.chances(QUANTIFIED);
    assertThat(chances[0]).isEqualTo(1f);
    assertThat(chances[1]).isCloseTo(two, within(1e-5f));
    assertThat(chances[2]).isCloseTo(one, within(1e-5f));
    assertThat(chances[6]).isCloseTo(half, within(1e-5f));
    assertThat(QuantityWeight.NONE.chances(QUANTIFIED)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"LOG, 0.70952, 0.41906", "LINEAR, 0.5, 0.25"})
  void anEpochLearnsAProductAsOftenAsItsChanceSays(QuantityWeight weight, double two, double one) {
    long[] counts = QUANTIFIED.counts(4);
    TrainingConfig config = config(weight);
    Noise noise = new Noise(counts, 0.75, 1);
    Batches batches = new Batches(QUANTIFIED, counts, config, noise, Fading.NONE);
    Batch batch = new Batch(4);
    long[] learned = new long[4];
    batches.begin(1, 1, 1);
    while (batches.fill(batch)) {
      for (int at = 0; at < batch.size(); at++) {
        learned[batch.products()[at]]++;
      }
    }
    // A product that is left alone teaches nothing; product 1 never is, without product 0.
    assertThat((double) learned[1] / BASKETS).isCloseTo(two, within(0.032));
    assertThat((double) learned[2] / BASKETS).isCloseTo(one, within(0.032));
    assertThat(learned[0]).isLessThan(BASKETS).isGreaterThan(learned[1]);
  }

  @Test
  void aWeighedTrainingIsTheSameOnAnyNumberOfThreadsAndNotTheSameAsOneWithout() throws Exception {
    TrainingConfig log = config(QuantityWeight.LOG);
    float[] one = vectors(QUANTIFIED, log);
    assertThat(vectors(QUANTIFIED, log.withThreads(4))).isEqualTo(one);
    assertThat(vectors(QUANTIFIED, config(QuantityWeight.LINEAR))).isNotEqualTo(one);
    assertThat(vectors(QUANTIFIED, config(QuantityWeight.NONE))).isNotEqualTo(one);
    TrainingConfig sharded = log.withShards(3, 4);
    assertThat(vectors(QUANTIFIED, sharded.withThreads(3))).isEqualTo(vectors(QUANTIFIED, sharded));
  }

  @Test
  void withoutWeightsQuantitiesChangeNoByte() throws Exception {
    Baskets plain = new Baskets(QUANTIFIED.starts(), QUANTIFIED.products());
    TrainingConfig none = config(QuantityWeight.NONE);
    assertThat(vectors(QUANTIFIED, none)).isEqualTo(vectors(plain, none));
    float[] equal = new float[plain.products().length];
    Arrays.fill(equal, 3);
    Baskets alike = new Baskets(plain.starts(), plain.products(), new int[0], equal);
    assertThat(vectors(alike, config(QuantityWeight.LINEAR))).isEqualTo(vectors(plain, none));
  }

  private static float[] vectors(Baskets baskets, TrainingConfig config)
      throws InterruptedException {
    return Trainer.train(baskets, config).embedding().input();
  }

  @Test
  void weightsNeedQuantities() {
    Baskets plain = new Baskets(QUANTIFIED.starts(), QUANTIFIED.products());
    assertThatThrownBy(() -> Trainer.train(plain, config(QuantityWeight.LOG)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a quantity weight needs baskets with quantities");
  }

  @Test
  void aShardKeepsTheQuantitiesOfItsBaskets() {
    Baskets shard = ShardTrainer.baskets(QUANTIFIED, 1, 2);
    assertThat(shard.quantities()).startsWith(4, 2, 1, 0.5f, 4).hasSize(BASKETS / 2 * 4);
  }

  @Test
  void aCheckpointIsOfTheseQuantities() {
    TrainingConfig log = config(QuantityWeight.LOG);
    float[] more = QUANTIFIED.quantities().clone();
    more[5]++;
    Baskets other = new Baskets(QUANTIFIED.starts(), QUANTIFIED.products(), new int[0], more);
    assertThat(Checkpoint.key(other, TrainingOptions.NONE, 4, log))
        .isNotEqualTo(Checkpoint.key(QUANTIFIED, TrainingOptions.NONE, 4, log));
  }
}
