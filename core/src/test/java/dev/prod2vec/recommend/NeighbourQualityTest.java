package dev.prod2vec.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.prod2vec.embedding.BasketScore;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.recommend.NeighbourQuality.Categories;
import dev.prod2vec.recommend.NeighbourQuality.Purity;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeighbourQualityTest {

  @ParameterizedTest
  @CsvSource({"18, 3", "60, 5", "400, 20", "700, 33"})
  void everyNumberIsThatOfSortedCosinesInDoubles(int size, int dim) {
    Embedding embedding = RecommenderTest.randomEmbedding(size, dim);
    long[] counts = counts(size, i -> i % 3 == 0 ? 19 : 20 + i % 7);
    List<String> values = values(size, i -> i % 11 == 0 ? -1 : i * i % 5);
    NeighbourQuality quality =
        NeighbourQuality.of(embedding, counts, categories(values), 2).orElseThrow();

    List<Integer> often = IntStream.range(0, size).filter(i -> i % 3 != 0).boxed().toList();
    List<List<Integer>> byInput =
        often.stream()
            .map(i -> nearest(often, i, j -> cosine(embedding.input(), i, j, dim)))
            .toList();
    List<List<Integer>> byBoth =
        often.stream()
            .map(i ->
                nearest(
                    often,
                    i,
                    j ->
                        cosine(embedding.input(), i, j, dim)
                            + cosine(embedding.output(), i, j, dim)))
            .toList();

    assertThat(quality.products()).isEqualTo(often.size());
    assertThat(quality.hubness()).isCloseTo(skewness(often, byInput), within(1e-9));
    Purity purity = quality.purity10().orElseThrow();
    assertThat(purity.category()).isEqualTo("aisle");
    assertThat(purity.products())
        .isEqualTo((int) often.stream().filter(i -> !values.get(i).isEmpty()).count());
    assertThat(purity.input()).isCloseTo(purity(often, byInput, values), within(1e-12));
    assertThat(purity.joined()).isCloseTo(purity(often, byBoth, values), within(1e-12));
    List<List<Integer>> everything =
        often.stream().map(i -> often.stream().filter(j -> !j.equals(i)).toList()).toList();
    assertThat(purity.chance()).isCloseTo(purity(often, everything, values), within(1e-12));
  }

  @Test
  void tightGroupsThatAreTheCategoriesArePureAndHaveNoHubs() {
    // Each of 4 groups of 11 has its own axis, so the ten nearest are exactly the others.
    int size = 44;
    float[] vectors = new float[size * 4];
    for (int i = 0; i < size; i++) {
      vectors[i * 4 + i % 4] = 1 + i;
    }
    Embedding embedding =
        new Embedding(size, 4, vectors, vectors, new float[size], BasketScore.SOFTMAX_SUM);
    NeighbourQuality quality =
        NeighbourQuality.of(
                embedding, counts(size, i -> 20), categories(values(size, i -> i % 4)), 1)
            .orElseThrow();

    assertThat(quality)
        .isEqualTo(
            new NeighbourQuality(size, 0, Optional.of(new Purity("aisle", size, 1, 1, 10 / 43.0))));
  }

  @Test
  void skewnessIsTheThirdMomentOverTheCubeOfTheDeviation() {
    // Mean 3.6, second moment 10.64, third moment 47.232.
    assertThat(NeighbourQuality.skewness(new int[] {1, 2, 2, 3, 10}))
        .isCloseTo(47.232 / Math.pow(10.64, 1.5), within(1e-12));
    assertThat(NeighbourQuality.skewness(new int[] {-1, 0, 1})).isZero();
    assertThat(NeighbourQuality.skewness(new int[] {10, 10, 10})).isZero();
  }

  @Test
  void withoutCategoriesThereIsHubnessAndNoPurity() {
    Embedding embedding = RecommenderTest.randomEmbedding(50, 4);
    long[] counts = counts(50, i -> 100);

    for (Optional<Categories> none :
        List.of(Optional.<Categories>empty(), categories(Collections.nCopies(50, " ")))) {
      NeighbourQuality quality = NeighbourQuality.of(embedding, counts, none, 1).orElseThrow();
      assertThat(quality.hubness()).isNotZero();
      assertThat(quality.purity10()).isEmpty();
    }
  }

  @Test
  void withFewerThanTwelveProductsThereIsNoQuality() {
    Embedding embedding = RecommenderTest.randomEmbedding(50, 4);

    assertThat(NeighbourQuality.of(embedding, counts(50, i -> 11 - i), Optional.empty(), 1))
        .isEmpty();
    assertThat(
            NeighbourQuality.of(embedding, counts(50, i -> i < 11 ? 20 : 19), Optional.empty(), 1))
        .isEmpty();
    assertThat(
            NeighbourQuality.of(embedding, counts(50, i -> i < 12 ? 20 : 19), Optional.empty(), 1))
        .isPresent();
  }

  @Test
  void anyNumberOfThreadsGivesTheSame() {
    Embedding embedding = RecommenderTest.randomEmbedding(500, 16);
    Optional<Categories> categories = categories(values(500, i -> i % 9));

    assertThat(NeighbourQuality.of(embedding, counts(500, i -> 50), categories, 4))
        .isEqualTo(NeighbourQuality.of(embedding, counts(500, i -> 50), categories, 1));
  }

  @Test
  void categoriesOfOtherProductsAreRefused() {
    Embedding embedding = RecommenderTest.randomEmbedding(50, 4);

    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            NeighbourQuality.of(embedding, counts(50, i -> 50), categories(values(49, i -> i)), 1))
        .withMessage("vectors of 50 products, but counts of 50 and categories of 49");
  }

  private static long[] counts(int size, IntUnaryOperator count) {
    return IntStream.range(0, size).map(count).asLongStream().toArray();
  }

  /// Names of numbers; none for a negative one.
  private static List<String> values(int size, IntUnaryOperator value) {
    return IntStream.range(0, size).map(value).mapToObj(i -> i < 0 ? "" : "aisle " + i).toList();
  }

  private static Optional<Categories> categories(List<String> values) {
    return Optional.of(new Categories("aisle", values));
  }

  private interface Score {
    double with(int other);
  }

  private static List<Integer> nearest(List<Integer> products, int product, Score score) {
    return products.stream()
        .filter(other -> other != product)
        .sorted(Comparator.comparingDouble(other -> -score.with(other)))
        .limit(10)
        .toList();
  }

  private static double cosine(float[] vectors, int i, int j, int dim) {
    double dot = 0;
    double first = 0;
    double second = 0;
    for (int k = 0; k < dim; k++) {
      dot += (double) vectors[i * dim + k] * vectors[j * dim + k];
      first += (double) vectors[i * dim + k] * vectors[i * dim + k];
      second += (double) vectors[j * dim + k] * vectors[j * dim + k];
    }
    return dot / Math.sqrt(first * second);
  }

  private static double skewness(List<Integer> products, List<List<Integer>> lists) {
    var places =
        lists.stream()
            .flatMap(List::stream)
            .collect(Collectors.groupingBy(i -> i, Collectors.counting()));
    double[] numbers =
        products.stream().mapToDouble(i -> places.getOrDefault(i, 0L) - 10).toArray();
    double deviation = Math.sqrt(Arrays.stream(numbers).map(x -> x * x).average().orElseThrow());
    return Arrays.stream(numbers).map(x -> Math.pow(x / deviation, 3)).average().orElseThrow();
  }

  private static double purity(
      List<Integer> products, List<List<Integer>> lists, List<String> values) {
    return IntStream.range(0, products.size())
        .filter(at -> !values.get(products.get(at)).isEmpty())
        .mapToDouble(at ->
            lists.get(at).stream()
                .mapToInt(j -> values.get(j).equals(values.get(products.get(at))) ? 1 : 0)
                .average()
                .orElseThrow())
        .average()
        .orElseThrow();
  }
}
