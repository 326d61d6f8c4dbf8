package dev.prod2vec.ingest;

import dev.prod2vec.file.InputException;
import dev.prod2vec.prepared.BasketsConfig;
import dev.prod2vec.setting.WrongUseException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Every kind of bad input, and what its message must say.
public final class BadFiles {
  private static final String ORDERS = "order_id,product_id\n1,a\n1,b\n2,a\n";

  private BadFiles() {}

  /// Makes files and a config.
  public interface Setup {
    Shop of(Shop shop) throws Exception;
  }

  /// One kind.
  ///
  /// @param parts all of them must be in the message; FOLDER stands for the input folder
  public record Bad(
      String what, Class<? extends RuntimeException> exception, Setup setup, List<String> parts) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Bad setting(String what, Setup setup, String... parts) {
    return new Bad(what, WrongUseException.class, setup, List.of(parts));
  }

  static Bad input(String what, Setup setup, String... parts) {
    return new Bad(what, InputException.class, setup, List.of(parts));
  }

  public static Stream<Bad> files() {
    return Stream.of(
        setting("no files", shop -> shop, "orders.files: no file is given"),
        setting(
            "missing file",
            shop -> shop.with("orders.csv", ORDERS).withOrderFiles("order.csv"),
            "orders.files: no file FOLDER/order.csv\nhint: did you mean FOLDER/orders.csv?"),
        setting(
            "missing folder",
            shop -> shop.withOrderFiles("gone/orders.csv"),
            "orders.files: no file FOLDER/gone/orders.csv; there is no folder FOLDER/gone"),
        setting(
            "file that is in the current directory",
            shop -> shop.withOrderFiles("pom.xml"),
            "orders.files: no file FOLDER/pom.xml\nhint: the current directory has pom.xml, but paths in"
                + " a config file are relative to its folder"),
        setting(
            "missing products",
            shop -> shop.withOrders("orders.csv", ORDERS).withProductFiles("products.csv"),
            "products.files: no file FOLDER/products.csv"),
        setting(
            "folder",
            shop -> shop.withOrderFiles("out"),
            "orders.files: FOLDER/out is a folder",
            "hint: there is no file in it"),
        setting(
            "glob without a match",
            shop -> shop.withOrderFiles("*.txt"),
            "orders.files: no file matches FOLDER/*.txt"),
        input(
            "empty file",
            shop -> shop.withOrders("orders.csv", ""),
            "FOLDER/orders.csv: the file is empty; a header and rows expected"),
        input(
            "empty gzip",
            shop -> shop.withOrders("orders.csv.gz", Shop.gzip("")),
            "FOLDER/orders.csv.gz: the file is empty"),
        input(
            "header only",
            shop -> shop.withOrders("orders.csv", "order_id,product_id\n"),
            "FOLDER/orders.csv: no orders; the header has no rows after it"),
        input(
            "blank header",
            shop -> shop.withOrders("orders.csv", "\n1,a\n"),
            "FOLDER/orders.csv:1: the line is blank",
            "hint: orders.csv.skip-lines: 1"),
        input(
            "gzip cut short",
            shop -> {
              byte[] all = Shop.gzip(ORDERS.repeat(1000));
              return shop.withOrders("orders.csv.gz", Arrays.copyOf(all, all.length - 9));
            },
            "FOLDER/orders.csv.gz: the gzip data end in the middle; was the file copied"),
        input(
            "gzip cut in its header",
            shop -> shop.withOrders("orders.csv.gz", Arrays.copyOf(Shop.gzip(ORDERS), 7)),
            "FOLDER/orders.csv.gz: the gzip data end in the middle"),
        input(
            "gzip with a wrong checksum",
            shop -> {
              byte[] all = Shop.gzip(ORDERS);
              all[all.length - 6] ^= 1;
              return shop.withOrders("orders.csv.gz", all);
            },
            "FOLDER/orders.csv.gz: the gzip data are damaged"),
        input(
            "Parquet cut short",
            shop -> {
              shop.withParquetOrders("all.parquet", "SELECT 1 AS order_id, 2 AS product_id");
              byte[] all = Files.readAllBytes(shop.folder().resolve("all.parquet"));
              return shop.withOrders("orders.parquet", Arrays.copyOf(all, all.length - 20));
            },
            "FOLDER/orders.parquet: not a complete Parquet file"),
        input(
            "csv called Parquet",
            shop -> shop.withOrders("orders.parquet", ORDERS),
            "FOLDER/orders.parquet: not a complete Parquet file"),
        input(
            "workbook",
            shop -> shop.withOrders("orders.xlsx", "PK\3\4 and more"),
            "FOLDER/orders.xlsx: a zip archive or an Excel workbook; csv, JSON, xlsx or Parquet"),
        input(
            "UTF-16",
            shop -> shop.withOrders("orders.csv", ORDERS.getBytes(StandardCharsets.UTF_16LE)),
            "FOLDER/orders.csv: UTF-16 text without a mark;",
            "hint: orders.csv.encoding: utf-16le reads it"));
  }

