package dev.prod2vec.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.cooccurrence.Cooccurrence;
import dev.prod2vec.embedding.BasketScore;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.feature.SideInformation;
import dev.prod2vec.linalg.Matrix;
import dev.prod2vec.random.CounterRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Forty products of four groups, whose vectors and names follow the groups, and four new ones.
class NewProductsTest {
  private static final int TRAINED = 40;
  private static final int DIM = 6;
  private static final int GROUPS = 4;

  private final long[] counts = IntStream.range(0, TRAINED).mapToLong(i -> 300 - 7 * i).toArray();

  private final Baskets baskets =
      Baskets.of(new int[][] {{0, 4, 8}, {1, 5}, {2, 6, 7}, {3, 4}, {0, 8}});

  @ParameterizedTest
  @EnumSource(BasketScore.class)
  void newProductsChangeNothingForTheOthers(BasketScore score) {
    Embedding trained = embedding(score);
    Recommender without = recommender(trained, side(0));
    Recommender with = recommender(trained, side(GROUPS));
    for (int product = 0; product < TRAINED; product++) {
      assertThat(with.substitutes(product, 9)).isEqualTo(without.substitutes(product, 9));
      assertThat(with.complements(product, 9)).isEqualTo(without.complements(product, 9));
    }
    assertThat(with.complete(new int[] {0, 5}, 50))
        .isEqualTo(without.complete(new int[] {0, 5}, 50));
  }

  @Test
  void aNewProductIsAmongItsLikeAndInNoList() {
    Recommender recommender = recommender(embedding(BasketScore.EXPONENTIAL_SUM), side(GROUPS));
    NeighbourLists all = recommender.allSubstitutes(5);
    for (int group = 0; group < GROUPS; group++) {
      int wanted = group;
      int product = TRAINED + group;
      assertThat(recommender.substitutes(product, 5))
          .hasSize(5)
          .isEqualTo(all.of(product))
          .allMatch(neighbour -> neighbour.product() < TRAINED)
          .allMatch(neighbour -> neighbour.product() % GROUPS == wanted)
          .allMatch(neighbour -> neighbour.basis() == Basis.NAMES);
      assertThat(recommender.complements(product, 5)).isEmpty();
      assertThat(recommender.allComplements(5).of(product)).isEmpty();
      assertThat(recommender.complete(new int[] {product}, 3))
          .extracting(Neighbour::product)
          .allMatch(other -> other % GROUPS == wanted);
    }
  }

  @Test
  void theBasisIsThatOfTheProductThatWasBoughtLess() {
    Recommender recommender = recommender(embedding(BasketScore.EXPONENTIAL_SUM), side(0));
    // Products 0 to 14 are in 202 to 300 orders.
    assertThat(recommender.substitutes(0, 39))
        .allMatch(neighbour ->
            (neighbour.basis() == Basis.ORDERS) == (neighbour.product() < 15)
                && neighbour.basis() != Basis.NAMES == counts[neighbour.product()] > 22);
    Recommender purchases =
        recommender(embedding(BasketScore.EXPONENTIAL_SUM), SideInformation.NONE);
    assertThat(purchases.substitutes(0, 39)).allMatch(of -> of.basis() == Basis.ORDERS);
  }

  @Test
  void predictionsHaveTheSameBytesOnAnyNumberOfThreads() {
    Embedding trained = embedding(BasketScore.EXPONENTIAL_SUM);
    Embedding one = Recommender.withNewProducts(trained, counts, side(GROUPS), 1);
    Embedding three = Recommender.withNewProducts(trained, counts, side(GROUPS), 3);
    assertThat(three).usingRecursiveComparison().isEqualTo(one);
    assertThat(one.input()).startsWith(trained.input());
    assertThat(one.output()).startsWith(trained.output());
    assertThat(one.bias()).startsWith(trained.bias());
    assertThat(Recommender.similarity(trained, counts, side(GROUPS), 3).values())
        .isEqualTo(Recommender.similarity(trained, counts, side(GROUPS), 1).values());
  }

