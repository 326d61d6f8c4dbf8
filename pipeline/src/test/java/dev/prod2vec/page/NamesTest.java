package dev.prod2vec.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {
  @Test
  void filesAreShownWithoutTheirFolders() {
    assertThat(Names.ofFiles(List.of("/srv/shop/orders.csv", "C:\\shop\\products.csv", "a.csv")))
        .containsExactly("orders.csv", "products.csv", "a.csv");
    assertThat(
            Names.ofFiles(List.of("s3://shop/in/orders.csv", "jdbc:postgresql://h/d sales.orders")))
        .containsExactly("orders.csv", "jdbc:postgresql://h/d sales.orders");
  }

  @Test
  void filesOfOneNameKeepTheFoldersThatTellThemApart() {
    assertThat(Names.ofFiles(List.of("/srv/2024/a/o.csv", "/srv/2025/a/o.csv", "/srv/p.csv")))
        .containsExactly("2024/a/o.csv", "2025/a/o.csv", "p.csv");
    assertThat(Names.ofFiles(List.of("/x/o.csv", "/x/o.csv"))).containsExactly("o.csv", "o.csv");
    assertThat(Names.ofFiles(List.of())).isEmpty();
  }
}
