package dev.prod2vec.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.cooccurrence.Cooccurrence;
import dev.prod2vec.embedding.BasketScore;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.linalg.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CannibalSearchTest {
  /// Products 0 to 3 are all alike, and 4 is not. In 100 baskets, each of 0, 1, 2 and 4 is in 40; 0
  /// and 1 never meet, 0 and 2 as by chance, 0 and 4 never. 3 is in 5 baskets, none with 0.
  private static final Baskets BASKETS =
      Baskets.of(
          IntStream.range(0, 100)
              .mapToObj(i ->
                  IntStream.range(0, 5)
                      .filter(product ->
                          switch (product) {
                            case 0 -> i < 40;
                            case 1, 4 -> i >= 40 && i < 80;
                            case 2 -> i % 5 < 2;
                            default -> i >= 95;
                          })
                      .toArray())
              .toArray(int[][]::new));

  @Test
  void similarProductsThatAvoidEachOtherAreFoundAndOthersAreNot() {
    List<Neighbour> found = recommender(1f).cannibals(0, 10);

    assertThat(found).extracting(Neighbour::product).containsExactly(1);
    // Chance gives 40 * 40 / 100 = 16 baskets, and there is none.
    assertThat((double) found.getFirst().score()).isCloseTo(1 - 2 / 18.0, within(1e-6));
    assertThat(found.getFirst().together()).isZero();
  }

  @Test
  void theScoreIsTheSimilarityTimesTheShareThatIsMissing() {
    List<Neighbour> found = recommender(0.5f).cannibals(0, 10);

    assertThat((double) found.getFirst().score()).isCloseTo(0.5 * (1 - 2 / 18.0), within(1e-6));
    assertThat(recommender(0.39f).cannibals(0, 10)).isEmpty();
  }

  @Test
  void fewOrdersSayNothing() {
    // Chance gives 40 * 5 / 100 = 2 baskets of 0 and 3.
    assertThat(recommender(1f).cannibals(3, 10)).isEmpty();
  }

  @Test
  void whereManyAreExpectedAFewFewerAreLuck() {
    // Of 2,000 baskets each of the two is in 1,500, so chance gives 1,125 with both.
    assertThat(recommender(overlapping(390), 2, 1f).cannibals(0, 10)).isEmpty();
    assertThat(recommender(overlapping(500), 2, 1f).cannibals(0, 10)).hasSize(1);
  }

  private static Baskets overlapping(int first) {
    return Baskets.of(
        IntStream.range(0, 2000)
            .mapToObj(i ->
                IntStream.range(0, 2)
                    .filter(product -> product == 0 ? i < 1500 : i >= first && i < first + 1500)
                    .toArray())
            .toArray(int[][]::new));
  }

  /// @param similarity of products 0 to 3 with each other
  private static Recommender recommender(float similarity) {
    return recommender(BASKETS, 5, similarity);
  }

  private static Recommender recommender(Baskets baskets, int size, float similarity) {
    float rest = (float) Math.sqrt(1 - similarity * similarity);
    float[] rows = {1, 0, similarity, rest, 1, 0, 1, 0, 0, 1};
    Embedding embedding =
        new Embedding(
            size,
            2,
            new float[2 * size],
            new float[2 * size],
            new float[size],
            BasketScore.SOFTMAX_SUM);
    return new Recommender(
        embedding,
        Matrix.copyOf(Arrays.copyOf(rows, 2 * size), size, 2),
        new Cooccurrence(baskets, size),
        1);
  }
}
