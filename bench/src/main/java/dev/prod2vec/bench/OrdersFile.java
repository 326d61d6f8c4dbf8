package dev.prod2vec.bench;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.setting.WrongUseException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Baskets of a csv file with the columns `order_id` and `product_id`, of which the rows of an
/// order stand together. Fields may be quoted but hold no comma.
final class OrdersFile {
  private OrdersFile() {}

  /// The first baskets of two products or more; of one with too many, the first products.
  ///
  /// @param most number of baskets at most
  /// @throws WrongUseException if a column is missing or there are too few baskets
  static Baskets baskets(Path file, int most) throws IOException {
    Map<String, Integer> indexes = new HashMap<>();
    List<int[]> baskets = new ArrayList<>();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      String head = reader.readLine();
      List<String> columns = head == null ? List.of() : fields(head);
      int order = columns.indexOf("order_id");
      int product = columns.indexOf("product_id");
      if (order < 0 || product < 0) {
        throw new WrongUseException(
            "%s: needs columns order_id and product_id, but has %s".formatted(file, columns));
      }
      String last = "";
      Set<Integer> basket = new LinkedHashSet<>();
      for (String line = reader.readLine();
          line != null && baskets.size() < most;
          line = reader.readLine()) {
        List<String> fields = fields(line);
        if (fields.size() <= Math.max(order, product)) {
          continue;
        }
        if (!fields.get(order).equals(last)) {
          add(basket, baskets);
          last = fields.get(order);
        }
        if (basket.size() < Baskets.MAX_SIZE) {
          basket.add(indexes.computeIfAbsent(fields.get(product), _ -> indexes.size()));
        }
      }
      if (baskets.size() < most) {
        add(basket, baskets);
      }
    }
    if (baskets.isEmpty()) {
      throw new WrongUseException(file + ": no order has two products");
    }
    return Baskets.of(baskets.toArray(int[][]::new));
  }

  private static void add(Set<Integer> basket, List<int[]> baskets) {
    if (basket.size() > 1) {
      baskets.add(basket.stream().mapToInt(Integer::intValue).toArray());
    }
    basket.clear();
  }

  private static List<String> fields(String line) {
    return List.of(line.replace("\"", "").split(",", -1));
  }
}
