package dev.prod2vec.setting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
  @Test
  void countsInsertionsDeletionsReplacementsAndSwaps() {
    assertThat(Nearest.edits("", "abc")).isEqualTo(3);
    assertThat(Nearest.edits("kitten", "sitting")).isEqualTo(3);
    assertThat(Nearest.edits("epohcs", "epochs")).isEqualTo(1);
    assertThat(Nearest.edits("Orders", "orders")).isZero();
  }

  @Test
  void findsTheWordThatWasMeant() {
    List<String> known = List.of("product_id", "order_id", "reordered");
    assertThat(Nearest.to("orderid", known)).contains("order_id");
    assertThat(Nearest.to("PRODUCT_ID", known)).contains("product_id");
  }

  @Test
  void findsNothingWhereNothingIsNear() {
    assertThat(Nearest.to("price", List.of("order_id", "product_id"))).isEmpty();
    assertThat(Nearest.to("price", List.of())).isEmpty();
  }

  @Test
  void listsTheNearestFirst() {
    assertThat(Nearest.list("milk", List.of("bread", "silk", "milks", "mild"), 3))
        .containsExactly("silk", "milks", "mild");
  }
}
