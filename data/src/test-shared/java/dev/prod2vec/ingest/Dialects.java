package dev.prod2vec.ingest;

import static dev.prod2vec.ingest.BadFiles.input;
import static dev.prod2vec.ingest.BadFiles.setting;
import static dev.prod2vec.ingest.GoodFiles.good;

import com.github.luben.zstd.Zstd;
import dev.prod2vec.ingest.BadFiles.Bad;
import dev.prod2vec.ingest.GoodFiles.Good;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Csv files of many dialects, and what is wrong with some.
public final class Dialects {
  private static final String ORDERS = "order_id,product_id\n1,a\n1,b\n2,a\n";
  private static final String CAFE = "order_id,product_id\n1,caf\u00e9 \u20ac\n1,b\n";

  private Dialects() {}

  private static byte[] in(String charset, String text) {
    return text.getBytes(Charset.forName(charset));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static Stream<Good> readable() {
    return Stream.of(
        good(
            "tildes, found by the columns",
            shop -> shop.withOrders("orders.csv", ORDERS.replace(',', '~')),
            "1: a b",
            "2: a"),
        good(
            "Hive's delimiter, found by the columns",
            shop -> shop.withOrders("orders.csv", ORDERS.replace(',', '\u0001')),
            "1: a b",
            "2: a"),
        good(
            "a delimiter that is set, and commas",
            shop ->
                shop.withOrders("orders.csv", "order_id\u00a6product_id\n1\u00a6a,b\n")
                    .withCsv(Map.of("delimiter", "\u00a6")),
            "1: a,b"),
        good(
            "a tab that is set as an escape",
            shop ->
                shop.withOrders("orders.csv", "order_id\tproduct_id\n1\ta\n")
                    .withCsv(Map.of("delimiter", "\\t")),
            "1: a"),
        good(
            "no quotes",
            shop ->
                shop.withOrders(
                        "orders.tsv",
                        "order_id\tproduct_id\n1\t\"5-inch\" pan\n1\t\"b\n1\tc, \"d\n")
                    .withCsv(Map.of("quote", "none")),
            "1: \"5-inch\" pan \"b c, \"d"),
        good(
            "single quotes",
            shop ->
                shop.withOrders(
                        "orders.csv",
                        "order_id,'product_id'\n1, 'a, b'\n1,'it''s'\n1,\"c\"\n1,'d\ne' \n")
                    .withCsv(Map.of("quote", "'")),
            "1: \"c\" a, b d\ne it's"),
        good(
            "backslashes before quotes, as Spark writes them",
            shop ->
                shop.withOrders(
                        "orders.csv",
                        "order_id,product_id\n1,\"a \\\"1\\\"\"\n1,\"b\\\\c\"\n1,\"d,e\"\n1,\"f\\g\"\n1,\"\"\n")
                    .withCsv(Map.of("escape", "\\")),
            "1: a \"1\" b\\c d,e f\\g"),
        good(
            "backslashes without quotes, as MySQL writes them",
            shop ->
                shop.withOrders(
                        "orders.tsv",
                        "order_id\tproduct_id\n1\ta\\\tb\n1\tc\\\nd\n1\t\\N\n1\t\"\n2\te\\\\f\n")
                    .withCsv(Map.of("escape", "\\", "quote", "none")),
            "1: \" a\tb c\nd",
            "2: e\\f"),
        good(
            "a quote that is said to be written twice",
            shop ->
                shop.withOrders("orders.csv", "order_id,product_id\n1,\"a \"\"b\"\"\"\n")
                    .withCsv(Map.of("escape", "\"")),
            "1: a \"b\""),
        good(
            "no header, columns by number",
            shop ->
                shop.withOrders("orders.csv", "1,x,a\n1,\"y\nz\",b\n\n2,,a\n")
                    .withOrderSettings(Map.of("order-column", List.of("1"), "product-column", "3"))
                    .withOrderSettings(Map.of("filter", "column2 IS DISTINCT FROM 'x'"))
                    .withCsv(Map.of("header", false)),
            "1: b",
            "2: a"),
        good(
            "no header, columns by name, lines to skip",
            shop ->
                shop.withOrders("orders.csv", "\ufeffan \"export\n1;a\n1;b\n")
                    .withOrderSettings(
                        Map.of("order-column", List.of("COLUMN1"), "product-column", "column2"))
                    .withCsv(Map.of("header", false, "skip-lines", 1)),
            "1: a b"),
        good(
            "lines to skip, comments, blank lines before the header",
            shop ->
                shop.withOrders(
                        "orders.csv",
                        "Sales export\nShop \"12\n# today\n\norder_id,product_id\n1,a\n# 1,c\n1,\"b\n#d\"\n")
                    .withCsv(Map.of("skip-lines", 2, "comment", "#")),
            "1: a b\n#d"),
        good(
            "the separator in the first line, as Excel writes it",
            shop -> shop.withOrders("orders.csv", "sep=;\r\norder_id;product_id\r\n1;a,b\r\n"),
            "1: a,b"),
        good(
            "windows-1252",
            shop ->
                shop.withOrders("orders.csv", in("windows-1252", CAFE))
                    .withCsv(Map.of("encoding", "cp1252")),
            "1: b caf\u00e9 \u20ac"),
        good(
            "windows-1252 in gzip",
            shop ->
                shop.withOrders("orders.csv.gz", Shop.gzip(in("windows-1252", CAFE)))
                    .withCsv(Map.of("encoding", "windows-1252")),
            "1: b caf\u00e9 \u20ac"),
        good(
            "windows-1252 in zstd",
            shop ->
                shop.withOrders("orders.csv.zst", Zstd.compress(in("windows-1252", CAFE)))
                    .withCsv(Map.of("encoding", "WINDOWS-1252", "comment", "#")),
            "1: b caf\u00e9 \u20ac"),
        good(
            "latin-1, and three bytes that are no UTF-8",
            shop ->
                shop.withOrders(
                        "orders.csv",
                        in("ISO-8859-1", "order_id,product_id\n1,\u00e9\u00e8\u00e0\n"))
                    .withCsv(Map.of("encoding", "latin-1")),
            "1: \u00e9\u00e8\u00e0"),
        good(
            "Shift JIS",
            shop ->
                shop.withOrders(
                        "orders.csv", in("Shift_JIS", "order_id,product_id\n1,\u8868\u793a\n"))
                    .withCsv(Map.of("encoding", "shift-jis")),
            "1: \u8868\u793a"),
        good(
            "UTF-16 with a mark",
            shop -> shop.withOrders("orders.csv", in("UTF-16LE", "\ufeff" + CAFE)),
            "1: b caf\u00e9 \u20ac"),
        good(
            "UTF-16 of the other order, in gzip",
            shop -> shop.withOrders("orders.csv.gz", Shop.gzip(in("UTF-16BE", "\ufeff" + CAFE))),
            "1: b caf\u00e9 \u20ac"),
        good(
            "UTF-16 without a mark",
            shop ->
                shop.withOrders("orders.csv", in("UTF-16LE", CAFE))
                    .withCsv(Map.of("encoding", "utf-16")),
            "1: b caf\u00e9 \u20ac"),
        good(
            "UTF-32 with a mark",
            shop -> shop.withOrders("orders.csv", in("UTF-32BE", "\ufeff" + CAFE)),
            "1: b caf\u00e9 \u20ac"),
        good(
            "decimal commas in a filter",
            shop ->
                shop.withOrders(
                        "orders.csv",
                        "order_id;product_id;amount\n1;a;2,5\n1;b;1,5\n2;a;1.234,5\n2;c;-3\n3;d;\n")
                    .withOrderSettings(Map.of("filter", "amount > 2", "decimal-comma", true)),
            "1: a",
            "2: a"),
        good(
            "lines of baskets in another dialect",
            shop ->
                shop.withLines("b.txt", ",", "")
                    .withOrders(
                        "b.txt",
                        in("windows-1252", "export\n# today\n\u00e9,\"5\" pan\n#\n'b,c',\u00e9\n"))
                    .withCsv(
                        Map.of(
                            "encoding",
                            "windows-1252",
                            "skip-lines",
                            1,
                            "comment",
                            "#",
                            "quote",
                            "'")),
            "3: \u00e9 \"5\" pan",
            "5: \u00e9 b,c"));
  }

  public static Stream<Bad> refused() {
    return Stream.of(
        setting(
            "another delimiter than the one that is set",
            shop -> shop.withOrders("orders.csv", ORDERS).withCsv(Map.of("delimiter", ";")),
            "FOLDER/orders.csv: no column \"order_id\" (orders.order-column); the columns are"
                + " \"order_id,product_id\"; the delimiter looks to be \",\"",
            "hint: orders.csv.delimiter: \",\""),
        setting(
            "no header",
            shop -> shop.withOrders("orders.csv", "100000,00455,1\n"),
            "the columns are \"100000\", \"00455\", \"1\"",
            "hint: if the file has no header, orders.csv.header: false, and numbers such as 1"),
        setting(
            "a column by number in a file with a header",
            shop ->
                shop.withOrders("orders.csv", ORDERS)
                    .withOrderSettings(Map.of("order-column", List.of("1"))),
            "no column \"1\" (orders.order-column)",
            "hint: if the file has no header, orders.csv.header: false"),
        setting(
            "names of columns in a file without a header",
            shop -> shop.withOrders("orders.csv", "1,a\n").withCsv(Map.of("header", false)),
            "no column \"order_id\" (orders.order-column); the columns are \"column1\", \"column2\"",
            "hint: without a header, columns are called column1"),
        setting(
            "too few columns without a header",
            shop ->
                shop.withOrders("orders.csv", "1,a\n")
                    .withOrderSettings(Map.of("order-column", List.of("1"), "product-column", "3"))
                    .withCsv(Map.of("header", false)),
            "no column \"3\" (orders.product-column); the columns are \"column1\", \"column2\""),
        setting(
            "lines above the header",
            shop -> shop.withOrders("orders.csv", "Export\n\n" + ORDERS),
            "line 3 looks like the header",
            "hint: orders.csv.skip-lines: 2"),
        setting(
            "a header that is skipped",
            shop -> shop.withOrders("orders.csv", ORDERS).withCsv(Map.of("skip-lines", 1)),
            "line 1 looks like the header",
            "hint: orders.csv.skip-lines: 0"),
        input(
            "all lines are skipped",
            shop -> shop.withOrders("orders.csv", ORDERS).withCsv(Map.of("skip-lines", 9)),
            "FOLDER/orders.csv: all 4 lines are skipped, by orders.csv.skip-lines (9)"),
        input(
            "the separator of Excel alone",
            shop -> shop.withOrders("orders.csv", "sep=;\n"),
            "FOLDER/orders.csv: the file has 1 lines"),
        input(
            "a byte that windows-1252 does not have",
            shop ->
                shop.withOrders("orders.csv", in("ISO-8859-1", ORDERS + "3,\u00e9\n3,\u0081\n"))
                    .withCsv(Map.of("encoding", "windows-1252")),
            "FOLDER/orders.csv:6: not windows-1252, which has no character for the byte 81",
            "hint: orders.csv.encoding"),
        input(
            "bytes that Shift JIS does not have, after many lines",
            shop ->
                shop.withOrders(
                        "orders.csv.gz",
                        Shop.gzip(in("ISO-8859-1", ORDERS + "3,a\n".repeat(50_000) + "3,\u0081\n")))
                    .withCsv(Map.of("encoding", "shift_jis")),
            "FOLDER/orders.csv.gz:50005: not Shift_JIS"),
        input(
            "UTF-8 that is called windows-1252",
            shop ->
                shop.withOrders("orders.csv", utf8(CAFE + "2,\u00e8\n"))
                    .withCsv(Map.of("encoding", "windows-1252")),
            "FOLDER/orders.csv: is UTF-8, also where it is not ASCII, but orders.csv.encoding is"
                + " windows-1252",
            "hint: leave the key out"),
        input(
            "a mark of UTF-8 in what is called latin-1",
            shop ->
                shop.withOrders("orders.csv", "\ufeff" + ORDERS)
                    .withCsv(Map.of("encoding", "latin-1")),
            "begins with the byte order mark of UTF-8, but orders.csv.encoding is latin-1",
            "hint: leave orders.csv.encoding out"),
        input(
            "ASCII that is called UTF-16",
            shop -> shop.withOrders("orders.csv", ORDERS).withCsv(Map.of("encoding", "utf-16le")),
            "orders.csv.encoding is utf-16le, but the file has neither a byte order mark nor"),
        input(
            "UTF-16 that is called UTF-8",
            shop ->
                shop.withOrders("orders.csv", in("UTF-16LE", "\ufeff" + ORDERS))
                    .withCsv(Map.of("encoding", "utf-8")),
            "FOLDER/orders.csv: UTF-16 text;",
            "hint: orders.csv.encoding: utf-16 reads it"),
        input(
            "half a character of UTF-16",
            shop -> {
              byte[] text = in("UTF-16LE", "\ufeff" + ORDERS + "3,x\n");
              text[text.length - 3] = (byte) 0xd8;
              return shop.withOrders("orders.csv", text);
            },
            "FOLDER/orders.csv:5: not UTF-16"),
        input(
            "a NUL in UTF-16",
            shop -> shop.withOrders("orders.csv", in("UTF-16LE", "\ufeff" + ORDERS + "3,c\0\n")),
            "FOLDER/orders.csv:5: NUL byte"),
        input(
            "a workbook with an encoding",
            shop ->
                shop.withOrders("orders.xlsx", utf8("PK\3\4 xl/ and more"))
                    .withCsv(Map.of("encoding", "windows-1252")),
            "FOLDER/orders.xlsx: the workbook cannot be read: "),
        input(
            "windows-1252 in products",
            shop ->
                shop.withOrders("orders.csv", ORDERS)
                    .withProductBytes(
                        "p.csv", in("windows-1252", "product_id,product_name\na,caf\u00e9\n")),
            "FOLDER/p.csv:2: not UTF-8",
            "hint: products.csv.encoding: windows-1252"),
        input(
            "too many fields, after comments and fields of several lines",
            shop ->
                shop.withOrders(
                        "orders.csv", "x\n#\norder_id,product_id\n1,'a\nb'\n#\n\n2,a,'c'\n3,a\n")
                    .withCsv(Map.of("skip-lines", 1, "comment", "#", "quote", "'")),
            "FOLDER/orders.csv:8: 3 fields found, 2 expected, as the header has"),
        input(
            "too many fields, without a header",
            shop ->
                shop.withOrders("orders.csv", "x\n1,a\n\n2,a,c\n")
                    .withOrderSettings(Map.of("order-column", List.of("1"), "product-column", "2"))
                    .withCsv(Map.of("skip-lines", 1, "header", false)),
            "FOLDER/orders.csv:4: 3 fields found, 2 expected, as the first row has"),
        input(
            "a single quote that is never closed",
            shop ->
                shop.withOrders("orders.csv", ORDERS + "3,'a\n4,b\n").withCsv(Map.of("quote", "'")),
            "FOLDER/orders.csv:5: a field begins with a quote that is not closed"),
        input(
            "text after a closed quote",
            shop ->
                shop.withOrders("orders.csv", ORDERS + "3,\"a\" b\n")
                    .withCsv(Map.of("escape", "\\")),
            "FOLDER/orders.csv:5: a field begins with a quote that is not closed"),
        input(
            "a quote in the header that is never closed, after skipped lines",
            shop ->
                shop.withOrders("orders.csv", "x\norder_id,\"product_id\n1,a\n")
                    .withCsv(Map.of("skip-lines", 1)),
            "FOLDER/orders.csv:2: a quote in the header is never closed"),
        setting(
            "a decimal point beside decimal commas",
            shop ->
                shop.withOrders("orders.csv", "order_id;product_id;amount\n1;a;2,5\n1;b;1.5\n")
                    .withOrderSettings(Map.of("filter", "amount > 2", "decimal-comma", true)),
            "orders.filter: FOLDER/orders.csv",
            "1.5 (decimal comma expected)",
            "hint: orders.decimal-comma holds for every number"),
        setting(
            "a decimal comma that is not set",
            shop ->
                shop.withOrders("orders.csv", "order_id;product_id;amount\n1;a;2,5\n1;b;1,75\n")
                    .withOrderSettings(Map.of("filter", "amount > 2")),
            "hint: CAST(replace(amount, ',', '.') AS DOUBLE) reads its numbers; or set"
                + " orders.decimal-comma: true"),
        setting(
            "a decimal comma without a filter",
            shop ->
                shop.withOrders("orders.csv", ORDERS)
                    .withOrderSettings(Map.of("decimal-comma", true)),
            "orders.decimal-comma: is given, but has no effect"),
        setting(
            "a delimiter for lines of baskets",
            shop -> shop.withLines("b.txt", ",", "a,b\n").withCsv(Map.of("delimiter", ";")),
            "orders.csv.delimiter: is given, but has no effect: orders.format is baskets",
            "hint: orders.separator is between the products of a line"),
        setting(
            "no header for lines of baskets",
            shop -> shop.withLines("b.txt", ",", "a,b\n").withCsv(Map.of("header", false)),
            "orders.csv.header: is given, but has no effect"),
        setting(
            "joined files without a header",
            shop ->
                shop.withOrders("orders.csv", ORDERS)
                    .withProducts("products.csv", "a,A,1\n")
                    .with("aisles.csv", "1,fruit\n")
                    .withCategories(List.of("3"), "aisles.csv")
                    .withProductCsv(Map.of("header", false)),
            "products.join-files: is given, but has no effect: files are joined by the name of a"
                + " column, and products.csv.header is false"),
        setting(
            "no quotes, without a product table",
            shop -> shop.withOrders("orders.csv", ORDERS).withProductCsv(Map.of("quote", "none")),
            "products.csv.quote: is given, but has no effect: there is no product table"));
  }
}
