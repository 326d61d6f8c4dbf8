package dev.prod2vec.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.cooccurrence.Cooccurrence;
import dev.prod2vec.embedding.BasketScore;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.feature.SideInformation;
import dev.prod2vec.linalg.Matrix;
import dev.prod2vec.random.CounterRandom;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecommenderTest {
  private static final Baskets NO_BASKETS = Baskets.of(new int[0][]);

  @ParameterizedTest
  @CsvSource({"1, 5", "2, 1", "7, 16", "40, 3", "300, 20", "600, 33"})
  void substitutesAreTheHighestScoresOfAllProducts(int size, int dim) {
    Embedding embedding = randomEmbedding(size, dim);
    Baskets baskets = randomBaskets(size);
    long[] counts = baskets.counts(size);
    Recommender recommender = recommender(embedding, baskets, 2);

    double[][] centred = centred(embedding);
    NeighbourLists all = recommender.allSubstitutes(10);
    for (int i = 0; i < size; i++) {
      int product = i;
      List<Integer> best =
          IntStream.range(0, size)
              .filter(j -> j != product)
              .boxed()
              .sorted(Comparator.comparingDouble(j -> -substitute(centred, counts, product, j)))
              .limit(10)
              .toList();
      assertThat(all.of(product)).isEqualTo(recommender.substitutes(product, 10));
      assertBest(all.of(product), best, other -> substitute(centred, counts, product, other));
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 5", "2, 1", "7, 16", "40, 3", "150, 20"})
  void complementsAreTheHighestScoresOfAllProductsBoughtTogether(int size, int dim) {
    Embedding embedding = randomEmbedding(size, dim);
    Baskets baskets = randomBaskets(size);
    Recommender recommender = recommender(embedding, baskets, 2);

    double[][] centred = centred(embedding);
    NeighbourLists all = recommender.allComplements(5);
    int neighbours = 0;
    for (int i = 0; i < size; i++) {
      int product = i;
      List<Integer> best =
          IntStream.range(0, size)
              .filter(j -> j != product && together(baskets, product, j) > 0)
              .boxed()
              .sorted(
                  Comparator.comparingDouble(
                      j -> -complement(embedding, centred, baskets, product, j)))
              .limit(5)
              .toList();
      assertThat(all.of(product)).isEqualTo(recommender.complements(product, 5));
      assertBest(
          all.of(product), best, other -> complement(embedding, centred, baskets, product, other));
      neighbours += best.size();
    }
    assertThat(neighbours).isGreaterThanOrEqualTo(size / 4);
  }

  @Test
  void listsDoNotDependOnTheNumberOfThreads() {
    Embedding embedding = randomEmbedding(500, 24);
    Baskets baskets = randomBaskets(500);

    assertThat(lists(recommender(embedding, baskets, 4).allSubstitutes(7)))
        .isEqualTo(lists(recommender(embedding, baskets, 1).allSubstitutes(7)));
    assertThat(lists(recommender(embedding, baskets, 4).allComplements(7)))
        .isEqualTo(lists(recommender(embedding, baskets, 1).allComplements(7)));
  }

  @Test
  void equalScoresAreOrderedByIndexAndZeroVectorsHaveCosineZero() {
    // The mean of the four that are not zero is (0, 0).
    float[] vectors = {0, 0, 1, 1, 2, 2, -4, -4, 1, 1, 0, 0};
    Embedding embedding =
        new Embedding(6, 2, vectors, vectors, new float[6], BasketScore.SOFTMAX_SUM);
    Baskets baskets = Baskets.of(new int[][] {{0, 1, 2, 3, 4, 5}});
    Recommender recommender = recommender(embedding, baskets, 1);

    assertThat(recommender.substitutes(4, 9))
        .extracting(Neighbour::product)
        .containsExactly(1, 2, 0, 5, 3);
    assertThat(recommender.substitutes(0, 9))
        .extracting(Neighbour::product)
        .containsExactly(1, 2, 3, 4, 5);
    assertThat(recommender.substitutes(0, 9)).allMatch(neighbour -> neighbour.score() == 0);
  }

  @Test
  void aProductBoughtOnceIsNotNearUnlessItIsMuchNearer() {
    float[] vectors = {1, 0, 1, 0, 0.8f, 0.6f, -1, 0, -1, 0, -0.8f, -0.6f};
    Embedding embedding =
        new Embedding(6, 2, vectors, vectors, new float[6], BasketScore.SOFTMAX_SUM);
    long[] counts = {100, 1, 100, 100, 100, 100};
    Recommender recommender =
        new Recommender(
            embedding, similarity(embedding, counts), new Cooccurrence(NO_BASKETS, 6), 1);

    assertThat(recommender.substitutes(0, 2)).extracting(Neighbour::product).containsExactly(2, 1);
  }

  @Test
  void aRareProductIsWhereItsLikeAreAndAnOftenBoughtOneWhereItsPurchasesPutIt() {
    // Two groups; the last two have vectors of the first and names of the second.
    float[] vectors = {1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 1, 1, 0, 1, 0};
    Embedding embedding =
        new Embedding(10, 2, vectors, vectors, new float[10], BasketScore.SOFTMAX_SUM);
    SideInformation side =
        SideInformation.of(
            IntStream.range(0, 10).mapToObj(i -> Set.of(i < 5 ? "left" : "right")).toList());
    long[] counts = {9_000, 9_000, 9_000, 9_000, 9_000, 9_000, 9_000, 9_000, 1, 90_000};
    Matrix similarity = Recommender.similarity(embedding, counts, side, 2);
    Recommender recommender =
        new Recommender(embedding, similarity, new Cooccurrence(NO_BASKETS, 10), 1);

    assertThat(recommender.substitutes(8, 3))
        .extracting(Neighbour::product)
        .containsExactlyInAnyOrder(5, 6, 7);
    assertThat(recommender.substitutes(9, 5))
        .extracting(Neighbour::product)
        .containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    for (int product = 0; product < 10; product++) {
      int start = product * similarity.stride();
      double x = similarity.values()[start];
      double y = similarity.values()[start + 1];
      assertThat(Math.hypot(x, y)).as("so that the cosine ranks too").isCloseTo(1, within(1e-6));
    }
  }

  @Test
  void aProductOfWhichNothingIsKnownHarmsNoOther() {
    Embedding embedding = randomEmbedding(6, 3);
    SideInformation side =
        SideInformation.of(
            List.of(Set.of("a"), Set.of("a"), Set.of("b"), Set.of("b"), Set.of(), Set.of()));
    Matrix similarity = Recommender.similarity(embedding, new long[] {9, 9, 9, 9, 0, 3}, side, 1);
    int stride = similarity.stride();
    for (int at = 4 * stride; at < 5 * stride; at++) {
      assertThat(Math.abs(similarity.values()[at])).isEqualTo(0f);
    }
    double squares = 0;
    for (int at = 5 * stride; at < 6 * stride; at++) {
      squares += similarity.values()[at] * similarity.values()[at];
    }
    assertThat(Math.sqrt(squares)).isCloseTo(3 / 5.0, within(1e-6));
  }

  @Test
  void aProductNeverBoughtHasNoComplements() {
    Recommender recommender =
        recommender(randomEmbedding(4, 3), Baskets.of(new int[][] {{0, 1}, {2}}), 1);

    assertThat(recommender.complements(3, 5)).isEmpty();
    assertThat(recommender.complements(2, 5)).isEmpty();
    assertThat(recommender.complements(1, 5)).extracting(Neighbour::product).containsExactly(0);
  }

  @Test
  void neighboursShowTheirEvidence() {
    Embedding embedding = randomEmbedding(3, 4);
    Baskets baskets = Baskets.of(new int[][] {{0, 1}, {0}, {0, 1, 2}, {1}});
    Recommender recommender = recommender(embedding, baskets, 1);

    Neighbour neighbour =
        recommender.substitutes(0, 2).stream().filter(n -> n.product() == 1).findFirst().get();

    assertThat(neighbour.with()).isZero();
    assertThat(neighbour.together()).isEqualTo(2);
    assertThat(neighbour.support()).isEqualTo(0.5);
    assertThat(neighbour.lift()).isCloseTo(2.0 * 4 / (3 * 3), within(1e-12));
  }

  @Test
  void aBasketIsCompletedByOtherProductsWithTheirReason() {
    // 0 and 1 each predict one product; nobody predicts 4.
    float[] input = {9, 0, 0, 9, 0, 0, 0, 0, 0, 0};
    float[] output = {9, 9, 9, 9, 1, 0, 0, 0.9f, 0, 0};
    Embedding embedding = new Embedding(5, 2, input, output, new float[5], BasketScore.SOFTMAX_SUM);
    Baskets baskets = Baskets.of(new int[][] {{0, 2}, {1, 3}, {1, 3, 4}});

    List<Neighbour> completed = recommender(embedding, baskets, 1).complete(new int[] {1, 0}, 10);

    assertThat(completed).extracting(Neighbour::product).containsExactly(2, 3, 4);
    assertThat(completed).extracting(Neighbour::with).startsWith(0, 1);
    assertThat(completed.get(1).together()).isEqualTo(2);
  }

  @Test
  void aFullBasketIsCompletedByNothing() {
    Recommender recommender = recommender(randomEmbedding(3, 2), NO_BASKETS, 1);

    assertThat(recommender.complete(new int[] {2, 0, 1}, 5)).isEmpty();
  }

  @Test
  void whatIsOfDifferentVocabulariesIsRefused() {
    Cooccurrence cooccurrence = new Cooccurrence(NO_BASKETS, 3);
    Embedding embedding = randomEmbedding(3, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Recommender(embedding, Matrix.zeros(4, 2), cooccurrence, 1))
        .withMessage("vectors of 3 products, but 4 to compare and co-counts of 3");
    SideInformation side =
        SideInformation.of(List.of(Set.of("a"), Set.of("a"), Set.of(), Set.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Recommender.similarity(randomEmbedding(5, 2), new long[5], side, 1))
        .withMessage("vectors of 5 products, but counts of 5 and side information of 4");
  }

  @Test
  void questionsOutOfRangeAreRefused() {
    Recommender recommender = recommender(randomEmbedding(3, 2), NO_BASKETS, 1);
    assertThatThrownBy(() -> recommender.substitutes(3, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> recommender.allComplements(0))
        .withMessage("k must be 1 or more, but is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> recommender.complete(new int[0], 1))
        .withMessage("a basket to complete must not be empty");
  }

  /// Checks that a list has the scores of the best products. The products may differ: doubles may
  /// order two near equals otherwise.
  private static void assertBest(
      List<Neighbour> list, List<Integer> best, IntToDoubleFunction score) {
    assertThat(list).hasSameSizeAs(best);
    assertThat(list).extracting(Neighbour::product).doesNotHaveDuplicates();
    for (int rank = 0; rank < list.size(); rank++) {
      assertThat((double) list.get(rank).score())
          .isCloseTo(score.applyAsDouble(list.get(rank).product()), within(1e-5))
          .isCloseTo(score.applyAsDouble(best.get(rank)), within(1e-5));
    }
  }

  private static List<List<Neighbour>> lists(NeighbourLists all) {
    return IntStream.range(0, 500).mapToObj(all::of).toList();
  }

  static Embedding randomEmbedding(int size, int dim) {
    return new Embedding(
        size,
        dim,
        randomFloats(1, size * dim),
        randomFloats(2, size * dim),
        randomFloats(3, size),
        BasketScore.SOFTMAX_SUM);
  }

  private static float[] randomFloats(long key, int length) {
    float[] floats = new float[length];
    for (int i = 0; i < length; i++) {
      floats[i] = CounterRandom.unit(CounterRandom.bits(key, i)) - 0.5f;
    }
    return floats;
  }

  static Recommender recommender(Embedding embedding, Baskets baskets, int threads) {
    int size = embedding.size();
    return new Recommender(
        embedding,
        similarity(embedding, baskets.counts(size)),
        new Cooccurrence(baskets, size),
        threads);
  }

  private static Matrix similarity(Embedding embedding, long[] counts) {
    return Recommender.similarity(embedding, counts, SideInformation.NONE, 1);
  }

  static Baskets randomBaskets(int size) {
    return Baskets.of(
        IntStream.range(0, 100)
            .mapToObj(b ->
                IntStream.range(0, 5)
                    .map(i -> CounterRandom.below(CounterRandom.bits(b, i), size))
                    .distinct()
                    .toArray())
            .toArray(int[][]::new));
  }

  private static double substitute(double[][] centred, long[] counts, int a, int b) {
    return counts[a] == 0 ? 0 : cosine(centred[a], centred[b]) * counts[b] / (counts[b] + 2.0);
  }

  private static double complement(
      Embedding embedding, double[][] centred, Baskets baskets, int a, int b) {
    double expected = (double) together(baskets, a, a) * together(baskets, b, b) / baskets.size();
    double model = dot(embedding, a, b) + dot(embedding, b, a);
    return Math.log(together(baskets, a, b) / (expected + 2))
        + model / 4
        - cosine(centred[a], centred[b]);
  }

  private static long together(Baskets baskets, int a, int b) {
    return IntStream.range(0, baskets.size())
        .filter(basket -> contains(baskets, basket, a) && contains(baskets, basket, b))
        .count();
  }

  private static boolean contains(Baskets baskets, int basket, int product) {
    for (int at = baskets.start(basket); at < baskets.end(basket); at++) {
      if (baskets.products()[at] == product) {
        return true;
      }
    }
    return false;
  }

  private static double dot(Embedding embedding, int a, int b) {
    double dot = 0;
    for (int k = 0; k < embedding.dim(); k++) {
      dot +=
          (double) embedding.input()[a * embedding.dim() + k]
              * embedding.output()[b * embedding.dim() + k];
    }
    return dot;
  }

  /// The input vectors less their mean.
  private static double[][] centred(Embedding embedding) {
    double[][] rows = new double[embedding.size()][embedding.dim()];
    for (int k = 0; k < embedding.dim(); k++) {
      double mean = 0;
      for (int row = 0; row < rows.length; row++) {
        rows[row][k] = embedding.input()[row * embedding.dim() + k];
        mean += rows[row][k] / rows.length;
      }
      for (double[] row : rows) {
        row[k] -= mean;
      }
    }
    return rows;
  }

  private static double cosine(double[] x, double[] y) {
    double dot = 0;
    double squareX = 0;
    double squareY = 0;
    for (int k = 0; k < x.length; k++) {
      dot += x[k] * y[k];
      squareX += x[k] * x[k];
      squareY += y[k] * y[k];
    }
    return dot / Math.sqrt(squareX * squareY);
  }
}
