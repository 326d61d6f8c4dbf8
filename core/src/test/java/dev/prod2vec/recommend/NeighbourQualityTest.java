package dev.prod2vec.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.prod2vec.linalg.Matrix;
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
  void everyNumberIsThatOfSortedDotProductsInDoubles(int size, int dim) {
    Matrix vectors = vectors(size, dim);
    long[] counts = counts(size, i -> 1 + i * i % 1500);
    List<String> values = values(size, i -> i % 11 == 0 ? -1 : i * i % 5);
    NeighbourQuality quality = quality(vectors, counts, categories(values), 2).orElseThrow();

    List<Integer> all = IntStream.range(0, size).boxed().toList();
    List<List<Integer>> lists =
        all.stream().map(i -> nearest(all, i, j -> dot(vectors, i, j))).toList();

    assertThat(quality.products()).isEqualTo(size);
    assertThat(quality.hubness()).isCloseTo(skewness(all, lists), within(1e-9));
    Purity purity = quality.purity10().orElseThrow();
    assertThat(purity.category()).isEqualTo("aisle");
    List<Integer> asked = all.stream().filter(i -> !values.get(i).isEmpty()).toList();
    assertThat(purity.products()).isEqualTo(asked.size());
    assertThat(purity.byProduct()).isCloseTo(purity(all, lists, values), within(1e-12));
    double purchases = asked.stream().mapToDouble(i -> counts[i]).sum();
    assertThat(purity.byPurchase())
        .isCloseTo(
            asked.stream()
                .mapToDouble(
                    i -> counts[i] / purchases * purity(List.of(i), List.of(lists.get(i)), values))
                .sum(),
            within(1e-12));
    List<List<Integer>> everything =
        all.stream().map(i -> all.stream().filter(j -> !j.equals(i)).toList()).toList();
    assertThat(purity.chance()).isCloseTo(purity(all, everything, values), within(1e-12));

    assertThat(purity.bands().stream().mapToInt(NeighbourQuality.Band::products).sum())
        .isEqualTo(asked.size());
    for (int band = 0; band < purity.bands().size(); band++) {
      NeighbourQuality.Band shown = purity.bands().get(band);
      long most =
          band + 1 < purity.bands().size()
              ? purity.bands().get(band + 1).minOrders()
              : Long.MAX_VALUE;
      List<Integer> within =
          asked.stream().filter(i -> counts[i] >= shown.minOrders() && counts[i] < most).toList();
      assertThat(shown.products()).isEqualTo(within.size());
      assertThat(shown.purity10())
          .isCloseTo(
              purity(within, within.stream().map(lists::get).toList(), values), within(1e-12));
    }
  }

  @Test
  void bandsWithoutProductsAreLeftOut() {
    NeighbourQuality quality =
        quality(
                vectors(40, 4),
                counts(40, i -> i < 15 ? 9 : 200),
                categories(values(40, i -> 0)),
                1)
            .orElseThrow();
    assertThat(quality.purity10().orElseThrow().bands())
        .containsExactly(
            new NeighbourQuality.Band(0, 15, 1), new NeighbourQuality.Band(200, 25, 1));
  }

  @Test
  void tightGroupsThatAreTheCategoriesArePureAndHaveNoHubs() {
    // Each of 4 groups of 11 has its own axis, so the ten nearest are exactly the others.
    int size = 44;
    Matrix vectors = Matrix.zeros(size, 4);
    for (int i = 0; i < size; i++) {
      vectors.values()[i * vectors.stride() + i % 4] = 1 + i;
    }
    NeighbourQuality quality =
        quality(vectors, counts(size, i -> 20), categories(values(size, i -> i % 4)), 1)
            .orElseThrow();

    assertThat(quality)
        .isEqualTo(
            new NeighbourQuality(
                size,
                0,
                Optional.of(
                    new Purity(
                        "aisle",
                        size,
                        1,
                        1,
                        10 / 43.0,
                        List.of(new NeighbourQuality.Band(20, size, 1))))));
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
    for (Optional<Categories> none :
        List.of(Optional.<Categories>empty(), categories(Collections.nCopies(50, " ")))) {
      NeighbourQuality quality =
          quality(vectors(50, 4), counts(50, i -> 100), none, 1).orElseThrow();
      assertThat(quality.hubness()).isNotZero();
      assertThat(quality.purity10()).isEmpty();
    }
  }

  @Test
  void withFewerThanTwelveProductsThereIsNoQuality() {
    for (int size : new int[] {0, 1, 11}) {
      assertThat(quality(vectors(size, 4), counts(size, i -> 9), Optional.empty(), 1)).isEmpty();
    }
    assertThat(quality(vectors(12, 4), counts(12, i -> 9), Optional.empty(), 1)).isPresent();
  }

  @Test
  void anyNumberOfThreadsGivesTheSame() {
    Optional<Categories> categories = categories(values(500, i -> i % 9));

    assertThat(quality(vectors(500, 16), counts(500, i -> 50), categories, 4))
        .isEqualTo(quality(vectors(500, 16), counts(500, i -> 50), categories, 1));
  }

  @Test
  void categoriesOfOtherProductsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> quality(vectors(50, 4), counts(50, i -> 50), categories(values(49, i -> i)), 1))
        .withMessage("lists of 50 products, but counts of 50 and categories of 49");
  }

  private static Optional<NeighbourQuality> quality(
      Matrix vectors, long[] counts, Optional<Categories> categories, int threads) {
    SubstituteSearch search = new SubstituteSearch(vectors, vectors.rows());
    return NeighbourQuality.of(
        NearestProducts.of(search, 0, vectors.rows(), NeighbourQuality.K, threads),
        counts,
        categories);
  }

  private static Matrix vectors(int size, int dim) {
    return Matrix.copyOf(RecommenderTest.randomEmbedding(size, dim).input(), size, dim);
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

  private static double dot(Matrix vectors, int i, int j) {
    double dot = 0;
    for (int k = 0; k < vectors.dim(); k++) {
      dot +=
          (double) vectors.values()[i * vectors.stride() + k]
              * vectors.values()[j * vectors.stride() + k];
    }
    return dot;
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
