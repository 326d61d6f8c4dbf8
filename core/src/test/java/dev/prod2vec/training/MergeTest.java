package dev.prod2vec.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.evaluation.Evaluation;
import dev.prod2vec.evaluation.EvaluationConfig;
import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.parallel.Crew;
import dev.prod2vec.recommend.BasketCompletion;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
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
          0.02,
          List.of(),
          16,
          0,
          1,
          1L);

  @Test
  void mergedShardsPredictAsWellAsOneTrainingAndBetterThanTheirMeans() throws Exception {
    Baskets baskets = shop(8_000, 1);
    long[] counts = baskets.counts(PRODUCTS);
    TrainingState one = new Start.Random().state(counts, CONFIG);
    TrainingState merged = one.copy();
    TrainingState mean = one.copy();
    try (Crew crew = new Crew(2)) {
      train(one, List.of(baskets), counts, crew, (_, _) -> {});
      List<Baskets> shards =
          IntStream.range(0, SHARDS).mapToObj(shard -> shard(baskets, shard)).toList();
      train(merged, shards, counts, crew, (common, states) -> common.merge(states, crew));
      train(mean, shards, counts, crew, MergeTest::mean);
      double expected = loss(one, counts, crew);
      assertThat(loss(merged, counts, crew)).isLessThan(expected + 0.05);
      assertThat(loss(mean, counts, crew)).isGreaterThan(expected + 0.3);
    }
  }

  private interface Rule {
    void merge(TrainingState common, List<TrainingState> shards);
  }

  private static void train(
      TrainingState common, List<Baskets> shards, long[] counts, Crew crew, Rule rule) {
    Noise noise = new Noise(counts, CONFIG.noiseExponent(), CONFIG.seed());
    List<Batches> batches = new ArrayList<>();
    for (int shard = 0; shard < shards.size(); shard++) {
      batches.add(new Batches(shards.get(shard), counts, CONFIG.withSeed(shard), noise));
    }
    Batch batch = new Batch(PRODUCTS);
    for (int epoch = 1; epoch <= CONFIG.epochs(); epoch++) {
      int now = epoch;
      batches.forEach(b -> b.begin(now));
      for (int merge = 1; merge <= MERGES; merge++) {
        List<TrainingState> states = new ArrayList<>();
        float rate =
            (float)
                (CONFIG.learningRate()
                    * (1 - (epoch - 1 + (merge - 1) / (double) MERGES) / CONFIG.epochs()));
        for (Batches own : batches) {
          TrainingState state = shards.size() == 1 ? common : common.copy();
          Learner learner = Learner.of(state, noise, CONFIG, Optional.empty(), Kernel.best());
          int until = own.size() * merge / MERGES;
          while (own.done() < until && own.fill(batch)) {
            learner.learn(batch, rate, crew, new LossSum());
          }
          states.add(state);
        }
        rule.merge(common, states);
      }
    }
  }

  private static void mean(TrainingState common, List<TrainingState> shards) {
    common
        .tensors("")
        .forEach((name, values) -> {
          double[] sums = new double[values.length];
          for (TrainingState shard : shards) {
            float[] own = Objects.requireNonNull(shard.tensors("").get(name));
            for (int at = 0; at < sums.length; at++) {
              sums[at] += own[at];
            }
          }
          for (int at = 0; at < sums.length; at++) {
            values[at] = (float) (sums[at] / shards.size());
          }
        });
  }

  /// Mean log loss of the product that is left out, among all products.
  private static double loss(TrainingState state, long[] counts, Crew crew) {
    Embedding embedding =
        new Embedding(
            PRODUCTS,
            CONFIG.dim(),
            state.input().dense(),
            state.output().dense(),
            state.bias(),
            CONFIG.objective().strategy().basketScore());
    Evaluation evaluation = Evaluation.of(shop(3_000, 2), counts, EvaluationConfig.DEFAULT);
    return evaluation.fit(new BasketCompletion(embedding), crew).loss();
  }

  private static Baskets shard(Baskets baskets, int shard) {
    return Baskets.of(
        IntStream.range(0, baskets.size())
            .filter(basket -> basket % SHARDS == shard)
            .mapToObj(baskets::basket)
            .toArray(int[][]::new));
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
