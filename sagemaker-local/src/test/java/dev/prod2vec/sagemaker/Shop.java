package dev.prod2vec.sagemaker;

import dev.prod2vec.config.Config;
import dev.prod2vec.s3.S3Config;
import dev.prod2vec.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;

/// A shop that is trained in a second: four aisles of eight products, orders from one aisle each.
final class Shop {
  static final Schema<Config> SCHEMA =
      Schema.of(
          Config.DEFAULT
              .withEngines(List.of(Config.LOCAL, SageMakerConfig.SERVICE, SageMakerConfig.LOCAL))
              .withSection(S3Config.DEFAULT)
              .withSection(SageMakerConfig.DEFAULT));

  private static final int ORDERS = 600;
  private static final int AISLES = 4;
  private static final int PER_AISLE = 8;

  private Shop() {}

  /// The config of a run on it, whose orders are written into a folder.
  ///
  /// @param keys of the config and other values
  static Config config(Path folder, String... keys) throws IOException {
    Random random = new Random(1);
    StringBuilder orders = new StringBuilder("order_id,product_id\n");
    for (int order = 1; order <= ORDERS; order++) {
      int aisle = random.nextInt(AISLES);
      TreeSet<Integer> products = new TreeSet<>();
      int size = 2 + random.nextInt(4);
      while (products.size() < size) {
        products.add(aisle * PER_AISLE + random.nextInt(PER_AISLE));
      }
      for (int product : products) {
        orders.append("%d,p%d\n".formatted(order, product));
      }
    }
    StringBuilder products = new StringBuilder("product_id,product_name\n");
    for (int product = 0; product < AISLES * PER_AISLE; product++) {
      products.append("p%d,product %d\n".formatted(product, product));
    }
    Files.writeString(folder.resolve("orders.csv"), orders);
    Files.writeString(folder.resolve("products.csv"), products);
    Map<String, List<String>> flags = new LinkedHashMap<>();
    flags.put("orders.files", List.of(folder.resolve("orders.csv").toString()));
    flags.put("products.files", List.of(folder.resolve("products.csv").toString()));
    flags.put("engine", List.of("sagemaker-local"));
    flags.put("sagemaker.s3-uri", List.of("s3://bucket/jobs"));
    flags.put("training.dim", List.of("8"));
    flags.put("training.epochs", List.of("3"));
    flags.put("training.noise-products", List.of("16"));
    flags.put("training.threads", List.of("1"));
    for (int i = 0; i < keys.length; i += 2) {
      flags.put(keys[i], new ArrayList<>(List.of(keys[i + 1])));
    }
    return SCHEMA.load(Optional.empty(), Map.of(), flags).config();
  }
}
