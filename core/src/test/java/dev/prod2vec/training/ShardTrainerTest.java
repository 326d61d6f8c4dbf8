package dev.prod2vec.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.feature.SideInformation;
import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.parallel.Crew;
import dev.prod2vec.setting.InvalidSettingException;
import dev.prod2vec.setting.Records;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardTrainerTest {
  private static final int PRODUCTS = 101;
  private static final int SHARDS = 4;
  private static final TrainingConfig CONFIG =
      Records.with(
          TrainingConfig.DEFAULT.withDim(9).withEpochs(2).withNoise(20, 8).withShards(SHARDS, 5),
          Map.of("batch-baskets", 16, "threads", 1, "agreement", 2));
  private static final Baskets BASKETS = baskets();
  private static final long[] COUNTS = BASKETS.counts(PRODUCTS);
  private static final SideInformation SIDE =
      SideInformation.of(
          IntStream.range(0, PRODUCTS).mapToObj(p -> List.of("word" + p % 7)).toList());

  /// The stand-in for a cluster knows nothing but bytes: each task makes its objects anew, shards
  /// answer in any order, and the state lies in stripes.
  @ParameterizedTest
  @CsvSource({"COMPLETION, 1", "COMPLETION, 3", "SKIP_GRAM, 3", "SKIP_GRAM, 8"})
  void aClusterTrainsTheSameBytesAsOneProcess(Objective objective, int blocks) throws Exception {
    TrainingConfig config = CONFIG.withObjective(objective);
    Embedding expected =
        Trainer.train(
                BASKETS,
                config,
                TrainingOptions.NONE.withVocabularySize(PRODUCTS).withSideInformation(SIDE))
            .embedding();
    TrainingState state = cluster(config, blocks);
    assertThat(state.input().dense()).containsExactly(expected.input());
    assertThat(state.output().dense()).containsExactly(expected.output());
    if (objective == Objective.COMPLETION) {
      assertThat(state.bias()).containsExactly(expected.bias());
    }
  }

  private static TrainingState cluster(TrainingConfig config, int blocks) throws Exception {
    List<byte[]> state = new ArrayList<>();
    for (int block = 0; block < blocks; block++) {
      state.add(RowBlock.start(block, blocks, COUNTS, config, Optional.empty()).rows().bytes());
    }
    for (int epoch = 1; epoch <= config.epochs(); epoch++) {
      List<byte[]> prior = prior(state, config);
      for (int round = 1; round <= config.rounds(); round++) {
        byte[][][] sent = new byte[config.shards()][][];
        List<Integer> order = new ArrayList<>(IntStream.range(0, config.shards()).boxed().toList());
        Collections.shuffle(order, new Random(round));
        for (int shard : order) {
          sent[shard] = task(config, shard, epoch, round, state, prior);
        }
        for (int block = 0; block < blocks; block++) {
          RowBlock own = RowBlock.of(block, blocks, StateRows.of(state.get(block)));
          int now = block;
          try (Crew crew = new Crew(2)) {
            own.merge(Arrays.stream(sent).map(s -> StateRows.of(s[now])).toList(), crew);
          }
          state.set(block, own.rows().bytes());
        }
      }
    }
    return RowBlock.join(blocks(state));
  }

  private static List<byte[]> prior(List<byte[]> state, TrainingConfig config) {
    TrainingState all = RowBlock.join(blocks(state));
    List<byte[]> prior = new ArrayList<>();
    PriorFit.of(SIDE, COUNTS, config, Kernel.best())
        .ifPresent(fit -> {
          Prior fitted = Prior.zeros(PRODUCTS, config.dim());
          try (Crew crew = new Crew(1)) {
            fit.fit(all, fitted, crew);
          }
          for (int block = 0; block < state.size(); block++) {
            ShardProducts own = RowBlock.whole(all).rows().products().of(block, state.size());
            prior.add(RowBlock.whole(fitted.state()).rows(own).bytes());
          }
        });
    return prior;
  }

  private static List<RowBlock> blocks(List<byte[]> state) {
    return IntStream.range(0, state.size())
        .mapToObj(block -> RowBlock.of(block, state.size(), StateRows.of(state.get(block))))
        .toList();
  }

  private static byte[][] task(
      TrainingConfig config,
      int shard,
      int epoch,
      int round,
      List<byte[]> state,
      List<byte[]> prior)
      throws InterruptedException {
    Baskets own = ShardTrainer.baskets(BASKETS, shard, config.shards());
    ShardTrainer trainer = new ShardTrainer(own, shard, COUNTS, config, Fading.NONE);
    ShardProducts products = trainer.products(epoch, round);
    int[] all = IntStream.range(0, PRODUCTS).toArray();
    // Rows that a shard does not need may come with those that it needs.
    ShardProducts sent = shard % 2 == 0 ? products : new ShardProducts(all, all);
    try (Crew crew = new Crew(1 + shard % 2)) {
      return trainer
          .round(epoch, round, products, asked(state, sent), asked(prior, sent), state.size(), crew)
          .rows()
          .stream()
          .map(StateRows::bytes)
          .toArray(byte[][]::new);
    }
  }

  private static List<StateRows> asked(List<byte[]> blocks, ShardProducts products) {
    List<StateRows> rows = new ArrayList<>();
    for (int block = 0; block < blocks.size(); block++) {
      RowBlock own = RowBlock.of(block, blocks.size(), StateRows.of(blocks.get(block)));
      rows.add(own.rows(products.of(block, blocks.size())));
    }
    return rows;
  }

  @Test
  void aRoundNeedsAFewProductsAndShardsDifferInTheirChances() {
    TrainingConfig config = CONFIG.withNoise(4, 8).withShards(SHARDS, 50);
    ShardProducts one =
        new ShardTrainer(ShardTrainer.baskets(BASKETS, 0, SHARDS), 0, COUNTS, config, Fading.NONE)
            .products(1, 7);
    ShardProducts other =
        new ShardTrainer(ShardTrainer.baskets(BASKETS, 0, SHARDS), 1, COUNTS, config, Fading.NONE)
            .products(1, 7);
    assertThat(one.outputs()).hasSizeBetween(2, PRODUCTS / 2).isSorted().doesNotHaveDuplicates();
    assertThat(boxed(one.inputs())).isNotEmpty().isSubsetOf(boxed(one.outputs()));
    assertThat(one.outputs()).isNotEqualTo(other.outputs());
  }

  private static List<Integer> boxed(int[] ints) {
    return Arrays.stream(ints).boxed().toList();
  }

  @Test
  void shardsShareOutAllBaskets() {
    int all = 0;
    for (int shard = 0; shard < 3; shard++) {
      Baskets own = ShardTrainer.baskets(BASKETS, shard, 3);
      assertThat(own.basket(1)).containsExactly(BASKETS.basket(3 + shard));
      all += own.size();
    }
    assertThat(all).isEqualTo(BASKETS.size());
  }

  @Test
  void anotherNumberOfShardsOrRoundsIsAnotherModelAndOneShardIsNone() throws Exception {
    float[] whole = Trainer.train(BASKETS, CONFIG.withShards(1, 5)).embedding().input();
    float[] four = Trainer.train(BASKETS, CONFIG).embedding().input();
    assertThat(Trainer.train(BASKETS, CONFIG.withShards(0, 9)).embedding().input())
        .containsExactly(whole);
    assertThat(four).isNotEqualTo(whole);
    assertThat(Trainer.train(BASKETS, CONFIG.withShards(SHARDS, 6)).embedding().input())
        .isNotEqualTo(four);
  }

  @Test
  void pairsThatAreLearnedOneAfterTheOtherCannotBeDivided() {
    assertThatThrownBy(() -> CONFIG.withObjective(Objective.SKIP_GRAM_PAIRS))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("there are 4 shards");
  }

  private static Baskets baskets() {
    Random random = new Random(5);
    int[][] all = new int[430][];
    for (int b = 0; b < all.length; b++) {
      all[b] =
          random
              .ints(1 + random.nextInt(12), 0, PRODUCTS)
              .map(product -> product * product / PRODUCTS)
              .distinct()
              .toArray();
    }
    return Baskets.of(all);
  }
}
