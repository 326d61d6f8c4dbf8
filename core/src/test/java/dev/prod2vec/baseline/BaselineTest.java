package dev.prod2vec.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.cooccurrence.Cooccurrence;
import dev.prod2vec.evaluation.AllScores;
import dev.prod2vec.evaluation.Scorer;
import dev.prod2vec.random.CounterRandom;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaselineTest {
  private static final int SIZE = 12;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void scoresAreThoseOfTheFormulasWrittenAsLoopsOverAllBaskets(long seed) {
    Baskets training = randomBaskets(seed, 60);
    Cooccurrence cooccurrence = new Cooccurrence(training, SIZE);
    Baskets asked = randomBaskets(-seed, 20);

    for (int basket = 0; basket < asked.size(); basket++) {
      int[] products = asked.basket(basket);
      for (int product = 0; product < SIZE; product++) {
        int j = product;
        if (Arrays.stream(products).noneMatch(i -> i == j)) {
          double popularity = count(training, j, j);
          double coCount = sum(products, i -> count(training, i, j) / count(training, i, i));
          double itemKnn =
              sum(
                  products,
                  i ->
                      count(training, i, j)
                          / Math.sqrt(count(training, i, i))
                          / Math.pow(count(training, j, j), 0.3));
          assertThat((double) scores(new Popularity(cooccurrence), asked, basket)[j])
              .isEqualTo(popularity);
          assertThat((double) scores(new CoCount(cooccurrence), asked, basket)[j])
              .isCloseTo(coCount, within(1e-5));
          assertThat((double) scores(new ItemKnn(cooccurrence, 0.3), asked, basket)[j])
              .isCloseTo(itemKnn, within(1e-5));
        }
      }
    }
  }

  @Test
  void aBasketScoresTheSameAloneAndAmongOthers() {
    Cooccurrence cooccurrence = new Cooccurrence(randomBaskets(7, 80), SIZE);
    Baskets asked = randomBaskets(8, 150);

    for (Scorer scorer :
        List.of(
            new Popularity(cooccurrence),
            new CoCount(cooccurrence),
            new ItemKnn(cooccurrence, 0.2))) {
      float[][] together = AllScores.of(scorer, asked, SIZE, 2);
      for (int basket = 0; basket < asked.size(); basket++) {
        assertThat(together[basket])
            .as(scorer.name().word())
            .isEqualTo(scores(scorer, asked, basket));
      }
    }
  }

  @Test
  void aProductThatWasNeverBoughtPredictsNothingAndScoresZero() {
    Cooccurrence cooccurrence = new Cooccurrence(Baskets.of(new int[][] {{0, 1}}), 3);
    Baskets asked = Baskets.of(new int[][] {{2}, {0, 2}});

    assertThat(scores(new CoCount(cooccurrence), asked, 0, 3)).containsExactly(0, 0, 0);
    assertThat(scores(new ItemKnn(cooccurrence, 0.5), asked, 0, 3)).containsExactly(0, 0, 0);
    assertThat(scores(new CoCount(cooccurrence), asked, 1, 3)).containsExactly(0, 1, 0);
    assertThat(scores(new ItemKnn(cooccurrence, 0.5), asked, 1, 3)).containsExactly(0, 1, 0);
  }

  @Test
  void theExponentWithTheHighestQualityIsChosenAndTheSmallestOfEquals() {
    assertThat(ItemKnn.best(List.of(0.1, 0.1, 0.7, 0.1, 0.7, 0.1, 0.1))).isEqualTo(0.2);
  }

  private static float[] scores(Scorer scorer, Baskets baskets, int basket) {
    return scores(scorer, baskets, basket, SIZE);
  }

  private static float[] scores(Scorer scorer, Baskets baskets, int basket, int size) {
    return AllScores.of(scorer, Baskets.of(new int[][] {baskets.basket(basket)}), size, 1)[0];
  }

  private static double sum(int[] products, IntToDoubleFunction term) {
    return Arrays.stream(products).mapToDouble(term).filter(Double::isFinite).sum();
  }

  private static double count(Baskets baskets, int a, int b) {
    return IntStream.range(0, baskets.size())
        .filter(basket ->
            Arrays.stream(baskets.basket(basket)).anyMatch(i -> i == a)
                && Arrays.stream(baskets.basket(basket)).anyMatch(i -> i == b))
        .count();
  }

  private static Baskets randomBaskets(long seed, int count) {
    int[][] baskets = new int[count][];
    for (int b = 0; b < count; b++) {
      int[] products = IntStream.range(0, SIZE).toArray();
      long key = CounterRandom.key(seed, b);
      CounterRandom.shuffle(products, key);
      baskets[b] = Arrays.copyOf(products, 1 + CounterRandom.below(CounterRandom.bits(key, 99), 5));
    }
    return Baskets.of(baskets);
  }
}
