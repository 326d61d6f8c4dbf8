package dev.prod2vec.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.evaluation.Evaluation;
import dev.prod2vec.evaluation.EvaluationConfig;
import dev.prod2vec.evaluation.Fit;
import dev.prod2vec.parallel.Crew;
import dev.prod2vec.recommend.BasketCompletion;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

/// Compares shards that are merged some times an epoch with one training of all baskets.
class MergeTest {
  private static final int PRODUCTS = 300;
  private static final int SHARDS = 8;
  private static final int MERGES = 16;
  private static final TrainingConfig CONFIG =
      new TrainingConfig(
          Objective.COMPLETION,
          16,
          3,
          0.07,
          5,
          64,
          16,
          0.75,
          0,
          0,
          0.2,
          2,
          0.02,
          List.of(),
          16,
          SHARDS,
          MERGES,
          0,
          1,
          1L,
          0,
          QuantityWeight.NONE);

  @Test
  void mergedShardsPredictAsWellAsOneTrainingAndBetterThanTheirMeans() throws Exception {
    Baskets baskets = shop(8_000, 1);
    long[] counts = baskets.counts(PRODUCTS);
    TrainingState one = new Start.Random().state(counts, CONFIG);
    TrainingState merged = one.copy();
    TrainingState mean = one.copy();
    try (Crew crew = new Crew(2)) {
      train(
          one, baskets, CONFIG.withShards(1, 1), crew, (common, rows) -> common.merge(rows, crew));
      train(merged, baskets, CONFIG, crew, (common, rows) -> common.merge(rows, crew));
      train(mean, baskets, CONFIG, crew, (_, rows) -> mean(mean, rows));
      Fit expected = fit(one, counts, crew);
      Fit asMerged = fit(merged, counts, crew);
      Fit asMean = fit(mean, counts, crew);
      assertThat(asMerged.loss()).isLessThan(expected.loss() + 0.05);
      assertThat(asMean.loss()).isGreaterThan(expected.loss() + 0.2);
      double least = 0.99 * expected.hitRate10();
      assertThat(asMerged.hitRate10()).isGreaterThan(least);
      assertThat(asMean.hitRate10()).isLessThan(least);
    }
  }

  private interface Rule {
    void merge(RowBlock common, List<StateRows> shards);
  }

  private static void train(
      TrainingState state, Baskets baskets, TrainingConfig config, Crew crew, Rule rule)
      throws InterruptedException {
    long[] counts = baskets.counts(PRODUCTS);
    List<ShardTrainer> shards = new ArrayList<>();
    for (int shard = 0; shard < config.shards(); shard++) {
      Baskets own = ShardTrainer.baskets(baskets, shard, config.shards());
      shards.add(new ShardTrainer(own, shard, counts, config, Fading.NONE));
    }
    RowBlock common = RowBlock.whole(state);
    ShardProducts all = common.rows().products();
    for (int epoch = 1; epoch <= config.epochs(); epoch++) {
      for (int round = 1; round <= config.rounds(); round++) {
        List<StateRows> changed = new ArrayList<>();
        for (ShardTrainer shard : shards) {
          changed.addAll(
              shard.round(epoch, round, all, List.of(common.rows()), List.of(), 1, crew).rows());
        }
        rule.merge(common, changed);
      }
    }
  }

  private static void mean(TrainingState common, List<StateRows> shards) {
    List<TrainingState> states =
        shards.stream().map(rows -> RowBlock.join(List.of(RowBlock.of(0, 1, rows)))).toList();
    mean(common.tensors(""), states.stream().map(state -> state.tensors("")).toList());
  }

  private static void mean(
      SequencedMap<String, float[]> common, List<SequencedMap<String, float[]>> shards) {
    common.forEach((name, values) -> {
      double[] sums = new double[values.length];
      for (SequencedMap<String, float[]> shard : shards) {
        float[] own = Objects.requireNonNull(shard.get(name));
        for (int at = 0; at < sums.length; at++) {
          sums[at] += own[at];
        }
      }
      for (int at = 0; at < sums.length; at++) {
        values[at] = (float) (sums[at] / shards.size());
      }
    });
  }

  private static Fit fit(TrainingState state, long[] counts, Crew crew) {
    Embedding embedding =
        new Embedding(
            PRODUCTS,
            CONFIG.dim(),
            state.input().dense(),
            state.output().dense(),
            state.bias(),
            CONFIG.objective().strategy().basketScore(),
            CONFIG.agreement());
    Evaluation evaluation = Evaluation.of(shop(10_000, 2), counts, EvaluationConfig.DEFAULT);
    return evaluation.fit(new BasketCompletion(embedding), crew);
  }

  /// 30 groups of ten products; most of a basket comes from one of them.
  private static Baskets shop(int baskets, int seed) {
    Random random = new Random(seed);
    int[][] all = new int[baskets][];
    for (int b = 0; b < baskets; b++) {
      int group = random.nextInt(30);
      all[b] =
          random
              .ints(0, 100)
              .map(r -> r < 80 ? group + 30 * (r % 10) : random.nextInt(PRODUCTS))
              .distinct()
              .limit(2 + random.nextInt(6))
              .toArray();
    }
    return Baskets.of(all);
  }
}
