package dev.prod2vec.task;

import dev.prod2vec.config.Config;
import dev.prod2vec.disk.Tree;
import dev.prod2vec.file.WriteGuard;
import dev.prod2vec.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;

/// A folder in which tests run tasks on a small shop: four aisles of eight products, and orders
/// that each come from one aisle.
///
/// @param folder with `orders.csv` and `products.csv`
record SmallShop(Path folder) {
  private static final int AISLES = 4;
  private static final int PRODUCTS_PER_AISLE = 8;
  static final int PRODUCTS = AISLES * PRODUCTS_PER_AISLE;

  /// Writes the shop.
  static SmallShop in(Path folder) throws IOException {
    Random random = new Random(1);
    StringBuilder orders = new StringBuilder("order_id,product_id\n");
    for (int order = 1; order <= 1_200; order++) {
      int aisle = random.nextInt(AISLES);
      basket(orders, order, 2 + random.nextInt(4), random, aisle, PRODUCTS_PER_AISLE);
    }
    return in(folder, orders);
  }

  /// Writes a shop in which nothing can be learned: any three of nine products are as likely as any
  /// other, and all nine are among the first ten.
  static SmallShop withoutPattern(Path folder) throws IOException {
    Random random = new Random(1);
    StringBuilder orders = new StringBuilder("order_id,product_id\n");
    for (int order = 0; order < 1_000; order++) {
      basket(orders, order, 3, random, 0, 9);
    }
    return in(folder, orders);
  }

  private static SmallShop in(Path folder, StringBuilder orders) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("orders.csv"), orders);
    StringBuilder products = new StringBuilder("product_id,product_name,aisle\n");
    for (int product = 0; product < PRODUCTS; product++) {
      products.append(
          "%d,=name %d,aisle %d\n".formatted(product, product, product / PRODUCTS_PER_AISLE));
    }
    Files.writeString(folder.resolve("products.csv"), products);
    return new SmallShop(folder);
  }

  private static void basket(
      StringBuilder orders, int order, int size, Random random, int aisle, int products) {
    TreeSet<Integer> basket = new TreeSet<>();
    while (basket.size() < size) {
      basket.add(aisle * products + random.nextInt(products));
    }
    basket.forEach(product -> orders.append(order).append(',').append(product).append('\n'));
  }

  /// The same shop, with all that tasks have done, in another folder.
  SmallShop copy(Path to) throws IOException {
    for (Path entry : Tree.list(folder)) {
      Files.copy(entry, to.resolve(entry.getFileName()));
    }
    return new SmallShop(to);
  }

  /// A config of the shop with a training that takes no time.
  ///
  /// @param more keys and values
  Config config(String... more) {
    Map<String, List<String>> keys = new LinkedHashMap<>();
    keys.put("orders.files", List.of(folder.resolve("orders.csv").toString()));
    keys.put("products.files", List.of(folder.resolve("products.csv").toString()));
    keys.put("products.category-columns", List.of("aisle"));
    keys.put("quality.min-products", List.of("2"));
    keys.put("training.dim", List.of("8"));
    keys.put("training.epochs", List.of("3"));
    keys.put("training.noise-products", List.of("32"));
    keys.put("training.threads", List.of("1"));
    keys.put("evaluation.bootstrap-samples", List.of("20"));
    keys.put("tuning.trials", List.of("4"));
    keys.put("tuning.dim", List.of("4..16"));
    for (int i = 0; i < more.length; i += 2) {
      keys.put(more[i], List.of(more[i + 1]));
    }
    return Config.SCHEMA.load(Optional.empty(), Map.of(), keys).config();
  }

  /// The tasks in the folder, by this process.
  TaskFolder tasks(String... more) {
    return tasks(local(), TaskListener.NONE, more);
  }

  /// The tasks in the folder.
  TaskFolder tasks(Engine engine, TaskListener listener, String... more) {
    return new TaskFolder(
        "shop", folder, WriteGuard.OPEN, config(more), engine, listener, Clock.systemUTC());
  }

  /// This process.
  static LocalEngine local() {
    return LocalEngine.of(Map.of(), Stores.local());
  }
}
