package dev.prod2vec.quality;

import dev.prod2vec.ingest.OrdersConfig;
import dev.prod2vec.ingest.OrdersFormat;
import dev.prod2vec.ingest.ProductsConfig;
import dev.prod2vec.ingest.Shop;
import dev.prod2vec.prepared.BasketsConfig;
import dev.prod2vec.setting.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// The small shop with one change, as found in practice.
public final class OddOrders {
  private static final String HEADER = "order_id,product_id,quantity\n";

  private OddOrders() {}

  /// One change.
  ///
  /// @param files by name; those that begin with `product` are the product table
  /// @param config changes the config of the orders
  /// @param orders that must be read
  /// @param products that must be bought
  /// @param checks that must not pass, each with what it must say
  public record Odd(
      String what,
      Map<String, String> files,
      UnaryOperator<OrdersConfig> config,
      long orders,
      long products,
      Map<String, String> checks) {
    @Override
    public String toString() {
      return what;
    }

    /// Writes the files.
    public Shop in(Path folder) throws IOException {
      List<String> orders = new ArrayList<>();
      List<String> products = new ArrayList<>();
      for (String name : files.keySet().stream().sorted().toList()) {
        Path file = folder.resolve(name);
        Files.writeString(file, files.get(name));
        (name.startsWith("product") ? products : orders).add(file.toString());
      }
      OrdersConfig rows =
          new OrdersConfig(orders, OrdersFormat.ROWS, "order_id", "product_id", ",", "");
      return new Shop(
          folder,
          config.apply(rows),
          new ProductsConfig(products, "product_id", "product_name", List.of(), List.of()),
          new BasketsConfig(1, 1000, 100, 0.1, 0.1, 1));
    }
  }

  private static Odd rows(
      String what, UnaryOperator<List<String>> changed, Map<String, String> checks) {
    return new Odd(what, Map.of("orders.csv", SmallShop.csv(changed)), c -> c, 400, 30, checks);
  }

  private static Odd baskets(String what, String lines, long products, Map<String, String> checks) {
    return baskets(what, lines, 400, products, checks);
  }

  private static Odd baskets(
      String what, String lines, long orders, long products, Map<String, String> checks) {
    return new Odd(
        what,
        Map.of("orders.csv", lines),
        config -> with(config, OrdersFormat.BASKETS, ""),
        orders,
        products,
        checks);
  }

  private static UnaryOperator<List<String>> order(UnaryOperator<String> changed) {
    return row -> List.of(changed.apply(row.get(0)), row.get(1), row.get(2));
  }

  private static UnaryOperator<List<String>> product(UnaryOperator<String> changed) {
    return row -> List.of(row.get(0), changed.apply(row.get(1)), row.get(2));
  }

  /// Changes every nth value.
  private static UnaryOperator<String> every(int n, UnaryOperator<String> changed) {
    AtomicInteger number = new AtomicInteger();
    return value -> number.getAndIncrement() % n == 0 ? changed.apply(value) : value;
  }

  private static UnaryOperator<String> alternately(String one, String another) {
    AtomicInteger number = new AtomicInteger();
    return value -> (number.getAndIncrement() % 2 == 0 ? one : another) + value;
  }

  private static UnaryOperator<String> each(String... texts) {
    AtomicInteger number = new AtomicInteger();
    return _ -> texts[number.getAndIncrement() % texts.length];
  }

  public static Stream<Odd> ids() {
    String half = "650 of 1,300 rows, ";
    return Stream.of(
        rows("nothing", row -> row, Map.of()),
        rows(
            "a blank at the end of order ids",
            order(every(2, id -> id + " ")),
            Map.of("changed-ids", half)),
        rows(
            "a tab before order ids",
            order(every(2, id -> "\t" + id)),
            Map.of("changed-ids", half)),
        rows(
            "a no-break space after product ids",
            product(every(2, id -> id + "\u00a0")),
            Map.of("changed-ids", half + "30 ids became the same as another")),
        rows(
            "an ideographic space before product ids",
            product(every(2, id -> "\u3000" + id)),
            Map.of("changed-ids", half)),
        rows(
            "a zero-width space, a byte order mark, a soft hyphen, a direction mark",
            product(every(2, id -> "\u200b\ufeff" + id + "\u00ad\u200e")),
            Map.of("changed-ids", half)),
        rows(
            "a blank everywhere",
            row -> row.stream().map(field -> field + " ").toList(),
            Map.of("changed-ids", "1,300 of 1,300 rows")),
        rows(
            "a zero-width joiner inside",
            product(id -> id.replaceFirst("0", "\u2764\u200d")),
            Map.of()),
        rows(
            "names composed and decomposed",
            product(alternately("cafe\u0301 ", "caf\u00e9 ")),
            Map.of("changed-ids", half)),
        new Odd(
            "blanks that are kept",
            Map.of("orders.csv", SmallShop.csv(product(every(2, id -> id + " ")))),
            config -> ids(config, false, config.nullValues(), false),
            400,
            60,
            Map.of("similar-ids", "30 ids")),
        new Odd(
            "case",
            Map.of("orders.csv", SmallShop.csv(product(alternately("sku", "SKU")))),
            config -> config,
            400,
            60,
            Map.of("similar-ids", "30 ids")),
        new Odd(
            "leading zeros",
            Map.of(
                "orders.csv", SmallShop.csv(product(every(2, id -> id.replaceFirst("^0+", ""))))),
            config -> config,
            400,
            60,
            Map.of("similar-ids", "30 ids")),
        new Odd(
            ".0 at the end of order ids",
            Map.of("orders.csv", SmallShop.csv(order(every(2, id -> id + ".0")))),
            config -> config,
            800,
            30,
            Map.of("similar-ids", " ids")));
  }

