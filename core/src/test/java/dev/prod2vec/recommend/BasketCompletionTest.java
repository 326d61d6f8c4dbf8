package dev.prod2vec.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.cooccurrence.Cooccurrence;
import dev.prod2vec.embedding.BasketScore;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.evaluation.AllScores;
import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  /// Vectors that are long in a few directions, so that bounds spare much, and in all.
  @ParameterizedTest
  @CsvSource({
    "2000, 64, EXPONENTIAL_SUM, 4",
    "1999, 100, SOFTMAX_SUM, 4",
    "700, 128, EXPONENTIAL_SUM, 8",
    "700, 128, SOFTMAX_SUM, 1000000",
    "65, 64, EXPONENTIAL_SUM, 2",
    "300, 20, EXPONENTIAL_SUM, 4"
  })
  void listsAreTheSameWithBounds(int size, int dim, BasketScore basketScore, float half) {
    Random random = new Random(size);
    float[] bias = new float[size];
    for (int i = 0; i < size; i++) {
      bias[i] = -(float) Math.log(i + 2);
    }
    float[] input = rows(random, size, dim, half);
    float[] output = rows(random, size, dim, half);
    // Some equal ones, so that equal scores are ordered by index.
    System.arraycopy(output, 0, output, (size / 2) * dim, dim * 8);
    System.arraycopy(bias, 0, bias, size / 2, 8);
    Embedding embedding = new Embedding(size, dim, input, output, bias, basketScore);
    int[][] baskets = new int[60][];
    for (int i = 0; i < baskets.length; i++) {
      baskets[i] = random.ints(0, size).distinct().limit(1 + random.nextInt(20)).toArray();
    }
    Cooccurrence none = new Cooccurrence(Baskets.of(baskets), size);
    Recommender plain = new Recommender(embedding, Matrix.zeros(size, dim), none, 2);
    Recommender bounded = new Recommender(embedding, Matrix.zeros(size, dim), none, 2);
    bounded.prepareCompletion();
    for (int k : new int[] {1, 10, 100}) {
      assertThat(bounded.completeAll(Baskets.of(baskets), k, NeighbourFilter.NONE))
          .isEqualTo(plain.completeAll(Baskets.of(baskets), k, NeighbourFilter.NONE));
      assertThat(bounded.complete(baskets[0], k)).isEqualTo(plain.complete(baskets[0], k));
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {3, 1000000})
  void noScoreIsAboveItsBound(float half) {
    int size = 200;
    int dim = 90;
    Random random = new Random(7);
    float[] input = rows(random, size, dim, half);
    float[] output = rows(random, size, dim, half);
    Arrays.fill(input, 0, 3 * dim, 0f);
    for (int k = 0; k < dim; k++) {
      // The same direction, a hundred times as long, and the other way.
      input[5 * dim + k] = 100 * output[7 * dim + k];
      input[6 * dim + k] = -output[7 * dim + k];
    }
    Embedding embedding =
        new Embedding(size, dim, input, output, new float[size], BasketScore.EXPONENTIAL_SUM);
    ScoreBounds bounds = new ScoreBounds(embedding, size);
    int[] products = IntStream.range(0, size).toArray();
    float[] x = bounds.vectors(products);
    double closest = Double.POSITIVE_INFINITY;
    for (int block = 0; block * Kernel.BLOCK < size; block++) {
      float[] most = new float[size * Kernel.BLOCK];
      bounds.add(0, size, x, block, most);
      for (int product : products) {
        for (int j = block * Kernel.BLOCK; j < Math.min(size, (block + 1) * Kernel.BLOCK); j++) {
          double score = 0;
          for (int k = 0; k < dim; k++) {
            score += (double) input[product * dim + k] * output[j * dim + k];
          }
          double above =
              most[product * Kernel.BLOCK + j % Kernel.BLOCK] + bounds.slack(product, 0f) - score;
          assertThat(above).isNotNegative();
          closest = Math.min(closest, above);
        }
      }
    }
    assertThat(closest).isLessThan(0.1);
  }

  /// Normal numbers, each direction shorter than the one before.
  ///
  /// @param half directions after which they are half as long
  private static float[] rows(Random random, int size, int dim, float half) {
    float[] rows = new float[size * dim];
    for (int at = 0; at < rows.length; at++) {
      rows[at] = (float) (0.6 * random.nextGaussian() * Math.pow(0.5, at % dim / half));
    }
    return rows;
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
