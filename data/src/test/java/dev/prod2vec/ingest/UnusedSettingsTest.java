package dev.prod2vec.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.prod2vec.setting.WrongUseException;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnusedSettingsTest {
  private static OrdersConfig orders(OrdersFormat format, String order, String separator) {
    return new OrdersConfig(List.of("orders"), format, order, "product_id", separator, "");
  }

  private static void assertRefused(OrdersConfig orders, ProductsConfig products, String key) {
    assertThatThrownBy(() -> UnusedSettings.refuse(orders, products))
        .isInstanceOf(WrongUseException.class)
        .hasMessageStartingWith(key + ": is given, but has no effect")
        .hasMessageContaining("\nhint: ");
  }

  @Test
  void aSettingThatIsGivenAndHasNoEffectIsRefused() {
    assertRefused(
        orders(OrdersFormat.ROWS, "order_id", ";"), ProductsConfig.DEFAULT, "orders.separator");
    assertRefused(
        orders(OrdersFormat.BASKETS, "receipt", ","),
        ProductsConfig.DEFAULT,
        "orders.order-column");
    OrdersConfig usual = orders(OrdersFormat.ROWS, "order_id", ",");
    assertRefused(
        usual,
        new ProductsConfig(List.of(), "sku", "product_name", List.of(), List.of()),
        "products.id-column");
    assertRefused(
        usual,
        new ProductsConfig(List.of(), "product_id", "product_name", List.of("aisle"), List.of()),
        "products.category-columns");
  }

  @Test
  void whatHasAnEffectIsNotRefused() {
    assertThatCode(
            () -> {
              UnusedSettings.refuse(
                  orders(OrdersFormat.BASKETS, "order_id", ";"), ProductsConfig.DEFAULT);
              UnusedSettings.refuse(
                  orders(OrdersFormat.ROWS, "receipt", ","),
                  new ProductsConfig(List.of("p"), "sku", "name", List.of("aisle"), List.of("a")));
            })
        .doesNotThrowAnyException();
  }

  @Test
  void theEscapeOfATabIsATab() {
    assertThat(orders(OrdersFormat.BASKETS, "order_id", "\\t").separator()).isEqualTo("\t");
  }
}