  public static Stream<Odd> nulls() {
    String[] nulls = {"NA", "NULL", "None", "nan", "N/A", "\\N", "#N/A", "-", "?", "NONE"};
    UnaryOperator<String> all = each(nulls);
    UnaryOperator<String> others = each(nulls);
    return Stream.of(
        new Odd(
            "null values as product ids",
            Map.of("orders.csv", SmallShop.csv(product(every(4, all)))),
            config -> config,
            400,
            30,
            Map.of(
                "missing-product-id",
                "325 of 1,300 rows (25.0%); taken as missing: ",
                "null-values",
                "325 ids")),
        new Odd(
            "null values as order ids",
            Map.of("orders.csv", SmallShop.csv(order(every(4, others)))),
            config -> config,
            400,
            30,
            Map.of(
                "missing-order-id",
                "325 of 1,300 rows (25.0%); taken as missing: ",
                "null-values",
                "325 ids")),
        new Odd(
            "null values that are kept",
            Map.of("orders.csv", SmallShop.csv(product(every(4, _ -> "NONE")))),
            config -> ids(config, true, List.of(), false),
            400,
            31,
            Map.of("null-like-ids", "325 rows")),
        new Odd(
            "a sum at the end",
            Map.of("orders.csv", SmallShop.csv(row -> row) + "Grand total,1300,4000\n"),
            config -> config,
            401,
            31,
            Map.of("null-like-ids", "1 rows")),
        new Odd(
            "null values in the product table",
            Map.of(
                "orders.csv",
                SmallShop.csv(row -> row),
                "products.csv",
                SmallShop.products(id -> id) + "NA,unknown\n"),
            config -> config,
            400,
            30,
            Map.of("missing-listed-id", "1 rows", "null-values", "1 ids")),
        baskets(
            "lines padded with nan",
            SmallShop.baskets(",", products -> padded(products, "nan")),
            30,
            Map.of("null-values", "1,500 ids")));
  }

  public static Stream<Odd> files() {
    Map<String, String> shops = Map.of("a.csv", shop(0), "b.csv", shop(200));
    return Stream.of(
        new Odd(
            "two shops that number their orders alike",
            shops,
            config -> config,
            200,
            30,
            Map.of("shared-order-ids", "200 orders")),
        new Odd(
            "two shops, with the file in the order's id",
            shops,
            config -> ids(config, true, config.nullValues(), true),
            400,
            30,
            Map.of()));
  }

  public static Stream<Odd> shapes() {
    String counted =
        SmallShop.baskets(",", products -> concat(Integer.toString(products.size()), products));
    AtomicInteger number = new AtomicInteger(500);
    return Stream.of(
        baskets("baskets", SmallShop.baskets(",", p -> p), 30, Map.of()),
        baskets(
            "blanks after the commas",
            SmallShop.baskets(", ", p -> p),
            30,
            Map.of("changed-ids", "900 of 1,300 rows, ")),
        baskets(
            "a header",
            "Item 1,Item 2,Item 3\n" + SmallShop.baskets(",", p -> p),
            401,
            33,
            Map.of("header-line", "1 files")),
        baskets(
            "a header of numbers",
            "0,1,2,3\n" + SmallShop.baskets(",", p -> p),
            401,
            34,
            Map.of("header-line", "1 files")),
        baskets(
            "a header of words that nothing else has",
            "first thing,second thing,third thing\n" + SmallShop.baskets(",", p -> p),
            401,
            33,
            Map.of("header-line", "1 files")),
        baskets("a column that counts", counted, 32, Map.of("leading-column", "400 lines")),
        baskets(
            "a header and a column that counts",
            "Item(s),Item 1,Item 2,Item 3\n" + counted,
            401,
            36,
            Map.of("header-line", "1 files", "leading-column", "401 lines")),
        baskets(
            "a column of order ids",
            SmallShop.baskets(
                ",", products -> concat(Integer.toString(number.incrementAndGet()), products)),
            430,
            Map.of("leading-column", "400 lines")),
        baskets(
            "a matrix of 0 and 1",
            SmallShop.baskets(
                ",",
                products -> {
                  List<String> ticks = new ArrayList<>();
                  for (int product = 0; product < SmallShop.PRODUCTS; product++) {
                    ticks.add(products.contains(SmallShop.name(product)) ? "1" : "0");
                  }
                  return ticks;
                }),
            2,
            Map.of("one-hot-matrix", "12,000 purchases")));
  }

