package dev.prod2vec.cooccurrence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.random.CounterRandom;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CooccurrenceTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void countsWhatLoopsOverAllBasketsCount(int seed) {
    int size = 5 + 10 * seed;
    Baskets baskets = randomBaskets(seed, size, 200);
    Cooccurrence cooccurrence = new Cooccurrence(baskets, size);

    assertThat(cooccurrence.size()).isEqualTo(size);
    assertThat(cooccurrence.baskets()).isEqualTo(200);
    for (int a = 0; a < size; a++) {
      int[] expected = new int[size];
      for (int b = 0; b < size; b++) {
        expected[b] = countBoth(baskets, a, b);
        assertThat(cooccurrence.count(a, b)).isEqualTo(expected[b]);
      }
      assertThat(cooccurrence.count(a)).isEqualTo(expected[a]);
      CooccurrenceRow row = cooccurrence.row(a);
      int product = a;
      int[] partners =
          IntStream.range(0, size).filter(b -> b != product && expected[b] > 0).toArray();
      assertThat(row.products()).isEqualTo(partners);
      assertThat(row.counts()).isEqualTo(Arrays.stream(partners).map(b -> expected[b]).toArray());
      assertThat(row.size()).isEqualTo(partners.length);
    }
  }

  @Test
  void companionsAreBoughtWithBothMoreOftenThanByChance() {
    int[][] baskets = new int[400][];
    for (int i = 0; i < 400; i++) {
      // 0 and 1 never meet; 2 is bought with either, 3 with everything, 4 with 0 alone.
      baskets[i] =
          switch (i % 8) {
            case 0 -> new int[] {0, 2, 3};
            case 1 -> new int[] {1, 2, 3};
            case 2 -> new int[] {0, 4};
            default -> new int[] {3, 5};
          };
    }
    Cooccurrence cooccurrence = new Cooccurrence(Baskets.of(baskets), 7);

    assertThat(cooccurrence.companions(0, 1, 5))
        .containsExactly(new Companion(2, 50, 50, Math.min(50 / 27.0, 50 / 14.5)));
    assertThat(cooccurrence.companions(1, 0, 5))
        .containsExactly(new Companion(2, 50, 50, Math.min(50 / 27.0, 50 / 14.5)));
    assertThat(cooccurrence.companions(0, 1, 0)).isEmpty();
    assertThat(cooccurrence.companions(0, 6, 5)).isEmpty();
    assertThat(cooccurrence.expected(0, 2)).isEqualTo(25);
    assertThat(cooccurrence.expected(0, 6)).isZero();
  }

  @Test
  void liftIsOneForChanceAndSupportIsTheShareOfBaskets() {
    // 0 and 1 are each in half of the baskets and meet in a quarter; 2 is never with 0.
    Baskets baskets = Baskets.of(new int[][] {{0, 1}, {0}, {1, 2}, {2}});
    Cooccurrence cooccurrence = new Cooccurrence(baskets, 4);

    assertThat(cooccurrence.lift(0, 1)).isCloseTo(1, within(1e-12));
    assertThat(cooccurrence.support(0, 1)).isCloseTo(0.25, within(1e-12));
    assertThat(cooccurrence.lift(0, 2)).isZero();
    assertThat(cooccurrence.lift(3, 0)).isZero();
    assertThat(cooccurrence.lift(3, 3)).isZero();
    assertThat(cooccurrence.support(0, 0)).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void aShopWithoutBasketsHasNoEvidence() {
    Cooccurrence cooccurrence = new Cooccurrence(Baskets.of(new int[0][]), 2);

    assertThat(cooccurrence.count(0, 1)).isZero();
    assertThat(cooccurrence.support(0, 1)).isZero();
    assertThat(cooccurrence.lift(0, 1)).isZero();
    assertThat(cooccurrence.row(1).size()).isZero();
  }

  @Test
  void aProductOutsideTheVocabularyIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Cooccurrence(Baskets.of(new int[][] {{0, 3}}), 3))
        .withMessage("a basket holds product 3, but the vocabulary has 3");
  }

  @Test
  void aMillionBasketsOfOnePairAndALargeBasketAreCounted() {
    int pairs = 1_000_000;
    int[] large = IntStream.range(0, 1_200).toArray();
    int[] starts = IntStream.rangeClosed(0, pairs + 1).map(b -> 2 * b).toArray();
    starts[pairs + 1] = 2 * pairs + large.length;
    int[] products = new int[2 * pairs + large.length];
    for (int i = 0; i < 2 * pairs; i++) {
      products[i] = i % 2;
    }
    System.arraycopy(large, 0, products, 2 * pairs, large.length);
    Cooccurrence cooccurrence = new Cooccurrence(new Baskets(starts, products), 1_200);

    assertThat(cooccurrence.count(0, 1)).isEqualTo(pairs + 1);
    assertThat(cooccurrence.count(1_199, 0)).isEqualTo(1);
    assertThat(cooccurrence.row(600).size()).isEqualTo(1_199);
  }

  @Test
  void threadsThatAskAtOnceGetTheSameRow() throws Exception {
    Baskets baskets = randomBaskets(9, 50, 2_000);
    Cooccurrence cooccurrence = new Cooccurrence(baskets, 50);
    try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
      Callable<List<CooccurrenceRow>> all =
          () -> IntStream.range(0, 50).mapToObj(cooccurrence::row).toList();
      List<Future<List<CooccurrenceRow>>> answers = executor.invokeAll(List.of(all, all, all, all));
      for (Future<List<CooccurrenceRow>> answer : answers) {
        for (int product = 0; product < 50; product++) {
          CooccurrenceRow row = answer.get().get(product);
          assertThat(row.products()).isEqualTo(cooccurrence.row(product).products());
          assertThat(row.counts()).isEqualTo(cooccurrence.row(product).counts());
        }
      }
    }
  }

  private static int countBoth(Baskets baskets, int a, int b) {
    int both = 0;
    for (int basket = 0; basket < baskets.size(); basket++) {
      List<Integer> products = Arrays.stream(baskets.basket(basket)).boxed().toList();
      both += products.contains(a) && products.contains(b) ? 1 : 0;
    }
    return both;
  }

  /// Baskets with products squeezed towards the low indexes, so that rows are dense and sparse.
  private static Baskets randomBaskets(long seed, int size, int count) {
    int[][] baskets = new int[count][];
    for (int b = 0; b < count; b++) {
      long key = CounterRandom.key(seed, b);
      int length = 1 + CounterRandom.below(CounterRandom.bits(key, 0), 6);
      baskets[b] =
          IntStream.rangeClosed(1, length)
              .map(i -> {
                float unit = CounterRandom.unit(CounterRandom.bits(key, i));
                return (int) (size * unit * unit);
              })
              .distinct()
              .toArray();
    }
    return Baskets.of(baskets);
  }
}