  public static Stream<Bad> content() {
    return Stream.of(
        input(
            "invalid UTF-8",
            shop ->
                shop.withOrders(
                    "orders.csv",
                    "order_id,product_id\n1,a\n2,caf\u00e9\n"
                        .getBytes(StandardCharsets.ISO_8859_1)),
            "FOLDER/orders.csv:3: not UTF-8",
            "hint: orders.csv.encoding: windows-1252 reads it"),
        input(
            "invalid UTF-8 in the header",
            shop ->
                shop.withOrders(
                    "orders.csv",
                    "order_id,product_id,\u00e9\n".getBytes(StandardCharsets.ISO_8859_1)),
            "FOLDER/orders.csv:1: not UTF-8"),
        input(
            "NUL byte in an id",
            shop -> shop.withOrders("orders.csv", ORDERS + "3,c\0d\n"),
            "FOLDER/orders.csv:5: NUL byte"),
        input(
            "NUL byte in a name",
            shop ->
                shop.withOrders("orders.csv", ORDERS)
                    .withProducts("products.csv", "product_id,product_name\na,A\0\n"),
            "FOLDER/products.csv:2: NUL byte"),
        input(
            "NUL byte in Parquet",
            shop ->
                shop.withParquetOrders(
                    "orders.parquet", "SELECT 1 AS order_id, 'a' || chr(0) AS product_id"),
            "FOLDER/orders.parquet: product id a\\0 holds a NUL byte"),
        input(
            "too few fields",
            shop -> shop.withOrders("orders.csv", ORDERS + "3\n"),
            "FOLDER/orders.csv:5: 1 fields found, 2 expected, as the header has (\"order_id\""),
        input(
            "too many fields",
            shop -> shop.withOrders("orders.csv", ORDERS + "3,a,b\n"),
            "FOLDER/orders.csv:5: 3 fields found, 2 expected"),
        input(
            "quote that is never closed",
            shop -> shop.withOrders("orders.csv", ORDERS + "3,\"a\n4,b\n"),
            "FOLDER/orders.csv:5: a field begins with a quote that is not closed",
            "orders.csv.escape: '\\' if a backslash is before it, orders.csv.quote: none if"),
        input(
            "quote in the header that is never closed",
            shop -> shop.withOrders("orders.csv", "order_id,\"product_id\n1,a\n"),
            "FOLDER/orders.csv:1: a quote in the header is never closed"),
        input(
            "mixed line ends",
            shop -> shop.withOrders("orders.csv", "order_id,product_id\r\n1,a\n1,b\r\n"),
            "FOLDER/orders.csv: the lines end differently",
            "hint: dos2unix"),
        input(
            "no id at all",
            shop -> shop.withOrders("orders.csv", "order_id,product_id\n1,\n, \n"),
            "FOLDER/orders.csv: none of the 2 rows that meet the filter has both an order id and"),
        input(
            "too rare products",
            shop ->
                shop.withOrders("orders.csv", ORDERS)
                    .withBaskets(new BasketsConfig(3, 10, 10, 0, 0, 1)),
            "no product is in 3 or more training orders (baskets.min-count); the most frequent is"
                + " in 2"),
        input(
            "everything one order",
            shop ->
                shop.withOrders(
                        "orders.csv", "order_id,product_id\n" + "1,a\n1,b\n1,c\n".repeat(40))
                    .withBaskets(BasketsConfig.DEFAULT),
            "no product is in 5 or more training orders (baskets.min-count); the most frequent is in",
            "\n1 order and 3 products were read from 120 rows; the largest order, 1, has 3 products\n"),
        input(
            "everything one order of many products",
            shop ->
                shop.withOrders(
                        "orders.csv",
                        "order_id,product_id\n"
                            + IntStream.range(0, 100)
                                .mapToObj(i -> "1," + i + "\n")
                                .collect(Collectors.joining()))
                    .withBaskets(BasketsConfig.DEFAULT),
            "\nhint: is orders.order-column right? It is \"order_id\""),
        input(
            "lists in fields",
            shop ->
                shop.withOrders(
                        "orders.csv", "order_id,product_id\n1,\"{'a','b'}\"\n2,\"{'b','c'}\"\n")
                    .withBaskets(BasketsConfig.DEFAULT),
            "hint: product ids look like lists, for example {'a','b'}"),
        input(
            "lines of baskets with another separator",
            shop ->
                shop.withLines("baskets.txt", ",", "a;b\nb;c\nc;a\n")
                    .withBaskets(BasketsConfig.DEFAULT),
            "hint: most lines hold a single product: is orders.separator right? It is \",\""),
        input(
            "null values alone",
            shop -> shop.withOrders("orders.csv", "order_id,product_id\n1,NA\nnull,a\n"),
            "none of the 2 rows that meet the filter has both an order id and a product id; NA, null"
                + " stand for a missing one\nhint: orders.null-values names what does; it is NA, N/A"),
        input(
            "empty lines of baskets",
            shop -> shop.withLines("baskets.txt", ",", ""),
            "FOLDER/baskets.txt: the file is empty"),
        input(
            "blank lines of baskets",
            shop -> shop.withLines("baskets.txt", ",", "\n  \n,,\n"),
            "FOLDER/baskets.txt: no orders; every line is blank"),
        input(
            "invalid UTF-8 in lines of baskets",
            shop -> {
              Shop lines = shop.withLines("baskets.txt", ",", "");
              return lines.withOrders("baskets.txt", new byte[] {'a', '\n', (byte) 0xff, '\n'});
            },
            "FOLDER/baskets.txt:2: not UTF-8"),
        input(
            "NUL byte in lines of baskets",
            shop -> shop.withLines("baskets.txt", ",", "a\nb\0\n"),
            "FOLDER/baskets.txt:2: NUL byte"),
        input(
            "quote in lines of baskets",
            shop -> shop.withLines("baskets.txt", ",", "a,b\n\"a,b\n"),
            "FOLDER/baskets.txt:2: a quote that is not closed"));
  }

