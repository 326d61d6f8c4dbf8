package dev.prod2vec.ingest;

import dev.prod2vec.setting.WrongUseException;
import java.util.List;

/// Refuses settings that are given but have no effect beside the others: whoever gave one expects
/// an effect.
final class UnusedSettings {
  private UnusedSettings() {}

  /// @throws WrongUseException if one differs from its default and has no effect
  static void refuse(OrdersConfig orders, ProductsConfig products) {
    OrdersConfig usual = OrdersConfig.DEFAULT;
    switch (orders.format()) {
      case ROWS ->
          refuseIf(
              !orders.separator().equals(usual.separator()),
              "orders.separator",
              "orders.format is rows, where the delimiter (comma, semicolon, tab or bar) is found"
                  + " by itself",
              "leave it out; with one basket a line, give orders.format baskets");
      case BASKETS -> {
        refuseInBaskets("orders.order-column", orders.orderColumn(), usual.orderColumn());
        refuseInBaskets("orders.product-column", orders.productColumn(), usual.productColumn());
        refuseInBaskets(OrderTime.KEY, orders.timeColumn(), usual.timeColumn());
      }
    }
    if (products.source() == RowSource.FILES && products.files().isEmpty()) {
      ProductsConfig none = ProductsConfig.DEFAULT;
      refuseWithoutTable("id-column", products.idColumn(), none.idColumn());
      refuseWithoutTable("name-column", products.nameColumn(), none.nameColumn());
      refuseWithoutTable("category-columns", products.categoryColumns(), List.of());
      refuseWithoutTable("join-files", products.joinFiles(), List.of());
      refuseWithoutTable("max-new", products.maxNew(), none.maxNew());
    }
  }

  private static void refuseInBaskets(String key, Object value, Object usual) {
    refuseIf(
        !value.equals(usual),
        key,
        "orders.format is baskets, whose lines have no columns",
        "leave it out; with columns, give orders.format rows");
  }

  private static void refuseWithoutTable(String key, Object value, Object usual) {
    refuseIf(
        !value.equals(usual),
        "products." + key,
        "there is no product table",
        "products.files names it; the orders may be it themselves");
  }

  private static void refuseIf(boolean unused, String key, String why, String hint) {
    if (unused) {
      throw new WrongUseException(
          "%s: is given, but has no effect: %s\nhint: %s".formatted(key, why, hint));
    }
  }
}
