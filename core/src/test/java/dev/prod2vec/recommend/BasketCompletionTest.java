package dev.prod2vec.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.embedding.BasketScore;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.evaluation.AllScores;
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

    float[][] scores = AllScores.of(new BasketCompletion(embedding), baskets, size, 3);

    for (int basket = 0; basket < baskets.size(); basket++) {
      double[] expected = new double[size];
      for (int product : baskets.basket(basket)) {
        double[] said = said(embedding, product);
        Arrays.setAll(expected, j -> expected[j] + said[j]);
      }
      for (int j = 0; j < size; j++) {
        assertThat((double) scores[basket][j]).isCloseTo(expected[j], within(1e-5 * expected[j]));
      }
    }
  }

  @Test
  void aBasketScoresTheSameAloneAndAmongOthers() {
    int size = 300;
    BasketCompletion completion = new BasketCompletion(RecommenderTest.randomEmbedding(size, 20));
    Baskets baskets = baskets(size);

    float[][] together = AllScores.of(completion, baskets, size, 3);
    for (int basket = 0; basket < baskets.size(); basket++) {
      Baskets alone = Baskets.of(new int[][] {baskets.basket(basket)});
      assertThat(AllScores.of(completion, alone, size, 1)[0]).isEqualTo(together[basket]);
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
    Baskets both = Baskets.of(new int[][] {{0, 1}});

    float[][] scores = AllScores.of(new BasketCompletion(embedding), both, 2, 1);

    assertThat(scores[0]).containsExactly(1, 1);
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
