package dev.prod2vec.cli;

import dev.prod2vec.disk.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.TreeSet;

/// A finished run of a shop of four aisles, whose orders never leave an aisle. Tests read it and
/// none changes it. Made when it is first asked for, removed with the JVM.
///
/// @param folder holds `orders.csv` and `products.csv`; the run is below `runs`
record AisleRun(Path folder) {
  static final int ORDERS = 1_200;
  static final int AISLES = 4;
  static final int PRODUCTS_PER_AISLE = 8;

  private static final class Holder {
    static final AisleRun ONE = make();
  }

  static AisleRun one() {
    return Holder.ONE;
  }

  Path runs() {
    return folder.resolve("runs");
  }

  /// The run's id: the time of [Terminal].
  String id() {
    return "20260102-030405";
  }

  Path directory() {
    return runs().resolve(id());
  }

  static String orders() {
    Random random = new Random(1);
    StringBuilder csv = new StringBuilder("order_id,product_id\n");
    for (int order = 1; order <= ORDERS; order++) {
      int first = 100 + random.nextInt(AISLES) * PRODUCTS_PER_AISLE;
      TreeSet<Integer> products = new TreeSet<>();
      int size = 2 + random.nextInt(4);
      while (products.size() < size) {
        products.add(first + random.nextInt(PRODUCTS_PER_AISLE));
      }
      for (int product : products) {
        csv.append(order).append(",p").append(product).append('\n');
      }
    }
    return csv.toString();
  }

  /// Names that a careless csv writer breaks.
  private static String products() {
    StringBuilder csv = new StringBuilder("product_id,product_name,aisle\n");
    for (int product = 0; product < AISLES * PRODUCTS_PER_AISLE; product++) {
      csv.append(
          "p%1$s,\"Crème \"\"brûlée\"\", No. %1$s\",aisle %2$s\n"
              .formatted(100 + product, product / PRODUCTS_PER_AISLE));
    }
    return csv.toString();
  }

  private static AisleRun make() {
    try {
      AisleRun made = new AisleRun(Files.createTempDirectory("prod2vec-aisles"));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(made.folder)));
      Path orders = Files.writeString(made.folder.resolve("orders.csv"), orders());
      Path products = Files.writeString(made.folder.resolve("products.csv"), products());
      Terminal terminal = new Terminal();
      int exit =
          terminal.run(
              "run",
              "--orders",
              orders.toString(),
              "--products",
              products.toString(),
              "--products.category-columns",
              "aisle",
              "--training.noise-products",
              "32",
              "--dim",
              "16",
              "--epochs",
              "4",
              "--out",
              made.runs().toString());
      if (exit != 0) {
        throw new AssertionError(terminal.err());
      }
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try {
      Tree.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