  public static Stream<Odd> fields() {
    return Stream.of(
        new Odd(
            "order ids as a spreadsheet shows them",
            Map.of(
                "orders.csv",
                SmallShop.csv(
                    order(
                        id -> String.format(Locale.ROOT, "%.2E", 269_852.0 * Long.parseLong(id))))),
            config -> config,
            2,
            30,
            Map.of("shortened-ids", "1,300 rows")),
        new Odd(
            "product ids cut to 15 digits",
            Map.of("orders.csv", SmallShop.csv(product(id -> "4006381333" + id + "000"))),
            config -> config,
            400,
            30,
            Map.of("shortened-ids", "1,300 rows")),
        rows("product ids of 18 digits", product(id -> "4006381333" + id + "931"), Map.of()),
        new Odd(
            "lists in a field",
            Map.of("orders.csv", lists("\"['", "', '", "']\"")),
            config -> config,
            400,
            347,
            Map.of("lists-in-fields", "400 rows", "enough-training-baskets", "0 training")),
        new Odd(
            "products with commas between them in a field",
            Map.of("orders.csv", lists("\"", ",", "\"")),
            config -> config,
            400,
            347,
            Map.of("lists-in-fields", "400 rows", "enough-training-baskets", "0 training")),
        new Odd(
            "a filter that leaves out nothing",
            Map.of("orders.csv", SmallShop.csv(row -> row)),
            config -> with(config, OrdersFormat.ROWS, "quantity > 0"),
            400,
            30,
            Map.of("idle-filter", "1,300 rows")),
        new Odd(
            "a filter that leaves out some",
            Map.of("orders.csv", SmallShop.csv(row -> row)),
            config -> with(config, OrdersFormat.ROWS, "quantity < 3"),
            400,
            30,
            Map.of()),
        new Odd(
            "a filter that loses values",
            Map.of(
                "orders.csv",
                SmallShop.csv(row ->
                    List.of(
                        row.get(0), row.get(1), row.get(2).equals("3") ? "\"3,5\"" : row.get(2)))),
            config -> with(config, OrdersFormat.ROWS, "TRY_CAST(quantity AS DOUBLE) > 0"),
            400,
            30,
            Map.of("unreadable-filter-values", "433 rows")),
        new Odd(
            "a product table without leading zeros",
            Map.of(
                "orders.csv", SmallShop.csv(row -> row),
                "products.csv", SmallShop.products(id -> id.replaceFirst("^0+", ""))),
            config -> config,
            400,
            30,
            Map.of(
                "unlisted-products", "30 of 30 such products would match but for leading zeros")));
  }

  private static String shop(int first) {
    StringBuilder csv = new StringBuilder(HEADER);
    for (SmallShop.Row row : SmallShop.rows()) {
      if (row.order() >= first && row.order() < first + 200) {
        csv.append(row.order() - first).append(',').append(SmallShop.productId(row.product()));
        csv.append(",1\n");
      }
    }
    return csv.toString();
  }

  private static String lists(String begin, String between, String end) {
    StringBuilder csv = new StringBuilder(HEADER);
    int order = 0;
    for (String line : SmallShop.baskets("\t", p -> p).split("\n", -1)) {
      if (!line.isEmpty()) {
        csv.append(order++).append(',').append(begin);
        csv.append(line.replace("\t", between)).append(end).append(",1\n");
      }
    }
    return csv.toString();
  }

  private static List<String> padded(List<String> products, String with) {
    List<String> padded = new ArrayList<>(products);
    while (padded.size() < 7) {
      padded.add(with);
    }
    return padded;
  }

  private static List<String> concat(String first, List<String> rest) {
    return Stream.concat(Stream.of(first), rest.stream()).toList();
  }

  private static OrdersConfig with(OrdersConfig config, OrdersFormat format, String filter) {
    return new OrdersConfig(
        config.files(), format, "order_id", "product_id", config.separator(), filter);
  }

  private static OrdersConfig ids(
      OrdersConfig config, boolean clean, List<String> nullValues, boolean perFile) {
    return Records.with(
        config,
        Map.of("clean-ids", clean, "null-values", nullValues, "order-ids-per-file", perFile));
  }
}