  public static Stream<Bad> columns() {
    return Stream.of(
        setting(
            "missing column",
            shop -> shop.withOrders("orders.csv", "orderid,product,quantity\n1,2,3\n"),
            "FOLDER/orders.csv: no column \"order_id\" (orders.order-column);"
                + " the columns are \"orderid\", \"product\", \"quantity\"",
            "\nhint: did you mean \"orderid\"?"),
        setting(
            "missing column of the second file",
            shop ->
                shop.with("a.csv", ORDERS)
                    .with("b.csv", "order_id,sku\n1,2\n")
                    .withOrderFiles("a.csv", "b.csv"),
            "FOLDER/b.csv: no column \"product_id\" (orders.product-column)"),
        setting(
            "missing name column",
            shop ->
                shop.withOrders("orders.csv", ORDERS)
                    .withProducts("products.csv", "product_id,productname\n1,2\n"),
            "FOLDER/products.csv: no column \"product_name\" (products.name-column)",
            "hint: did you mean \"productname\"?"),
        setting(
            "missing category",
            shop ->
                shop.withOrders("orders.csv", ORDERS)
                    .withProducts("products.csv", "product_id,product_name,aisle_id\n1,2,3\n")
                    .with("aisles.csv", "aisle_id,aisle\n3,fruit\n")
                    .withCategories(List.of("isle"), "aisles.csv"),
            "no column \"isle\" (products.category-columns); the columns are",
            "hint: did you mean \"aisle\"?"),
        setting(
            "category called as another column",
            shop ->
                shop.withOrders("orders.csv", ORDERS)
                    .withProducts("products.csv", "product_id,product_name,count\n1,2,3\n")
                    .withCategories(List.of("count")),
            "products.category-columns: \"count\" is taken or given twice; taken are index,"
                + " product_id"),
        setting(
            "category twice",
            shop ->
                shop.withOrders("orders.csv", ORDERS)
                    .withProducts("products.csv", "product_id,product_name,aisle\n1,2,3\n")
                    .withCategories(List.of("aisle", "Aisle")),
            "products.category-columns: \"Aisle\" is taken or given twice"),
        setting(
            "joined file that shares no column",
            shop ->
                shop.withOrders("orders.csv", ORDERS)
                    .withProducts("products.csv", "product_id,product_name\n1,2\n")
                    .with("aisles.csv", "aisle_id,aisle\n3,fruit\n")
                    .withCategories(List.of("aisle"), "aisles.csv"),
            "products.join-files: FOLDER/aisles.csv shares no column with FOLDER/products.csv"),
        input(
            "joined file with a key twice",
            shop ->
                shop.withOrders("orders.csv", ORDERS)
                    .withProducts("products.csv", "product_id,product_name,aisle_id\n1,2,3\n")
                    .with("aisles.csv", "aisle_id,aisle\n3,fruit\n3,nuts\n")
                    .withCategories(List.of("aisle"), "aisles.csv"),
            "FOLDER/aisles.csv: aisle_id 3 appears more than once"),
        setting(
            "order ids in lists",
            shop ->
                shop.withParquetOrders("orders.parquet", "SELECT [1] AS order_id, 2 AS product_id"),
            "FOLDER/orders.parquet: column \"order_id\" (orders.order-column) holds INTEGER[];"
                + " text or whole numbers expected"));
  }
}
