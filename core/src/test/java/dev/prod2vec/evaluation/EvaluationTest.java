package dev.prod2vec.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.parallel.Crew;
import dev.prod2vec.random.CounterRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluationTest {
  private static final int PRODUCTS = 200;
  private static final long[] COUNTS = new long[PRODUCTS];

  static {
    Arrays.setAll(COUNTS, product -> 1000 / (product + 1));
  }

  @Test
  void ranksAreThoseOfASortedListWithoutTheBasketsOwnProducts() {
    Baskets heldOut = baskets(300, 1);
    Evaluation evaluation = Evaluation.of(heldOut, COUNTS, EvaluationConfig.DEFAULT);
    // Few different scores, so that there are many ties.
    Scorer scorer = scorer((basket, product) -> (product * 7 + basket.length * 3) % 11);
    int[] ranks = ranks(evaluation, scorer, 2);
    int question = 0;
    long key = CounterRandom.key(EvaluationConfig.DEFAULT.seed(), 1);
    for (int b = 0; b < heldOut.size(); b++) {
      if (heldOut.length(b) < 2) {
        continue;
      }
      int[] basket = heldOut.basket(b);
      int leftOut = basket[CounterRandom.below(CounterRandom.bits(key, b), basket.length)];
      int[] rest = Arrays.stream(basket).filter(product -> product != leftOut).toArray();
      int rank = 1;
      for (int product = 0; product < PRODUCTS; product++) {
        float own = (leftOut * 7 + rest.length * 3) % 11;
        float other = (product * 7 + rest.length * 3) % 11;
        boolean inRest = Arrays.binarySearch(rest, product) >= 0;
        if (!inRest && (other > own || (other == own && product < leftOut))) {
          rank++;
        }
      }
      assertThat(ranks[question++]).isEqualTo(rank);
    }
    assertThat(question).isEqualTo(evaluation.size()).isLessThan(heldOut.size());
  }

  @Test
  void anyNumberOfThreadsGivesTheSameRanks() {
    Evaluation evaluation = Evaluation.of(baskets(500, 2), COUNTS, EvaluationConfig.DEFAULT);
    Scorer scorer = scorer((basket, product) -> (product ^ basket[0]) % 17);
    int[] one = ranks(evaluation, scorer, 1);
    assertThat(ranks(evaluation, scorer, 4)).containsExactly(one);
  }

  @Test
  void equalScoresRankByIndexAndScoresThatAreNotNumbersComeLast() {
    Baskets heldOut = Baskets.of(new int[][] {{5, 9}, {0, 7}});
    Evaluation evaluation = Evaluation.of(heldOut, COUNTS, EvaluationConfig.DEFAULT);
    int[] equal = ranks(evaluation, scorer((basket, product) -> 1), 1);
    int[] broken = ranks(evaluation, scorer((basket, product) -> Float.NaN), 1);
    assertThat(equal[0]).isIn(6, 9);
    assertThat(equal[1]).isIn(1, 7);
    assertThat(broken[0]).isGreaterThanOrEqualTo(equal[0]);
    assertThat(ranks(evaluation, scorer((b, p) -> p == 5 || p == 9 ? Float.NaN : 0), 1)[0])
        .isGreaterThanOrEqualTo(PRODUCTS - 1);
  }

  @Test
  void theLossIsThatOfTheProbabilitiesAmongTheProductsThatAreNotInTheRest() {
    Baskets heldOut = Baskets.of(new int[][] {{5, 9}, {0, 7, 11}});
    Evaluation evaluation = Evaluation.of(heldOut, COUNTS, EvaluationConfig.DEFAULT);
    try (Crew crew = new Crew(2)) {
      // All alike: 199 and 198 products are left to choose from.
      assertThat(evaluation.fit(scorer((basket, product) -> 3), crew).loss())
          .isCloseTo((Math.log(199) + Math.log(198)) / 2, within(1e-5));
      // Of scores whose cube is the probability.
      Scorer cube =
          new Rules((basket, product) -> product == 5 || product == 7 ? 2 : 1, PRODUCTS, 3);
      Scorer itself = scorer((basket, product) -> product == 5 || product == 7 ? 8 : 1);
      assertThat(evaluation.fit(cube, crew).loss())
          .isCloseTo(evaluation.fit(itself, crew).loss(), within(1e-6));
      // One product is e times as probable as each other one, and in both baskets or left out.
      double expected = 0;
      for (int b = 0; b < 2; b++) {
        int[] basket = heldOut.basket(b);
        long key = CounterRandom.key(EvaluationConfig.DEFAULT.seed(), 1);
        int leftOut = basket[CounterRandom.below(CounterRandom.bits(key, b), basket.length)];
        int others = PRODUCTS - basket.length;
        boolean isProbable = leftOut == basket[0];
        expected += Math.log(others + (isProbable ? Math.E : 1)) - (isProbable ? 1 : 0);
      }
      Scorer first = scorer((basket, product) -> product == 5 || product == 0 ? (float) Math.E : 1);
      // Product 0 stays in the first basket's candidates, product 5 in the second one's.
      double found = evaluation.fit(first, crew).loss();
      assertThat(found).isBetween(expected / 2, expected / 2 + 0.01);
    }
  }

  @Test
  void largeSetsAreSampledBySeed() {
    Baskets heldOut = baskets(1000, 3);
    Evaluation all = Evaluation.of(heldOut, COUNTS, EvaluationConfig.DEFAULT);
    Evaluation some = Evaluation.of(heldOut, COUNTS, new EvaluationConfig(2, 100, 10, 1));
    Scorer scorer = scorer((basket, product) -> product % 13);
    assertThat(some.size()).isEqualTo(100);
    assertThat(Arrays.stream(ranks(some, scorer, 1)).boxed())
        .isSubsetOf(Arrays.stream(ranks(all, scorer, 1)).boxed().toList());
    Evaluation other = Evaluation.of(heldOut, COUNTS, new EvaluationConfig(2, 100, 10, 2));
    assertThat(ranks(other, scorer, 1)).isNotEqualTo(ranks(some, scorer, 1));
  }

  @Test
  void theLeadIsTheMeanDifferenceBasketByBasket() throws InterruptedException {
    // The left out product, 0 or 199, is found by one scorer always, by the other if it is 0.
    int[][] all = new int[400][];
    Arrays.fill(all, new int[] {0, 199});
    Evaluation evaluation = Evaluation.of(Baskets.of(all), COUNTS, EvaluationConfig.DEFAULT);
    Scorer always = scorer((b, p) -> p == 0 || p == 199 ? 1 : 0);
    Scorer half = scorer((b, p) -> p == 199 ? -1 : p == 0 ? 1 : 0);
    try (Crew crew = new Crew(1)) {
      List<Score> scores = evaluation.compare(List.of(always, half, always), crew);

      assertThat(scores.get(0).lead()).isEmpty();
      Lead lead = scores.get(1).lead().orElseThrow();
      double missed = 1 - scores.get(1).hitRate10().value();
      assertThat(missed).isBetween(0.4, 0.6);
      assertThat(lead.hitRate10().value()).isCloseTo(missed, within(1e-12));
      assertThat(lead.hitRate10().high() - lead.hitRate10().low())
          .isCloseTo(2 * 1.96 * Math.sqrt(missed * (1 - missed) / 400), within(0.02));
      assertThat(lead.meanReciprocalRank().value())
          .isCloseTo(1 - scores.get(1).meanReciprocalRank().value(), within(1e-12));
      assertThat(scores.get(2).lead()).contains(new Lead(new Metric(0, 0, 0), new Metric(0, 0, 0)));
    }
  }

  @Test
  void differencesAreOfAllMetricsBasketByBasket() {
    Evaluation evaluation = Evaluation.of(baskets(500, 2), COUNTS, EvaluationConfig.DEFAULT);
    int[] ranks = ranks(evaluation, scorer((basket, product) -> (product ^ basket[0]) % 17), 1);
    int[] others = ranks(evaluation, scorer((basket, product) -> -product), 1);
    try (Crew crew = new Crew(2)) {
      Metrics one = evaluation.metrics(ranks, crew);
      Metrics other = evaluation.metrics(others, crew);
      Metrics difference = evaluation.differences(ranks, others, crew);
      assertThat(difference.hitRate10().value())
          .isCloseTo(one.hitRate10().value() - other.hitRate10().value(), within(1e-12));
      assertThat(difference.hitRate100().value())
          .isCloseTo(one.hitRate100().value() - other.hitRate100().value(), within(1e-12));
      assertThat(difference.ndcg10().value())
          .isCloseTo(one.ndcg10().value() - other.ndcg10().value(), within(1e-12));
      assertThat(difference.meanReciprocalRank().value())
          .isCloseTo(
              one.meanReciprocalRank().value() - other.meanReciprocalRank().value(), within(1e-12));
      assertThat(difference.meanReciprocalRank().low())
          .isLessThan(difference.meanReciprocalRank().value());
      Metric nothing = new Metric(0, 0, 0);
      assertThat(evaluation.differences(ranks, ranks, crew))
          .isEqualTo(new Metrics(nothing, nothing, nothing, nothing));
    }
  }

  @Test
  void aPerfectScorerHasPerfectScores() {
    // Every basket is {0, 199}: whichever is left out is the only one with a score.
    int[][] all = new int[90][];
    Arrays.fill(all, new int[] {0, 199});
    Evaluation evaluation = Evaluation.of(Baskets.of(all), COUNTS, EvaluationConfig.DEFAULT);
    try (Crew crew = new Crew(1)) {
      Score score = evaluation.score(scorer((b, p) -> p == 0 || p == 199 ? 1 : 0), crew);
      assertThat(score.baskets()).isEqualTo(90);
      assertThat(score.hitRate10().value()).isEqualTo(1);
      assertThat(score.hitRate10().low()).isEqualTo(1);
      assertThat(score.meanReciprocalRank().low()).isEqualTo(1);
      assertThat(score.hitRate100().value()).isEqualTo(1);
      assertThat(score.ndcg10().value()).isEqualTo(1);
      assertThat(score.meanReciprocalRank().value()).isEqualTo(1);
      assertThat(Arrays.stream(score.basketsByTercile()).sum()).isEqualTo(90);
      assertThat(score.basketsByTercile()[1]).isZero();
      assertThat(score.hitRate10ByTercile()[1]).isZero();
      assertThat(score.hitRate10ByTercile()[2]).isEqualTo(1);
    }
  }

  @Test
  void withoutBasketsEveryScoreIsZero() {
    Evaluation none = Evaluation.of(baskets(0, 1), COUNTS, EvaluationConfig.DEFAULT);
    try (Crew crew = new Crew(2)) {
      Score score = none.score(scorer((b, p) -> 0), crew);
      assertThat(score.baskets()).isZero();
      assertThat(score.hitRate10().value()).isZero();
      assertThat(score.meanReciprocalRank().value()).isZero();
      assertThat(score.meanReciprocalRank().high()).isZero();
    }
  }

  @Test
  void metricsAreTheirTextbookFormulas() {
    int[] ranks = {1, 2, 10, 11, 100};
    assertThat(RankMetrics.hitRate(ranks, 10)).isCloseTo(0.6, within(1e-12));
    assertThat(RankMetrics.mean(RankMetrics.worth(ranks, rank -> 1.0 / rank)))
        .isCloseTo((1 + 0.5 + 0.1 + 1 / 11.0 + 0.01) / 5, within(1e-12));
    double log2 = Math.log(2);
    assertThat(RankMetrics.mean(RankMetrics.worth(ranks, rank -> RankMetrics.gain(rank, 10))))
        .isCloseTo((1 + log2 / Math.log(3) + log2 / Math.log(11)) / 5, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 64, 199, 200})
  void piecesOfAnyLengthGiveTheSameRanksAndLosses(int pieceLength) {
    Evaluation evaluation = Evaluation.of(baskets(200, 4), COUNTS, EvaluationConfig.DEFAULT);
    Rule rule = (basket, product) -> SOME[(product * 31 + basket.length) % SOME.length];
    assertThat(ranks(evaluation, new Rules(rule, pieceLength), 3))
        .containsExactly(ranks(evaluation, scorer(rule), 1));
    Rule positive = (basket, product) -> 1 + (product * 7 + basket.length) % 5;
    try (Crew one = new Crew(1);
        Crew three = new Crew(3)) {
      Fit whole = evaluation.fit(scorer(positive), one);
      Fit pieces = evaluation.fit(new Rules(positive, pieceLength), three);
      assertThat(pieces.loss()).isCloseTo(whole.loss(), within(1e-12));
      assertThat(pieces.meanReciprocalRank()).isEqualTo(whole.meanReciprocalRank());
      assertThat(evaluation.fit(new Rules(positive, pieceLength), one)).isEqualTo(pieces);
    }
  }

  @Test
  void ranksAreThoseOfTheRuleWithAnyScores() {
    Baskets heldOut = baskets(300, 5);
    Evaluation evaluation = Evaluation.of(heldOut, COUNTS, EvaluationConfig.DEFAULT);
    Rule rule = (basket, product) -> SOME[(product * 31 + basket.length) % SOME.length];
    int[] ranks = ranks(evaluation, new Rules(rule, 64), 2);
    int question = 0;
    long key = CounterRandom.key(EvaluationConfig.DEFAULT.seed(), 1);
    for (int b = 0; b < heldOut.size(); b++) {
      int[] basket = heldOut.basket(b);
      if (basket.length < 2) {
        continue;
      }
      int leftOut = basket[CounterRandom.below(CounterRandom.bits(key, b), basket.length)];
      int[] rest = Arrays.stream(basket).filter(product -> product != leftOut).toArray();
      float own = rule.score(rest, leftOut);
      int rank = 1;
      for (int product = 0; product < PRODUCTS; product++) {
        boolean inRest = Arrays.binarySearch(rest, product) >= 0;
        float other = inRest ? Float.NaN : rule.score(rest, product);
        boolean before =
            Float.isNaN(own)
                ? product < leftOut || !Float.isNaN(other)
                : product < leftOut ? other >= own : other > own;
        rank += before ? 1 : 0;
      }
      assertThat(ranks[question++]).isEqualTo(Math.min(rank, PRODUCTS));
    }
  }

  @Test
  void theHitRateIsThatOfAllRanksThoughBasketsAreNotReadToTheirEnd() {
    Evaluation evaluation = Evaluation.of(baskets(400, 6), COUNTS, EvaluationConfig.DEFAULT);
    Scorer scorer = new Rules((basket, product) -> (product * 7 + basket.length * 3) % 53, 8);
    try (Crew crew = new Crew(2)) {
      assertThat(evaluation.hitRate10(scorer, crew))
          .isEqualTo(RankMetrics.hitRate(ranks(evaluation, scorer, 1), 10));
    }
  }

  private static final float[] SOME = {
    0f,
    -0f,
    1f,
    -1f,
    2f,
    Float.MIN_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN
  };

  private interface Rule {
    float score(int[] basket, int product);
  }

  private static Scorer scorer(Rule rule) {
    return new Rules(rule, PRODUCTS);
  }

  private record Rules(Rule rule, int pieceLength, int power) implements Scorer {
    Rules(Rule rule, int pieceLength) {
      this(rule, pieceLength, 1);
    }

    @Override
    public ScorerName name() {
      return ScorerName.MODEL;
    }

    @Override
    public float[] scores(Baskets baskets, int[] products, Crew crew) {
      float[] scores = new float[products.length];
      for (int basket = 0; basket < scores.length; basket++) {
        scores[basket] = rule.score(baskets.basket(basket), products[basket]);
      }
      return scores;
    }

    @Override
    public void score(Baskets baskets, Crew crew, Reader reader) {
      crew.forEach(
          Math.ceilDiv(PRODUCTS, pieceLength),
          piece -> {
            int first = piece * pieceLength;
            int count = Math.min(pieceLength, PRODUCTS - first);
            float[] scores = new float[3 + count];
            for (int basket = 0; basket < baskets.size(); basket++) {
              if (reader.wants(basket)) {
                for (int i = 0; i < count; i++) {
                  scores[3 + i] = rule.score(baskets.basket(basket), first + i);
                }
                reader.read(basket, first, count, scores, 3);
              }
            }
          });
    }
  }

  private static int[] ranks(Evaluation evaluation, Scorer scorer, int threads) {
    try (Crew crew = new Crew(threads)) {
      return evaluation.ranks(scorer, crew);
    }
  }

  private static Baskets baskets(int count, int seed) {
    Random random = new Random(seed);
    int[][] all = new int[count][];
    for (int b = 0; b < count; b++) {
      all[b] = random.ints(0, PRODUCTS).distinct().limit(1 + random.nextInt(9)).sorted().toArray();
    }
    return Baskets.of(all);
  }
}
