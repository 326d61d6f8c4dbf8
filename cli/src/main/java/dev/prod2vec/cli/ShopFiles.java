package dev.prod2vec.cli;

import dev.prod2vec.file.Csv;
import dev.prod2vec.file.FileFaults;
import dev.prod2vec.synthetic.SyntheticOrder;
import dev.prod2vec.synthetic.SyntheticProduct;
import dev.prod2vec.synthetic.SyntheticShop;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;

/// A generated shop as files.
final class ShopFiles {
  static final String ORDERS = "orders.csv";
  static final String PRODUCTS = "products.csv";

  private ShopFiles() {}

  /// Writes orders, products, and the pairs that are substitutes and complements.
  ///
  /// @throws InterruptedException if the thread is interrupted
  static void write(SyntheticShop shop, Path folder) throws IOException, InterruptedException {
    FileFaults.file(folder.resolve(PRODUCTS), () -> products(shop, folder.resolve(PRODUCTS)));
    FileFaults.file(folder.resolve(ORDERS), () -> orders(shop, folder.resolve(ORDERS)));
    pairs(shop, folder.resolve("substitutes.csv"), "substitute_id", shop.truth()::substitutes);
    pairs(shop, folder.resolve("complements.csv"), "complement_id", shop.truth()::complements);
  }

  private static void products(SyntheticShop shop, Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(Csv.line(List.of("product_id", "product_name", "aisle", "department")));
      for (int p = 0; p < shop.products(); p++) {
        SyntheticProduct product = shop.product(p);
        out.write(
            Csv.line(List.of(product.id(), product.name(), product.aisle(), product.department())));
      }
    }
  }

  private static void orders(SyntheticShop shop, Path file)
      throws IOException, InterruptedException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(Csv.line(List.of("order_id", "product_id")));
      for (int number = 0; number < shop.orders(); number++) {
        if (Thread.interrupted()) {
          throw new InterruptedException("generating was stopped");
        }
        SyntheticOrder order = shop.order(number);
        for (int product : order.products()) {
          out.write(Csv.line(List.of(order.id(), shop.product(product).id())));
        }
      }
    }
  }

  private static void pairs(
      SyntheticShop shop, Path file, String column, IntFunction<int[]> partners)
      throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(Csv.line(List.of("product_id", column)));
      for (int p = 0; p < shop.products(); p++) {
        for (int partner : partners.apply(p)) {
          out.write(Csv.line(List.of(shop.product(p).id(), shop.product(partner).id())));
        }
      }
    }
  }
}
