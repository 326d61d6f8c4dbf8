package dev.prod2vec.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.prod2vec.recommend.NeighbourFilter;
import dev.prod2vec.recommend.NeighbourFilter.Among;
import dev.prod2vec.recommend.NeighbourFilter.Same;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeighbourRulesTest {
  private static final Vocabulary VOCABULARY =
      new Vocabulary(
          List.of("aisle", "own=brand"),
          List.of(
              new Product(0, "0", "Milk", List.of("milk", "yes"), 30),
              new Product(1, "1", "Oat milk", List.of("milk", "no"), 20),
              new Product(2, "2", "Yogurt", List.of("yogurt", "no"), 10),
              new Product(3, "3", "Bag", List.of("", ""), 5)));

  @ParameterizedTest
  @CsvSource({
    "aisle=milk, '{0, 1}'",
    "AISLE=Milk, '{0, 1}'",
    "own=brand=no, '{1, 2}'",
    "aisle=yogurt, {2}"
  })
  void productsWithinACategoryAreThoseOfTheColumn(String within, String products) {
    NeighbourFilter filter = rules(List.of(), List.of(within)).on(VOCABULARY);
    assertThat(filter.rules()).singleElement().isInstanceOf(Among.class);
    assertThat(((Among) filter.rules().getFirst()).products()).hasToString(products);
  }

  @Test
  void categoriesOfOneColumnAreAlternativesAndThoseOfSeveralAreAllMet() {
    NeighbourFilter filter =
        rules(List.of(), List.of("aisle=milk", "aisle=yogurt", "own=brand=no")).on(VOCABULARY);
    assertThat(filter.rules())
        .extracting(rule -> ((Among) rule).products().toString())
        .containsExactly("{0, 1, 2}", "{1, 2}");
  }

  @Test
  void anEmptyCategoryIsUnknownAndOrdersAreThoseOfTraining() {
    NeighbourFilter same = rules(List.of("Aisle"), List.of()).on(VOCABULARY);
    int[] categories = ((Same) same.rules().getFirst()).categories();
    assertThat(categories[0]).isEqualTo(categories[1]).isNotEqualTo(categories[2]);
    assertThat(categories[3]).isEqualTo(NeighbourFilter.UNKNOWN);
    NeighbourRules often = new NeighbourRules(List.of(), List.of(), List.of(), 10, 3, 1.5);
    assertThat(((Among) often.on(VOCABULARY).rules().getFirst()).products())
        .hasToString("{0, 1, 2}");
    assertThat(often.on(VOCABULARY).minTogether()).isEqualTo(3);
    assertThat(NeighbourRules.NONE.on(VOCABULARY)).isEqualTo(NeighbourFilter.NONE);
  }

  @Test
  void unknownColumnsAndCategoriesAreRefusedWithTheKnownOnes() {
    refused(
        rules(List.of("aisel"), List.of()),
        "no column \"aisel\" of categories; the columns are \"aisle\", \"own=brand\"\nhint: did you mean \"aisle\"?");
    refused(
        rules(List.of(), List.of("aisle=mlik")),
        "no trained product has the aisle \"mlik\"; the known ones are \"milk\", \"yogurt\"\nhint: did you mean \"milk\"?");
    refused(
        rules(List.of(), List.of("aisle")),
        "\"aisle\": a column and a category expected, as COLUMN=CATEGORY; the columns are \"aisle\", \"own=brand\"");
    Vocabulary plain =
        new Vocabulary(List.of(), List.of(new Product(0, "0", "Milk", List.of(), 1)));
    assertThatThrownBy(() -> rules(List.of("aisle"), List.of()).on(plain))
        .isInstanceOf(WrongUseException.class)
        .hasMessageStartingWith("\"aisle\": the model's products have no categories\nhint: ");
  }

  private static void refused(NeighbourRules rules, String message) {
    assertThatThrownBy(() -> rules.on(VOCABULARY))
        .isInstanceOf(WrongUseException.class)
        .hasMessage(message);
  }

  private static NeighbourRules rules(List<String> same, List<String> within) {
    return new NeighbourRules(same, List.of(), within, 0, 0, Double.POSITIVE_INFINITY);
  }
}
