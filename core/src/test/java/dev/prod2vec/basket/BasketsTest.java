package dev.prod2vec.basket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BasketsTest {
  private final Baskets baskets = Baskets.of(new int[][] {{4, 0, 2}, {}, {0}});

  @Test
  void keepsBasketsInTheirOrderOneAfterTheOther() {
    assertThat(baskets.size()).isEqualTo(3);
    assertThat(baskets.starts()).containsExactly(0, 3, 3, 4);
    assertThat(baskets.products()).containsExactly(4, 0, 2, 0);
    assertThat(baskets.start(2)).isEqualTo(3);
    assertThat(baskets.end(2)).isEqualTo(4);
    assertThat(baskets.length(0)).isEqualTo(3);
    assertThat(baskets.length(1)).isZero();
    assertThat(baskets.basket(0)).containsExactly(4, 0, 2);
    assertThat(baskets.basket(1)).isEmpty();
  }

  @Test
  void givesCopiesThatMayBeWrittenTo() {
    baskets.basket(0)[0] = 9;
    assertThat(baskets.basket(0)).containsExactly(4, 0, 2);
  }

  @Test
  void countsInHowManyBasketsEachProductIs() {
    assertThat(baskets.counts(6)).containsExactly(2, 0, 1, 0, 1, 0);
  }

  @Test
  void areTranslatedToAnotherVocabularyWithoutWhatItDoesNotKnow() {
    Baskets translated = baskets.translated(new int[] {7, -1, 1, -1, 3});
    assertThat(translated)
        .usingRecursiveComparison()
        .isEqualTo(Baskets.of(new int[][] {{1, 3, 7}, {}, {7}}));
    assertThat(baskets.translated(new int[] {-1, 0, -1, 1, -1}).products()).isEmpty();
  }

  @Test
  void quantitiesFollowTheirProducts() {
    int[] starts = {0, 3, 4};
    Baskets quantified =
        new Baskets(starts, new int[] {0, 1, 2, 1}, new int[0], new float[] {5, 6, 7, 8});
    Baskets translated = quantified.translated(new int[] {9, -1, 3});
    assertThat(translated.products()).containsExactly(3, 9);
    assertThat(translated.quantities()).containsExactly(7f, 5f);
    Baskets both = quantified.and(translated);
    assertThat(both.quantities()).containsExactly(5f, 6f, 7f, 8f, 7f, 5f);
    assertThat(quantified.and(Baskets.of(new int[][] {{1}})).isQuantified()).isFalse();
    assertThat(quantified.and(Baskets.of(new int[0][])).isQuantified()).isTrue();
    assertThatThrownBy(
            () -> new Baskets(starts, new int[] {0, 1, 2, 1}, new int[0], new float[] {1, 2}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 quantities for 4 products");
  }

  @Test
  void mayBeEmpty() {
    assertThat(Baskets.of(new int[][] {}).size()).isZero();
    assertThat(Baskets.of(new int[][] {}).counts(2)).containsExactly(0, 0);
  }

  @Test
  void refusesAProductThatIsThereTwice() {
    assertThatThrownBy(() -> Baskets.of(new int[][] {{1, 2}, {3, 1, 3}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("basket 1: product 3 is given twice");
  }

  @Test
  void refusesANegativeProduct() {
    assertThatThrownBy(() -> Baskets.of(new int[][] {{1, -2}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("basket 0: product -2 is negative");
  }

  @Test
  void refusesStartsThatDoNotFitTheProducts() {
    assertThatThrownBy(() -> new Baskets(new int[] {}, new int[] {}))
        .hasMessageContaining("starts must run from 0");
    assertThatThrownBy(() -> new Baskets(new int[] {1, 2}, new int[] {0, 1}))
        .hasMessageContaining("starts must run from 0");
    assertThatThrownBy(() -> new Baskets(new int[] {0, 1}, new int[] {0, 1}))
        .hasMessageContaining("starts must run from 0");
    assertThatThrownBy(() -> new Baskets(new int[] {0, 2, 1, 2}, new int[] {0, 1}))
        .hasMessage("starts falls at basket 1");
  }
}
