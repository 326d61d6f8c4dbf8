package dev.prod2vec.feature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SideInformationTest {
  private static final Vocabulary VOCABULARY =
      new Vocabulary(
          List.of("aisle", "brand"),
          List.of(
              new Product(0, "a", "Whole Milk", List.of("milk", "farm"), 9),
              new Product(1, "b", "Oat Milk", List.of("milk", ""), 5),
              new Product(2, "c", "Oat Flakes", List.of("cereal", ""), 2),
              new Product(3, "d", "Yeast", List.of("baking", "farm"), 1)));

  @Test
  void wordsThatSeveralProductsHaveAreFeatures() {
    SideInformation side = SideInformation.of(VOCABULARY, EnumSet.of(ProductFeature.NAMES));
    // milk, oat
    assertThat(side.size()).isEqualTo(2);
    assertThat(features(side)).containsExactly(List.of(0), List.of(1, 0), List.of(1), List.of());
  }

  @Test
  void soAreCategoriesColumnByColumnWhereTheyAreKnown() {
    SideInformation side = SideInformation.of(VOCABULARY, EnumSet.of(ProductFeature.CATEGORIES));
    // aisle=milk, brand=farm
    assertThat(features(side)).containsExactly(List.of(0, 1), List.of(0), List.of(), List.of(1));
  }

  @Test
  void aWordIsNoCategory() {
    SideInformation side = SideInformation.of(VOCABULARY, EnumSet.allOf(ProductFeature.class));
    assertThat(side.size()).isEqualTo(4);
    assertThat(SideInformation.of(VOCABULARY, EnumSet.noneOf(ProductFeature.class)).size())
        .isZero();
  }

  @Test
  void whatMostProductsHaveAndIdsAreNoFeatures() {
    Vocabulary vocabulary =
        new Vocabulary(
            List.of("shop"),
            List.of(
                new Product(0, "SKU-1", "SKU-1", List.of("north"), 9),
                new Product(1, "SKU-2", "SKU-2", List.of("north"), 5),
                new Product(2, "SKU-3", "Oat Flakes", List.of("north"), 2),
                new Product(3, "SKU-4", "Oat Milk", List.of("south"), 1)));
    SideInformation side = SideInformation.of(vocabulary, EnumSet.allOf(ProductFeature.class));
    // oat
    assertThat(features(side)).containsExactly(List.of(), List.of(), List.of(0), List.of(0));
  }

  private static List<List<Integer>> features(SideInformation side) {
    return IntStream.range(0, side.products())
        .mapToObj(product ->
            Arrays.stream(side.features(), side.starts()[product], side.starts()[product + 1])
                .boxed()
                .toList())
        .toList();
  }

  @Test
  void ofNewProductsCountTheFeaturesThatTheOthersHave() {
    List<Set<String>> texts =
        List.of(
            Set.of("oat", "milk"),
            Set.of("oat", "rare"),
            Set.of("milk"),
            Set.of(),
            Set.of("oat", "barista"),
            Set.of("barista", "rare"));
    SideInformation side = SideInformation.of(texts, 4);
    assertThat(side.size()).isEqualTo(2);
    assertThat(side.products()).isEqualTo(6);
    assertThat(side.describes(4)).isTrue();
    assertThat(side.describes(5)).isFalse();
    assertThat(side.starts()[5] - side.starts()[4]).isEqualTo(1);
  }
}
