package dev.prod2vec.cluster;

import dev.prod2vec.config.Config;
import dev.prod2vec.file.WriteGuard;
import dev.prod2vec.store.Stores;
import dev.prod2vec.task.Engine;
import dev.prod2vec.task.LocalEngine;
import dev.prod2vec.task.TaskContext;
import dev.prod2vec.task.TaskFiles;
import dev.prod2vec.task.TaskFolder;
import dev.prod2vec.task.TaskListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;

/// A folder with the orders of a small shop: five aisles of twelve products, and orders of mostly
/// one aisle, forty a day. One product was never bought.
record TestShop(Path folder) {
  private static final int AISLES = 5;
  private static final int AISLE = 12;

  static TestShop in(Path folder) throws IOException {
    Random random = new Random(1);
    StringBuilder orders = new StringBuilder("order_id,day,product_id,quantity\n");
    for (int order = 0; order < 3_000; order++) {
      TreeSet<Integer> basket = new TreeSet<>();
      int aisle = random.nextInt(AISLES);
      for (int size = 2 + random.nextInt(6); basket.size() < size; ) {
        basket.add(
            random.nextInt(4) == 0
                ? random.nextInt(AISLES * AISLE)
                : aisle * AISLE + random.nextInt(AISLE));
      }
      for (int product : basket) {
        LocalDate day = LocalDate.of(2024, 1, 1).plusDays(order / 40);
        orders.append(order).append(',').append(day).append(",p").append(product);
        orders.append(',').append(1 + product * order % 5).append('\n');
      }
    }
    StringBuilder products = new StringBuilder("product_id,product_name,aisle\n");
    for (int product = 0; product < AISLES * AISLE; product++) {
      products.append(
          "p%s,word%s and word%s,aisle %s\n"
              .formatted(product, product / AISLE, product % 7, product / AISLE));
    }
    products.append("new,word1 and word2,aisle 1\n");
    Files.writeString(folder.resolve("orders.csv"), orders);
    Files.writeString(folder.resolve("products.csv"), products);
    return new TestShop(folder);
  }

  /// The tasks in a folder.
  ///
  /// @param keys keys of the config and their values, in turns
  TaskFolder tasks(Path where, Engine engine, TaskListener listener, String... keys) {
    Map<String, List<String>> config = new LinkedHashMap<>();
    config.put("orders.files", List.of(folder.resolve("orders.csv").toString()));
    config.put("orders.time-column", List.of("day"));
    config.put("orders.quantity-column", List.of("quantity"));
    config.put("products.files", List.of(folder.resolve("products.csv").toString()));
    config.put("products.category-columns", List.of("aisle"));
    config.put("quality.min-products", List.of("2"));
    config.put("training.dim", List.of("8"));
    config.put("training.epochs", List.of("3"));
    config.put("training.noise-products", List.of("32"));
    config.put("training.shards", List.of("4"));
    config.put("training.rounds", List.of("3"));
    config.put("evaluation.bootstrap-samples", List.of("20"));
    for (int i = 0; i < keys.length; i += 2) {
      config.put(keys[i], List.of(keys[i + 1]));
    }
    Config loaded = Config.SCHEMA.load(Optional.empty(), Map.of(), config).config();
    return new TaskFolder(
        "shop",
        where,
        WriteGuard.OPEN,
        loaded,
        engine,
        listener,
        Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
  }

  /// What a task that uses some files is called with.
  TaskContext context(Path where, TaskFiles files) {
    TaskFolder tasks = tasks(where, local(), TaskListener.NONE);
    return new TaskContext(
        tasks.name(),
        tasks.clock().instant(),
        tasks.config(),
        new LinkedHashMap<>(),
        files,
        tasks.listener(),
        tasks.clock());
  }

  static LocalEngine local() {
    return LocalEngine.of(Map.of(), Stores.local());
  }
}
