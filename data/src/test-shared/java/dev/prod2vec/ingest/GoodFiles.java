package dev.prod2vec.ingest;

import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;

/// Orders of many shapes, and their baskets.
public final class GoodFiles {
  private static final String ORDERS = "order_id,product_id\n1,a\n1,b\n2,a\n";

  private GoodFiles() {}

  /// Makes files and a config.
  public interface Setup {
    Shop of(Shop shop) throws Exception;
  }

  /// One shape.
  ///
  /// @param baskets what they must be
  public record Good(String what, Setup setup, List<String> baskets) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Good good(String what, Setup setup, String... baskets) {
    return new Good(what, setup, List.of(baskets));
  }

  public static Stream<Good> all() {
    return Stream.concat(shapes(), Dialects.readable());
  }

  private static Stream<Good> shapes() {
    return Stream.of(
        good("csv", shop -> shop.withOrders("orders.csv", ORDERS), "1: a b", "2: a"),
        good(
            "csv.gz",
            shop -> shop.withOrders("orders.csv.gz", Shop.gzip(ORDERS)),
            "1: a b",
            "2: a"),
        good(
            "gzip by another name",
            shop -> shop.withOrders("orders.csv", Shop.gzip(ORDERS)),
            "1: a b",
            "2: a"),
        good(
            "Parquet",
            shop ->
                shop.withParquetOrders(
                    "orders.parquet",
                    "SELECT i // 2 AS order_id, -i AS product_id FROM range(4) t(i)"),
            "0: -1 0",
            "1: -2 -3"),
        good(
            "Parquet with text as bytes",
            shop ->
                shop.withParquetOrders(
                    "orders.parquet",
                    "SELECT 1 AS order_id, '\u00e4'::BLOB AS product_id WHERE false"
                        + " UNION ALL SELECT 1, encode('\u00e4')"),
            "1: \u00e4"),
        good(
            "glob and file, columns in another order",
            shop ->
                shop.with("a1.csv", ORDERS)
                    .with("a2.csv", "x,product_id,order_id\n,c,2\n")
                    .with("b.csv", "order_id,product_id\n3,c\n")
                    .withOrderFiles("a*.csv", "b.csv", "a1.csv"),
            "1: a b",
            "2: a c",
            "3: c"),
        good(
            "semicolons",
            shop -> shop.withOrders("orders.csv", ORDERS.replace(',', ';')),
            "1: a b",
            "2: a"),
        good(
            "tabs",
            shop -> shop.withOrders("orders.tsv", ORDERS.replace(',', '\t')),
            "1: a b",
            "2: a"),
        good(
            "byte order mark",
            shop -> shop.withOrders("orders.csv", "\ufeff" + ORDERS),
            "1: a b",
            "2: a"),
        good(
            "CR LF",
            shop -> shop.withOrders("orders.csv", ORDERS.replace("\n", "\r\n")),
            "1: a b",
            "2: a"),
        good(
            "no newline at the end",
            shop -> shop.withOrders("orders.csv", ORDERS.strip()),
            "1: a b",
            "2: a"),
        good(
            "quoted separators, quotes and newlines",
            shop ->
                shop.withOrders(
                    "orders.csv",
                    "order_id,\"product_id\"\n1,\"a,b\"\n1,\"say \"\"b\"\"\"\n2,\"c\nd\"\n"),
            "1: a,b say \"b\"",
            "2: c\nd"),
        good(
            "a quote inside a field",
            shop -> shop.withOrders("orders.csv", "order_id,product_id\n1,6\" nail\n"),
            "1: 6\" nail"),
        good(
            "ids that are no numbers, negative, of 64 bits, with zeros before",
            shop ->
                shop.withOrders(
                    "orders.csv",
                    """
                    order_id,product_id
                    9223372036854775807,-9223372036854775808
                    9223372036854775807,85123A
                    007,85123A
                    7,1e3
                    """),
            "007: 85123A",
            "7: 1e3",
            "9223372036854775807: 85123A -9223372036854775808"),
        good(
            "columns in capitals, with blanks",
            shop -> shop.withOrders("orders.csv", " ORDER_ID , Product_Id,\n1,a,\n"),
            "1: a"),
        good(
            "the same product again in an order",
            shop -> shop.withOrders("orders.csv", ORDERS + "1,a\n1,a\n"),
            "1: a b",
            "2: a"),
        good(
            "rows without an id",
            shop -> shop.withOrders("orders.csv", ORDERS + "3,\n,a\n\"\",\" \"\n"),
            "1: a b",
            "2: a"),
        good(
            "lines of baskets",
            shop -> shop.withLines("b.txt", ",", "whole milk,\"a, b\"\n\nwhole milk,,\n"),
            "1: whole milk a, b",
            "3: whole milk"),
        good(
            "lines of ids between blanks",
            shop -> shop.withLines("b.dat", " ", "2 1 \r\n1\r\n"),
            "1: 1 2",
            "2: 1"),
        good(
            "one basket only", shop -> shop.withOrders("o.csv", ORDERS.substring(0, 28)), "1: a b"),
        good(
            "blanks and invisible marks around ids, in Parquet",
            shop ->
                shop.withParquetOrders(
                    "orders.parquet",
                    "SELECT * FROM (VALUES (' 1', 'a\u00a0'), ('1\t', '\u200bb'), ('1', 'a'), ('2', '\ufeffa'))"
                        + " AS t(order_id, product_id)"),
            "1: a b",
            "2: a"),
        good(
            "the same file names in two folders, with the file in the order's id",
            shop -> {
              Files.createDirectories(shop.folder().resolve("x"));
              Files.createDirectories(shop.folder().resolve("y"));
              Shop both =
                  shop.with("x/o.csv", ORDERS)
                      .with("y/o.csv", "order_id,product_id\n1,c\n,c\n")
                      .withOrderFiles("x/o.csv", "y/o.csv");
              return both.withOrderIdsPerFile();
            },
            "x/o.csv:1: a b",
            "x/o.csv:2: a",
            "y/o.csv:1: c"),
        good(
            "a single product",
            shop -> shop.withOrders("orders.csv", "order_id,product_id\n1,a\n2,a\n"),
            "1: a",
            "2: a"));
  }
}
