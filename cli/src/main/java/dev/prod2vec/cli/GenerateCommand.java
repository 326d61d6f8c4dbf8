package dev.prod2vec.cli;

import dev.prod2vec.text.HumanNumbers;
import dev.prod2vec.file.NewFolder;

import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.synthetic.SyntheticConfig;
import dev.prod2vec.synthetic.SyntheticShop;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Generates a shop.
@Command(
    name = "generate",
    description = {
      "Generate the orders and products of a grocery shop whose substitutes and complements are"
          + " known. The same sizes and seed give the same files.",
      "It writes orders.csv, products.csv, substitutes.csv and complements.csv."
    },
    footer = {
      "  prod2vec generate --out shop",
      "  prod2vec generate --out shop --products 10000 --orders 1000000 --seed 7"
    })
final class GenerateCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--out", paramLabel = "DIR", required = true, description = "New folder.")
  private String named = "";

  @Option(
      names = "--products",
      paramLabel = "N",
      description = "Number of products. Default: ${DEFAULT-VALUE}.")
  private int products = SyntheticConfig.DEFAULT.products();

  @Option(
      names = "--orders",
      paramLabel = "N",
      description = "Number of orders. Default: ${DEFAULT-VALUE}.")
  private int orders = SyntheticConfig.DEFAULT.orders();

  @Option(names = "--seed", paramLabel = "N", description = "Seed. Default: ${DEFAULT-VALUE}.")
  private long seed = SyntheticConfig.DEFAULT.seed();

  GenerateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    SyntheticShop shop = new SyntheticShop(config());
    Path out = console.places().local("--out", named);
    NewFolder.create(out, folder -> ShopFiles.write(shop, folder));
    console
        .out()
        .printf(
            "%s and %s: %s, %s%n",
            out.resolve(ShopFiles.ORDERS),
            out.resolve(ShopFiles.PRODUCTS),
            HumanNumbers.count(orders, "order"),
            HumanNumbers.count(products, "product"));
    return 0;
  }

  private SyntheticConfig config() {
    try {
      return new SyntheticConfig(products, orders, seed);
    } catch (IllegalArgumentException e) {
      throw new WrongUseException("--" + e.getMessage());
    }
  }
}
