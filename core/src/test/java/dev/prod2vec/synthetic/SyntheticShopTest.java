package dev.prod2vec.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.prod2vec.baseline.Popularity;
import dev.prod2vec.basket.Baskets;
import dev.prod2vec.cooccurrence.Cooccurrence;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.evaluation.Evaluation;
import dev.prod2vec.evaluation.EvaluationConfig;
import dev.prod2vec.feature.SideInformation;
import dev.prod2vec.parallel.Crew;
import dev.prod2vec.recommend.BasketCompletion;
import dev.prod2vec.recommend.Neighbour;
import dev.prod2vec.recommend.Recommender;
import dev.prod2vec.training.Trainer;
import dev.prod2vec.training.TrainingConfig;
import dev.prod2vec.training.TrainingOptions;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyntheticShopTest {

  @ParameterizedTest
  @ValueSource(ints = {10, 11, 57, 400, 2_000, 12_345, 200_000})
  void everyProductHasItsOwnIdAndNameAndSubstitutes(int products) {
    SyntheticShop shop = new SyntheticShop(new SyntheticConfig(products, 1, 1));
    Set<String> names = new HashSet<>();
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < products; i++) {
      SyntheticProduct product = shop.product(i);
      assertThat(names.add(product.name())).as(product.name()).isTrue();
      assertThat(ids.add(product.id())).isTrue();
      assertThat(product.aisle()).isNotBlank();
      assertThat(product.department()).isNotBlank();
      assertThat(shop.truth().substitutes(i)).isNotEmpty().doesNotContain(i);
    }
  }

  @Test
  void theLargestShopHasNamesForAllItsStyles() {
    SyntheticShop shop = new SyntheticShop(new SyntheticConfig(10_000_000, 1_000_000_000, 1));
    Set<String> lastNames = new HashSet<>();
    IntStream.range(9_900_000, 10_000_000)
        .forEach(i -> assertThat(lastNames.add(shop.product(i).name())).isTrue());
    assertThat(shop.order(999_999_999).id()).isEqualTo("1000000000");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void ordersAreAFunctionOfTheSeedAndTheirNumber(long seed) {
    SyntheticConfig config = new SyntheticConfig(500, 200, seed);
    SyntheticShop shop = new SyntheticShop(config);
    SyntheticShop same = new SyntheticShop(config);
    SyntheticShop other = new SyntheticShop(new SyntheticConfig(500, 200, seed + 100));

    int different = 0;
    for (int i = 199; i >= 0; i--) {
      SyntheticOrder order = shop.order(i);
      assertThat(order.products()).isEqualTo(same.order(i).products()).doesNotHaveDuplicates();
      assertThat(order.products()).isNotEmpty();
      assertThat(Arrays.stream(order.products())).allMatch(product -> product < 500);
      different += Arrays.equals(order.products(), other.order(i).products()) ? 0 : 1;
    }
    assertThat(different).isGreaterThan(190);
  }

  @Test
  void popularityIsSkewedAndFewBasketsHoldSubstitutes() {
    SyntheticShop shop = new SyntheticShop(SyntheticConfig.DEFAULT.withOrders(5_000));
    long[] counts = new long[shop.products()];
    long purchases = 0;
    long withSubstitute = 0;
    for (int i = 0; i < shop.orders(); i++) {
      int[] products = shop.order(i).products();
      purchases += products.length;
      for (int product : products) {
        counts[product]++;
        withSubstitute +=
            Arrays.stream(shop.truth().substitutes(product))
                    .anyMatch(other -> Arrays.stream(products).anyMatch(bought -> bought == other))
                ? 1
                : 0;
      }
    }
    Arrays.sort(counts);
    long top = Arrays.stream(counts, counts.length - counts.length / 100, counts.length).sum();
    long bottom = Arrays.stream(counts, 0, counts.length / 2).sum();

    assertThat((double) purchases / shop.orders()).isBetween(6.0, 11.0);
    assertThat((double) top / purchases).isBetween(0.06, 0.3);
    assertThat((double) bottom / purchases).isBetween(0.05, 0.25);
    assertThat((double) withSubstitute / purchases).isBetween(0.01, 0.12);
  }

  @Test
  void complementsShareARecipe() {
    SyntheticShop shop = new SyntheticShop(SyntheticConfig.DEFAULT);
    int buns = product(shop, "Hamburger Buns");

    List<String> names =
        Arrays.stream(shop.truth().complements(buns))
            .mapToObj(i -> shop.product(i).name())
            .toList();

    assertThat(names).anyMatch(name -> name.contains("Ground Beef"));
    assertThat(names).anyMatch(name -> name.contains("American Cheese Slices"));
    assertThat(names).noneMatch(name -> name.contains("Hamburger Buns"));
    assertThat(names).noneMatch(name -> name.contains("Whole Milk"));
  }

  @Test
  void theTruthFindsItselfAndCountsWhatIsMissing() {
    SyntheticShop shop = new SyntheticShop(new SyntheticConfig(50, 1, 1));
    ShopTruth truth = shop.truth();
    // The vocabulary lacks the first products and has the others in falling order.
    int[] places = IntStream.range(10, 50).map(i -> 59 - i).toArray();
    List<String> ids = Arrays.stream(places).mapToObj(i -> shop.product(i).id()).toList();

    double all =
        truth.substitutesFound(
            ids,
            10,
            index ->
                Arrays.stream(truth.substitutes(places[index]))
                    .filter(place -> place >= 10)
                    .map(place -> 49 - place)
                    .toArray());
    double none = truth.substitutesFound(ids, 10, index -> new int[] {index});
    double complements =
        truth.complementsFound(
            ids,
            1,
            index ->
                Arrays.stream(truth.complements(places[index]))
                    .filter(place -> place >= 10)
                    .map(place -> 49 - place)
                    .toArray());

    assertThat(all).isEqualTo(1);
    assertThat(none).isZero();
    assertThat(complements).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aModelTrainedOnTheOrdersFindsTheTruthAndBeatsPopularity(long seed) throws Exception {
    SyntheticShop shop = new SyntheticShop(new SyntheticConfig(300, 8_000, seed));
    Baskets training = baskets(shop, 0, 7_000);
    Baskets heldOut = baskets(shop, 7_000, 8_000);
    long[] counts = training.counts(300);
    Cooccurrence cooccurrence = new Cooccurrence(training, 300);
    List<String> ids = IntStream.range(0, 300).mapToObj(i -> shop.product(i).id()).toList();

    Embedding embedding =
        Trainer.train(
                training, TrainingConfig.DEFAULT, TrainingOptions.NONE.withVocabularySize(300))
            .embedding();
    Recommender recommender =
        new Recommender(
            embedding,
            Recommender.similarity(embedding, counts, SideInformation.NONE, 0),
            cooccurrence,
            0);

    double substitutes =
        shop.truth().substitutesFound(ids, 10, i -> products(recommender.substitutes(i, 10)));
    double complements =
        shop.truth().complementsFound(ids, 10, i -> products(recommender.complements(i, 10)));
    Evaluation evaluation = Evaluation.of(heldOut, counts, EvaluationConfig.DEFAULT);
    try (Crew crew = new Crew(0)) {
      double model = evaluation.hitRate10(new BasketCompletion(embedding), crew);
      double popularity = evaluation.hitRate10(new Popularity(cooccurrence), crew);
      assertThat(substitutes).isBetween(0.9, 0.995);
      assertThat(complements).isBetween(0.8, 0.98);
      assertThat(model).isGreaterThan(1.5 * popularity);
    }
  }

  @Test
  void sizesOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new SyntheticConfig(9, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("products must be 10 to 10000000, but is 9");
    assertThatThrownBy(() -> new SyntheticConfig(10, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("orders must be 1 to 1000000000, but is 0");
    SyntheticShop shop = new SyntheticShop(new SyntheticConfig(10, 3, 1));
    assertThatThrownBy(() -> shop.order(3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> shop.product(10)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static Baskets baskets(SyntheticShop shop, int from, int to) {
    return Baskets.of(
        IntStream.range(from, to).mapToObj(i -> shop.order(i).products()).toArray(int[][]::new));
  }

  private static int[] products(List<Neighbour> neighbours) {
    return neighbours.stream().mapToInt(Neighbour::product).toArray();
  }

  private static int product(SyntheticShop shop, String type) {
    return IntStream.range(0, shop.products())
        .filter(i -> shop.product(i).name().contains(type))
        .findFirst()
        .getAsInt();
  }
}