  @Test
  void qualityIsPerfectWhereNamesSayEverything() {
    Embedding trained = embedding(BasketScore.EXPONENTIAL_SUM);
    Matrix similarity = Recommender.similarity(trained, counts, side(GROUPS), 1);
    List<String> groups =
        IntStream.range(0, TRAINED + GROUPS).mapToObj(i -> "g" + i % GROUPS).toList();
    assertThat(NewProductQuality.purity10(similarity, TRAINED, groups, 2)).hasValue(1);
    assertThat(
            NewProductQuality.purity10(
                similarity, TRAINED, new ArrayList<>(groups.stream().map(_ -> "").toList()), 1))
        .isEmpty();
    Embedding all = Recommender.withNewProducts(trained, counts, side(GROUPS), 1);
    Baskets asked = Baskets.of(new int[][] {{0, 41}, {41, 42}, {1, 2}, {3, 7, 42, 43}});
    NewProductQuality.Found found = NewProductQuality.found(all, TRAINED, asked, 2);
    assertThat(found.questions()).isEqualTo(3);
    // There are fewer than a hundred.
    assertThat(found.hitRate100()).isEqualTo(1);
    assertThat(found.chance()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(BasketScore.class)
  void aNewProductIsFoundIfFewerThanAHundredOthersHaveAHigherScore(BasketScore score) {
    int others = 250;
    int size = TRAINED + others;
    Embedding all =
        new Embedding(
            size, DIM, random(1, size * DIM), random(2, size * DIM), random(3, size), score);
    int[][] asked = new int[1200][];
    for (int i = 0; i < asked.length; i++) {
      // Two known products and two new ones; in the first baskets, no known one.
      int known = i % (TRAINED - 1);
      int other = TRAINED + i % (others - 7);
      asked[i] =
          i < 5 ? new int[] {other, other + 7} : new int[] {known, known + 1, other, other + 7};
    }
    int questions = 0;
    int hits = 0;
    for (int[] basket : asked) {
      if (basket.length == 4) {
        double[] scores = scores(all, basket[0], basket[1]);
        for (int of : new int[] {basket[2], basket[3]}) {
          long higher =
              IntStream.range(TRAINED, size).filter(it -> scores[it] > scores[of]).count();
          questions++;
          hits += higher < 100 ? 1 : 0;
        }
      }
    }
    NewProductQuality.Found found = NewProductQuality.found(all, TRAINED, Baskets.of(asked), 2);
    assertThat(found)
        .isEqualTo(new NewProductQuality.Found(questions, (double) hits / questions, 0.4));
    assertThat(found.hitRate100()).isStrictlyBetween(0.2, 0.6);
  }

  @Test
  void equalScoresAreNotFound() {
    int size = TRAINED + 120;
    Embedding all =
        new Embedding(
            size,
            DIM,
            random(1, size * DIM),
            new float[size * DIM],
            new float[size],
            BasketScore.EXPONENTIAL_SUM);
    Baskets asked = Baskets.of(new int[][] {{0, TRAINED}, {1, TRAINED + 119}});
    assertThat(NewProductQuality.found(all, TRAINED, asked, 1).hitRate100()).isZero();
  }

  /// The scores of all products for a basket of two, by the formulas of [BasketScore].
  private static double[] scores(Embedding embedding, int first, int second) {
    double[] scores = new double[embedding.size()];
    for (int of : new int[] {first, second}) {
      double[] exponentials = new double[embedding.size()];
      for (int product = 0; product < embedding.size(); product++) {
        double sum = embedding.bias()[product];
        for (int d = 0; d < DIM; d++) {
          sum += (double) embedding.input()[of * DIM + d] * embedding.output()[product * DIM + d];
        }
        exponentials[product] = Math.exp(sum);
      }
      double divisor =
          switch (embedding.basketScore()) {
            case SOFTMAX_SUM -> Arrays.stream(exponentials).sum();
            case EXPONENTIAL_SUM -> 1;
          };
      for (int product = 0; product < embedding.size(); product++) {
        scores[product] += exponentials[product] / divisor;
      }
    }
    return scores;
  }

  /// Numbers between -1 and 1.
  private static float[] random(long key, int length) {
    float[] numbers = new float[length];
    for (int i = 0; i < length; i++) {
      numbers[i] = 2 * CounterRandom.unit(CounterRandom.bits(key, i)) - 1;
    }
    return numbers;
  }

  private Recommender recommender(Embedding trained, SideInformation side) {
    Matrix similarity = Recommender.similarity(trained, counts, side, 1);
    Embedding all =
        side.size() == 0 ? trained : Recommender.withNewProducts(trained, counts, side, 1);
    return new Recommender(
        all,
        new Similarity(similarity, Recommender.purchaseShares(counts, side), TRAINED),
        new Cooccurrence(baskets, all.size()),
        1);
  }

  /// Each group has a direction of its own, in which its input and output vectors point.
  private static Embedding embedding(BasketScore score) {
    float[] vectors = new float[TRAINED * DIM];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = 0.3f * (CounterRandom.unit(CounterRandom.bits(7, i)) - 0.5f);
    }
    for (int product = 0; product < TRAINED; product++) {
      vectors[product * DIM + product % GROUPS] += 2;
    }
    float[] bias = new float[TRAINED];
    for (int product = 0; product < TRAINED; product++) {
      bias[product] = -0.01f * product;
    }
    return new Embedding(TRAINED, DIM, vectors, vectors.clone(), bias, score);
  }

  private static SideInformation side(int others) {
    List<Set<String>> texts = new ArrayList<>();
    for (int product = 0; product < TRAINED + others; product++) {
      texts.add(Set.of("group" + product % GROUPS, "kind" + product % 3));
    }
    return SideInformation.of(texts, TRAINED);
  }
}
