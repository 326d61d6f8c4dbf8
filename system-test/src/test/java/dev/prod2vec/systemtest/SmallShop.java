package dev.prod2vec.systemtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/// A shop that is trained in a second: four aisles of eight products, orders from one aisle each.
final class SmallShop {
  static final int ORDERS = 1_200;
  static final int AISLES = 4;
  static final int PRODUCTS_PER_AISLE = 8;
  static final int PRODUCTS = AISLES * PRODUCTS_PER_AISLE;

  /// By default there are more noise products than products here, and most of the time goes there.
  static final List<String> QUICK = List.of("--training.noise-products", "32");

  private SmallShop() {}

  /// `orders.csv` with the columns order_id, product_id.
  static String orders() {
    Random random = new Random(1);
    StringBuilder csv = new StringBuilder("order_id,product_id\n");
    for (int order = 1; order <= ORDERS; order++) {
      int aisle = random.nextInt(AISLES);
      TreeSet<Integer> products = new TreeSet<>();
      int size = 2 + random.nextInt(4);
      while (products.size() < size) {
        products.add(aisle * PRODUCTS_PER_AISLE + random.nextInt(PRODUCTS_PER_AISLE));
      }
      for (int product : products) {
        csv.append(order).append(',').append(id(product)).append('\n');
      }
    }
    return csv.toString();
  }

  /// `products.csv` with the columns product_id, product_name, aisle.
  static String products() {
    StringBuilder csv = new StringBuilder("product_id,product_name,aisle\n");
    for (int product = 0; product < PRODUCTS; product++) {
      String quoted = name(product).replace("\"", "\"\"");
      csv.append(
          "%s,\"%s\",aisle %d%n".formatted(id(product), quoted, product / PRODUCTS_PER_AISLE));
    }
    return csv.toString();
  }

  /// The words of a command that runs the pipeline on both files, and more words.
  static String[] run(String... more) {
    List<String> words =
        new ArrayList<>(List.of("run", "--orders", "orders.csv", "--products", "products.csv"));
    words.addAll(List.of("--products.category-columns", "aisle"));
    words.addAll(QUICK);
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  static String id(int product) {
    return "p" + (100 + product);
  }

  /// A name that a careless csv writer breaks.
  static String name(int product) {
    return "Crème \"brûlée\", No. " + (100 + product);
  }

  /// Writes both files.
  static void write(Path directory) {
    try {
      Files.writeString(directory.resolve("orders.csv"), orders());
      Files.writeString(directory.resolve("products.csv"), products());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
