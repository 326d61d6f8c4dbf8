package dev.prod2vec.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Orders whose right reading is known: 400 orders with ids from 100000 on, 1,300 rows, 30 products
/// with ids such as `00011`, in five groups of six that are bought together.
final class SmallShop {
  static final int ORDERS = 400;
  static final int ROWS = 1_300;
  static final int PRODUCTS = 30;

  /// One row.
  ///
  /// @param order of 0 to 399
  /// @param product of 0 to 29
  record Row(int order, int product) {}

  private SmallShop() {}

  static List<Row> rows() {
    Random random = new Random(4);
    List<Row> rows = new ArrayList<>();
    for (int order = 0; order < ORDERS; order++) {
      int group = order % 5;
      int size = order % 4 == 0 ? 4 : 3;
      for (int product : random.ints(0, 6).distinct().limit(size).toArray()) {
        rows.add(new Row(order, 6 * group + product));
      }
    }
    return rows;
  }

  static String orderId(int order) {
    return Integer.toString(100_000 + order);
  }

  static String productId(int product) {
    return String.format(Locale.ROOT, "%05d", 11 + 37 * product);
  }

  static String name(int product) {
    return "Product " + (char) ('A' + product / 6) + (char) ('a' + product % 6);
  }

  /// Rows as csv with a header.
  static String csv(UnaryOperator<List<String>> changed) {
    StringBuilder csv = new StringBuilder("order_id,product_id,quantity\n");
    int number = 0;
    for (Row row : rows()) {
      List<String> fields =
          List.of(
              orderId(row.order()), productId(row.product()), Integer.toString(1 + number++ % 3));
      csv.append(String.join(",", changed.apply(fields))).append('\n');
    }
    return csv.toString();
  }

  /// Lines of baskets with names.
  static String baskets(String separator, UnaryOperator<List<String>> changed) {
    return IntStream.range(0, ORDERS)
        .mapToObj(order ->
            rows().stream().filter(r -> r.order() == order).map(r -> name(r.product())).toList())
        .map(changed)
        .map(products -> String.join(separator, products) + "\n")
        .collect(Collectors.joining());
  }

  /// The product table as csv.
  static String products(UnaryOperator<String> id) {
    return IntStream.range(0, PRODUCTS)
        .mapToObj(product -> id.apply(productId(product)) + "," + name(product) + "\n")
        .collect(Collectors.joining("", "product_id,product_name\n", ""));
  }
}
