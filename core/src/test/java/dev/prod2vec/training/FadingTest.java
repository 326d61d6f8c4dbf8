package dev.prod2vec.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.setting.Records;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FadingTest {
  private static final int BASKETS = 4000;

  /// Half of the baskets are of products 0 and 1 on day 0, half of 2 and 3 on day 30.
  private static final Baskets DATED = dated(BASKETS);

  private static Baskets dated(int size) {
    int[] starts = new int[size + 1];
    int[] products = new int[2 * size];
    int[] days = new int[size];
    for (int b = 0; b < size; b++) {
      starts[b + 1] = 2 * (b + 1);
      products[2 * b] = 2 * (b % 2);
      products[2 * b + 1] = 2 * (b % 2) + 1;
      days[b] = 30 * (b % 2);
    }
    return new Baskets(starts, products, days, new float[0]);
  }

  private static TrainingConfig config(double halfLife) {
    return Records.with(
        TrainingConfig.DEFAULT,
        Map.of("half-life", halfLife, "dim", 8, "epochs", 2, "noise-products", 4, "threads", 1));
  }

  @Test
  void aBasketsChanceHalvesWithEachHalfLife() {
    Fading fading = Fading.of(DATED, config(10));
    assertThat(fading.newest()).isEqualTo(30);
    assertThat(fading.chance(30)).isEqualTo(1f);
    assertThat(fading.chance(20)).isEqualTo(0.5f);
    assertThat(fading.chance(0)).isEqualTo(0.125f);
    assertThat(Fading.NONE.chance(-1000)).isEqualTo(1f);
  }

  @Test
  void purchasesFadeLikeBaskets() {
    assertThat(Fading.of(DATED, config(10)).counts(DATED, 5))
        .containsExactly(BASKETS / 16, BASKETS / 16, BASKETS / 2, BASKETS / 2, 0);
    // A product that was bought at all counts at least once.
    assertThat(Fading.of(DATED, config(1)).counts(DATED, 4)[0]).isOne();
    assertThat(Fading.NONE.counts(DATED, 4)).containsOnly(BASKETS / 2);
  }

  @Test
  void anEpochLearnsAsManyOldBasketsAsTheirChanceSays() {
    TrainingConfig config = config(15);
    long[] counts = DATED.counts(4);
    Noise noise = new Noise(counts, 0.75, 1);
    Batches batches = new Batches(DATED, counts, config, noise, Fading.of(DATED, config));
    Batch batch = new Batch(4);
    long[] learned = new long[4];
    batches.begin(1, 1, 1);
    while (batches.fill(batch)) {
      for (int at = 0; at < batch.size(); at++) {
        learned[batch.products()[at]]++;
      }
    }
    assertThat(learned[2]).isEqualTo(BASKETS / 2);
    // Four standard errors of a share of 1/4.
    assertThat((double) learned[0] / (BASKETS / 2)).isCloseTo(0.25, within(0.04));
  }

  @Test
  void aTrainingWithFadingIsTheSameOnAnyNumberOfThreadsAndNotTheSameAsOneWithout()
      throws Exception {
    float[] one = Trainer.train(DATED, config(15)).embedding().input();
    float[] four = Trainer.train(DATED, config(15).withThreads(4)).embedding().input();
    assertThat(four).isEqualTo(one);
    assertThat(Trainer.train(DATED, config(0)).embedding().input()).isNotEqualTo(one);
    float[] shards = Trainer.train(DATED, config(15).withShards(3, 4)).embedding().input();
    assertThat(shards).isNotEqualTo(one);
  }

  @Test
  void fadingNeedsDates() {
    Baskets undated = new Baskets(DATED.starts(), DATED.products());
    assertThatThrownBy(() -> Trainer.train(undated, config(15)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a half-life needs baskets with dates");
  }

  @Test
  void aShardKeepsTheDatesOfItsBaskets() {
    Baskets shard = ShardTrainer.baskets(DATED, 1, 2);
    assertThat(Arrays.stream(shard.days()).distinct()).containsExactly(30);
    assertThat(shard.and(DATED).days()).hasSize(BASKETS + BASKETS / 2);
    assertThat(shard.and(new Baskets(DATED.starts(), DATED.products())).isDated()).isFalse();
  }
}
