package dev.prod2vec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.recommend.Basis;
import dev.prod2vec.recommend.Neighbour;
import org.junit.jupiter.api.Test;

class LiftTest {
  private static String lift(int together, double lift) {
    return NeighbourTable.lift(new Neighbour(1, 0.9f, 0, together, 0, lift, Basis.ORDERS));
  }

  @Test
  void productsThatWereNeverBoughtTogetherShowNeverInsteadOfALift() {
    assertThat(lift(0, 0)).isEqualTo("never");
  }

  @Test
  void aLiftThatIsSmallIsNotShownAsNought() {
    assertThat(lift(1, 0.04)).isEqualTo("<0.1");
    assertThat(lift(7, 0.06)).isEqualTo("0.1");
    assertThat(lift(7, 12.34)).isEqualTo("12.3");
  }
}
