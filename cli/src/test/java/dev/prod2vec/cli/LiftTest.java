package dev.prod2vec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.recommend.Neighbour;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiftTest {
  private static final Product MILK = new Product(0, "1", "Milk", List.of(), 90);
  private static final Product OATS = new Product(1, "2", "Oat Drink", List.of(), 50);

  private static String lastLine(int together, double lift) {
    Neighbour neighbour = new Neighbour(1, 0.9f, 0, together, 0, lift);
    return new NeighbourTable(
            "substitutes",
            List.of(MILK),
            List.of(neighbour),
            new Vocabulary(List.of(), List.of(MILK, OATS)))
        .text()
        .strip()
        .lines()
        .toList()
        .getLast();
  }

  @Test
  void productsThatWereNeverBoughtTogetherShowNeverInsteadOfALift() {
    assertThat(lastLine(0, 0)).matches("Oat Drink +0\\.900 +0 +never *");
  }

  @Test
  void aLiftThatIsSmallIsNotShownAsNought() {
    assertThat(lastLine(1, 0.04)).matches("Oat Drink +0\\.900 +1 +<0\\.1 *");
    assertThat(lastLine(7, 0.06)).matches("Oat Drink +0\\.900 +7 +0\\.1 *");
  }
}
