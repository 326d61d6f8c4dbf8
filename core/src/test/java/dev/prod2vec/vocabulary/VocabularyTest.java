package dev.prod2vec.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VocabularyTest {
  private static final Product MILK = new Product(0, "7", "Milk", List.of("dairy"), 12);
  private static final Product BREAD = new Product(1, "3", "Bread", List.of("bakery"), 5);

  @Test
  void givesProductsByTheirIndex() {
    Vocabulary vocabulary = new Vocabulary(List.of("aisle"), List.of(MILK, BREAD));
    assertThat(vocabulary.size()).isEqualTo(2);
    assertThat(vocabulary.product(1)).isEqualTo(BREAD);
    assertThat(vocabulary.counts()).containsExactly(12, 5);
  }

  @Test
  void knowsWhereItsProductsStandInAnotherVocabulary() {
    Product tea = new Product(2, "9", "Tea", List.of("drinks"), 4);
    Vocabulary vocabulary = new Vocabulary(List.of("aisle"), List.of(MILK, BREAD, tea));
    Product first = new Product(0, "3", "Loaf", List.of(), 7);
    Product second = new Product(1, "7", "Milk", List.of(), 6);
    Vocabulary other = new Vocabulary(List.of(), List.of(first, second));
    assertThat(vocabulary.indexesIn(other)).containsExactly(1, 0, -1);
    assertThat(other.indexesIn(vocabulary)).containsExactly(1, 0);
  }

  @Test
  void namesTheCategoriesOfAProductByTheirColumns() {
    Product milk = new Product(0, "7", "Milk", List.of("dairy", "fresh"), 12);
    Vocabulary vocabulary = new Vocabulary(List.of("department", "aisle"), List.of(milk));
    assertThat(vocabulary.categories(milk))
        .containsExactly(Map.entry("department", "dairy"), Map.entry("aisle", "fresh"));
  }

  @Test
  void staysAsItIsWhenTheListsItWasMadeOfChange() {
    List<Product> products = new ArrayList<>(List.of(MILK));
    Vocabulary vocabulary = new Vocabulary(List.of("aisle"), products);
    products.add(BREAD);
    assertThat(vocabulary.size()).isEqualTo(1);
  }

  @Test
  void refusesAProductInAnotherPlaceThanItsIndex() {
    assertThatThrownBy(() -> new Vocabulary(List.of("aisle"), List.of(BREAD, MILK)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not the product at position 0: Product[index=1");
  }

  @Test
  void refusesAProductWithMoreOrFewerCategoriesThanColumns() {
    assertThatThrownBy(() -> new Vocabulary(List.of(), List.of(MILK)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not the product at position 0");
    assertThatThrownBy(() -> new Vocabulary(List.of("aisle", "department"), List.of(MILK)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
