package dev.prod2vec.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.embedding.BasketScore;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.parallel.Crew;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BasketCompletionTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1, SOFTMAX_SUM",
    "5, 3, SOFTMAX_SUM",
    "257, 16, SOFTMAX_SUM",
    "600, 20, SOFTMAX_SUM",
    "1, 1, EXPONENTIAL_SUM",
    "5, 3, EXPONENTIAL_SUM",
    "257, 16, EXPONENTIAL_SUM"
  })
  void scoresAreTheSumOfWhatTheProductsSayInDoubles(int size, int dim, BasketScore basketScore) {
    Embedding embedding = embedding(size, dim, basketScore);
    Baskets baskets = baskets(size);

    float[] scores = new float[baskets.size() * size];
    try (Crew crew = new Crew(3)) {
      new BasketCompletion(embedding).score(baskets, 0, baskets.size(), crew, scores);
    }

    for (int basket = 0; basket < baskets.size(); basket++) {
      double[] expected = new double[size];
      for (int product : baskets.basket(basket)) {
        double[] said = said(embedding, product);
        Arrays.setAll(expected, j -> expected[j] + said[j]);
      }
      for (int j = 0; j < size; j++) {
        assertThat((double) scores[basket * size + j])
            .isCloseTo(expected[j], within(1e-5 * expected[j]));
      }
    }
  }

  @Test
  void aBasketScoresTheSameAloneAndAmongOthers() {
    int size = 300;
    BasketCompletion completion = new BasketCompletion(RecommenderTest.randomEmbedding(size, 20));
    Baskets baskets = baskets(size);

    float[] together = new float[baskets.size() * size];
    Arrays.fill(together, Float.NaN);
    try (Crew one = new Crew(1);
        Crew three = new Crew(3)) {
      completion.score(baskets, 0, baskets.size(), three, together);

      for (int basket = 0; basket < baskets.size(); basket++) {
        float[] alone = new float[size];
        completion.score(baskets, basket, basket + 1, one, alone);
        assertThat(alone)
            .isEqualTo(Arrays.copyOfRange(together, basket * size, (basket + 1) * size));
      }
    }
  }

  @Test
  void scoresStayFiniteWithHugeVectors() {
    Embedding embedding =
        new Embedding(
            2,
            1,
            new float[] {1e4f, -1e4f},
            new float[] {1e4f, -1e4f},
            new float[2],
            BasketScore.SOFTMAX_SUM);
    float[] scores = new float[2];

    try (Crew crew = new Crew(1)) {
      new BasketCompletion(embedding).score(Baskets.of(new int[][] {{0, 1}}), 0, 1, crew, scores);
    }

    assertThat(scores).containsExactly(1, 1);
  }

  private static Embedding embedding(int size, int dim, BasketScore basketScore) {
    Embedding random = RecommenderTest.randomEmbedding(size, dim);
    return new Embedding(size, dim, random.input(), random.output(), random.bias(), basketScore);
  }

  /// A few small ones that share products, all single products, and one of everything.
  private static Baskets baskets(int size) {
    return Baskets.of(
        IntStream.range(0, size + 10)
            .mapToObj(b ->
                b < size
                    ? new int[] {b}
                    : IntStream.range(0, size).filter(i -> i % (b - size + 1) == 0).toArray())
            .toArray(int[][]::new));
  }

  private static double[] said(Embedding embedding, int product) {
    double[] scores = new double[embedding.size()];
    for (int j = 0; j < scores.length; j++) {
      double score = embedding.bias()[j];
      for (int k = 0; k < embedding.dim(); k++) {
        score +=
            (double) embedding.input()[product * embedding.dim() + k]
                * embedding.output()[j * embedding.dim() + k];
      }
      scores[j] = Math.exp(score);
    }
    if (embedding.basketScore() == BasketScore.EXPONENTIAL_SUM) {
      return scores;
    }
    double sum = Arrays.stream(scores).sum();
    return Arrays.stream(scores).map(score -> score / sum).toArray();
  }
}
