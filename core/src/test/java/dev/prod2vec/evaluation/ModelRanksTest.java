package dev.prod2vec.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.embedding.BasketScore;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.parallel.Crew;
import dev.prod2vec.random.CounterRandom;
import dev.prod2vec.recommend.BasketCompletion;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A model's ranks against a list of all products, sorted by the model's scores for one basket
/// alone. BasketCompletionTest compares these scores with doubles.
class ModelRanksTest {
  private static final int MOST_BASKETS_SORTED = 60;

  @ParameterizedTest
  // The last has more different products than are scored together, and many blocks of products.
  @CsvSource({"60, 40, 5", "60, 700, 33", "20000, 40000, 16"})
  void ranksArePlacesInTheSortedList(int baskets, int products, int dim) {
    Baskets heldOut = baskets(baskets, products);
    BasketCompletion model = new BasketCompletion(embedding(products, dim));
    Evaluation evaluation = Evaluation.of(heldOut, new long[products], EvaluationConfig.DEFAULT);
    assertThat(evaluation.size()).isEqualTo(baskets);

    int[] ranks;
    try (Crew crew = new Crew(2)) {
      ranks = evaluation.ranks(model, crew);
    }

    for (int basket = 0; basket < baskets; basket += Math.max(1, baskets / MOST_BASKETS_SORTED)) {
      assertThat(ranks[basket]).isEqualTo(rank(model, heldOut, basket, products));
    }
    assertThat(Arrays.stream(ranks).distinct().count())
        .isGreaterThan(Math.min(baskets, products) / 4);
  }

  private static int rank(BasketCompletion model, Baskets heldOut, int basket, int products) {
    int[] all = heldOut.basket(basket);
    long key = CounterRandom.key(EvaluationConfig.DEFAULT.seed(), 1);
    int leftOut = all[CounterRandom.below(CounterRandom.bits(key, basket), all.length)];
    int[] rest = Arrays.stream(all).filter(product -> product != leftOut).toArray();
    float[] scores = AllScores.of(model, Baskets.of(new int[][] {rest}), products, 1)[0];
    List<Integer> sorted =
        IntStream.range(0, products)
            .filter(product -> Arrays.binarySearch(rest, product) < 0)
            .boxed()
            .sorted(Comparator.comparingDouble(product -> -scores[product]))
            .toList();
    return 1 + sorted.indexOf(leftOut);
  }

  private static Embedding embedding(int products, int dim) {
    Random random = new Random(1);
    float[][] vectors = new float[2][products * dim];
    for (float[] part : vectors) {
      for (int i = 0; i < part.length; i++) {
        part[i] = (float) (random.nextGaussian() / Math.sqrt(dim));
      }
    }
    return new Embedding(
        products, dim, vectors[0], vectors[1], new float[products], BasketScore.SOFTMAX_SUM);
  }

  /// Two to nine products in each.
  private static Baskets baskets(int count, int products) {
    Random random = new Random(2);
    int[][] all = new int[count][];
    Arrays.setAll(
        all,
        _ -> random.ints(0, products).distinct().limit(2 + random.nextInt(8)).sorted().toArray());
    return Baskets.of(all);
  }
}
