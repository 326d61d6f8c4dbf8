package dev.prod2vec.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.recommend.NeighbourFilter.Among;
import dev.prod2vec.recommend.NeighbourFilter.Other;
import dev.prod2vec.recommend.NeighbourFilter.Same;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class NeighbourFilterTest {
  private static final int SIZE = 180;

  /// Three categories, and every fourth product without one.
  private static final int[] CATEGORIES =
      IntStream.range(0, SIZE).map(i -> i % 4 == 3 ? NeighbourFilter.UNKNOWN : i % 3).toArray();

  private static final Baskets BASKETS = RecommenderTest.randomBaskets(SIZE);

  static Stream<NeighbourFilter> filters() {
    BitSet some = new BitSet();
    IntStream.range(0, SIZE).filter(i -> i % 7 < 3).forEach(some::set);
    double any = Double.POSITIVE_INFINITY;
    return Stream.of(
        NeighbourFilter.NONE,
        new NeighbourFilter(List.of(new Same(CATEGORIES)), 0, any),
        new NeighbourFilter(List.of(new Other(CATEGORIES)), 0, any),
        new NeighbourFilter(List.of(new Among(some)), 0, any),
        new NeighbourFilter(List.of(), 2, any),
        new NeighbourFilter(List.of(), 0, 1.5),
        new NeighbourFilter(List.of(new Among(some), new Same(CATEGORIES)), 1, 9),
        new NeighbourFilter(List.of(new Among(new BitSet())), 0, any));
  }

  @ParameterizedTest
  @MethodSource("filters")
  void aListHasTheBestOfWhatPassesHoweverFarDownTheyAre(NeighbourFilter filter) {
    Recommender recommender = recommender();
    for (NeighbourKind kind : NeighbourKind.values()) {
      for (int product = 0; product < SIZE; product += 11) {
        int[] asked =
            kind == NeighbourKind.COMPLETION ? new int[] {product, 5, 40} : new int[] {product};
        List<Neighbour> all = recommender.neighbours(kind, asked, SIZE, NeighbourFilter.NONE);
        List<Neighbour> passing =
            all.stream().filter(it -> passes(filter, asked, it)).limit(7).toList();
        assertThat(recommender.neighbours(kind, asked, 7, filter))
            .as("%s of %s", kind, product)
            .isEqualTo(passing);
      }
    }
  }

  /// The slow version: of one neighbour, with the evidence that its row shows.
  private static boolean passes(NeighbourFilter filter, int[] asked, Neighbour neighbour) {
    int category = CATEGORIES[neighbour.product()];
    List<Integer> categories =
        IntStream.of(asked).map(i -> CATEGORIES[i]).filter(c -> c >= 0).boxed().toList();
    boolean rules =
        filter.rules().stream()
            .allMatch(rule ->
                switch (rule) {
                  case Among among -> among.products().get(neighbour.product());
                  case Same _ -> categories.contains(category);
                  case Other _ ->
                      category >= 0 && !categories.isEmpty() && !categories.contains(category);
                });
    return rules
        && neighbour.together() >= filter.minTogether()
        && neighbour.lift() <= filter.maxLift();
  }

  @ParameterizedTest
  @EnumSource(NeighbourKind.class)
  void manyProductsAtOnceGiveTheListsOfEach(NeighbourKind kind) {
    NeighbourFilter filter = new NeighbourFilter(List.of(new Same(CATEGORIES)), 0, 30);
    int[] products = {3, 17, 3, 120};
    List<List<Neighbour>> lists =
        IntStream.of(products)
            .mapToObj(i -> recommender().neighbours(kind, new int[] {i}, 5, filter))
            .toList();
    assertThat(recommender().neighboursOfEach(kind, products, 5, filter)).isEqualTo(lists);
  }

  @ParameterizedTest
  @MethodSource("filters")
  void manyBasketsAtOnceGiveTheListsOfEach(NeighbourFilter filter) {
    Recommender recommender = recommender();
    List<List<Neighbour>> lists =
        IntStream.range(0, BASKETS.size())
            .mapToObj(
                i -> recommender.neighbours(NeighbourKind.COMPLETION, BASKETS.basket(i), 9, filter))
            .toList();
    assertThat(recommender.completeAll(BASKETS, 9, filter)).isEqualTo(lists);
  }

  @Test
  void boundsThatNothingCanMeetAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NeighbourFilter(List.of(), -1, 1))
        .withMessage("bounds must be 0 or more, but are -1 and 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NeighbourFilter(List.of(), 0, Double.NaN));
  }

  private static Recommender recommender() {
    Embedding embedding = RecommenderTest.randomEmbedding(SIZE, 12);
    return RecommenderTest.recommender(embedding, BASKETS, 2);
  }
}
