package dev.prod2vec.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.prod2vec.file.InputException;
import dev.prod2vec.setting.WrongUseException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever file is given as orders, the message that refuses it fits a screen and says which file
/// it is, what was found and what to do.
class ForeignFilesTest {
  private static final String ROWS =
      "order_id,product_id\n"
          + IntStream.range(0, 1300)
              .mapToObj(i -> String.format(Locale.ROOT, "%d,%05d\n", 100_000 + i / 3, i % 30))
              .collect(Collectors.joining());

  @TempDir private Path folder;

  interface Content {
    byte[] bytes(Path folder) throws Exception;
  }

  /// @param phrases what the message must hold; `FILE` as it stands
  record Foreign(String name, Content content, List<String> phrases) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Foreign bytes(String name, Content content, String... phrases) {
    return new Foreign(name, content, List.of(phrases));
  }

  private static Foreign text(String name, String text, String... phrases) {
    return bytes(name, _ -> text.getBytes(StandardCharsets.UTF_8), phrases);
  }

  /// A file that begins with these bytes, followed by any.
  private static Foreign magic(String name, String magic, String... phrases) {
    return bytes(
        name,
        _ -> {
          byte[] all = new byte[5000];
          for (int i = 0; i < all.length; i++) {
            all[i] = (byte) (i * 31 + i / 7);
          }
          byte[] start = magic.getBytes(StandardCharsets.ISO_8859_1);
          System.arraycopy(start, 0, all, 0, start.length);
          return all;
        },
        phrases);
  }

  private static Foreign encoded(String name, String charset, String... phrases) {
    return bytes(name, _ -> ROWS.getBytes(Charset.forName(charset)), phrases);
  }

  private static String json(String between) {
    return IntStream.range(0, 1300)
        .mapToObj(i ->
            String.format(
                Locale.ROOT, "{\"order_id\": %d, \"product_id\": \"%05d\"}", i / 3, i % 30))
        .collect(Collectors.joining(between));
  }

  private static byte[] parquet(Path folder) throws Exception {
    Path file = folder.resolve("whole.parquet");
    Shop.copy("SELECT i AS order_id, i AS product_id FROM range(9) t(i)", file, "FORMAT parquet");
    return Files.readAllBytes(file);
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] zip(String entry) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(ROWS.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static byte[] duckdb(Path folder) throws Exception {
    Path file = folder.resolve("shop.duckdb");
    try (var connection = DriverManager.getConnection("jdbc:duckdb:" + file);
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE orders AS SELECT 1 AS order_id");
    }
    return Files.readAllBytes(file);
  }

  static Stream<Foreign> foreign() {
    String wide =
        IntStream.range(0, 3000).mapToObj(i -> "item " + i).collect(Collectors.joining(","));
    return Stream.of(
        text(
            "object.json",
            "{\n  \"orders\": [" + json(",\n") + "]}",
            "one object around",
            "hint: jq -c '.orders[]'"),
        text("mac.csv", ROWS.replace('\n', '\r'), "lines that end in CR alone", "tr '\\r' '\\n'"),
        magic("orders.csv.bz2", "BZh91AY&SY", "the bzip2 data are damaged"),
        magic("orders.csv.xz", "\u00fd7zXZ\0", "xz", "hint: xz -dc FILE"),
        magic("orders.7z", "7z\u00bc\u00af'\u001c", "7z archive", "hint: 7z x"),
        magic("orders.csv.lz4", "\u0004\"M\u0018", "lz4", "hint: lz4 -dc"),
        magic("orders.rar", "Rar!\u001a\u0007\u0001", "rar archive", "hint: unrar"),
        magic("orders.feather", "ARROW1\0\0", "feather", "hint: in Python"),
        magic("old.feather", "FEA1", "feather", "hint: in Python"),
        magic("orders.arrows", "\u00ff\u00ff\u00ff\u00ff\u0010", "Arrow stream", "hint:"),
        magic(
            "orders.orc",
            "ORC",
            "ORC file",
            "hint: engine: spark reads orders in it; or in Python"),
        magic(
            "orders.avro",
            "Obj\u0001",
            "Avro file",
            "hint: engine: spark reads orders in it; or save it as"),
        magic("orders.sqlite", "SQLite format 3\0", "SQLite database", "hint: sqlite3 -csv"),
        magic("orders.xls", "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1", "(xls)", "hint:"),
        magic("orders.pdf", "%PDF-1.7\n", "PDF document", "hint:"),
        magic("orders.pickle", "\u0080\u0004\u0095", "Python pickle", "hint: in Python"),
        bytes("orders.duckdb", ForeignFilesTest::duckdb, "DuckDB database", "hint: duckdb FILE"),
        bytes("orders.zip", _ -> zip("orders.csv"), "zip archive", "hint: unzip"),
        bytes("orders.xlsx", _ -> zip("xl/workbook.xml"), "workbook", "hint:"),
        encoded("le.csv", "UTF-16LE", "UTF-16 text without a mark", "encoding: utf-16le"),
        encoded("be.csv", "UTF-16BE", "UTF-16 text without a mark", "encoding: utf-16be"),
        encoded("le-32.csv", "UTF-32LE", "UTF-32", "hint: orders.csv.encoding: utf-32le"),
        encoded("be-32.csv", "UTF-32BE", "UTF-32", "hint: orders.csv.encoding: utf-32be"),
        text(
            "preamble.csv",
            "Sales export\nShop 12; June\n\n" + ROWS,
            "no column \"order_id\"",
            "line 4 looks like the header",
            "hint: orders.csv.skip-lines: 3"),
        text(
            "pointer.csv",
            "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12\n",
            "Git LFS pointer",
            "hint: git lfs pull"),
        text(
            "login.csv",
            "<!DOCTYPE html>\n<html><head><title>Log in</title></head></html>\n",
            "HTML page",
            "hint: download"),
        text("orders.xml", "<?xml version=\"1.0\"?>\n<orders/>\n", "XML", "hint:"),
        bytes(
            "cut.parquet",
            folder -> Arrays.copyOf(parquet(folder), 200),
            "not a complete Parquet file",
            "hint: copy"),
        bytes(
            "orders.parquet.gz",
            folder -> gzip(parquet(folder)),
            "a Parquet file inside gzip",
            "hint: gzip -dc FILE"),
        text(
            "tilde.csv",
            ROWS.replace("product_id", "sku").replace(',', '~'),
            "the delimiter looks to be \"~\"",
            "hint: orders.csv.delimiter: \"~\""),
        text(
            "hive.csv",
            ROWS.replace("product_id", "sku").replace(',', '\u0001'),
            "hint: orders.csv.delimiter: \"\\u0001\""),
        text("wide.csv", wide + "\n", "no column \"order_id\"", "\"item 9\" and 2990 more"),
        text("long.csv", "x".repeat(100_000) + ",b\n1,2\n", "no column", "xxx...\""),
        text("bell.csv", "a\u0007\u001b[31m,b\n1,2\n", "\"a\\u0007\\u001b[31m\", \"b\""),
        text(
            "ragged.csv",
            "order_id,product_id," + wide + "\n1,2\n",
            "ragged.csv:2: 2 fields found, 3002 expected",
            "2992 more"),
        text(
            "twice.csv",
            "order_id,product_id,Product_ID\n1,2,3\n",
            "the header has \"product_id\" (orders.product-column) several times",
            "hint:"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("foreign")
  void isRefusedInTenLinesThatSayWhichFileWhatAndWhatToDo(Foreign foreign) throws Exception {
    Shop shop = Shop.in(folder).withOrders(foreign.name(), foreign.content().bytes(folder));
    assertThatThrownBy(shop::ingest)
        .satisfies(thrown -> assertFitsAScreen(thrown, foreign.name(), foreign.phrases()));
    assertThat(shop.out()).isEmptyDirectory();
  }

  /// The files that are refused before their columns are read.
  static Stream<Foreign> foreignAsLines() {
    List<String> tables =
        List.of(
            "preamble.csv",
            "object.json",
            "cut.parquet",
            "tilde.csv",
            "hive.csv",
            "wide.csv",
            "long.csv",
            "bell.csv",
            "ragged.csv",
            "twice.csv");
    return foreign().filter(foreign -> !tables.contains(foreign.name()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("foreignAsLines")
  void isRefusedAlikeAsLinesOfBaskets(Foreign foreign) throws Exception {
    Shop shop = Shop.in(folder).withLines(foreign.name(), ",", "");
    Files.write(folder.resolve(foreign.name()), foreign.content().bytes(folder));
    assertThatThrownBy(shop::ingest)
        .satisfies(
            thrown -> assertFitsAScreen(thrown, foreign.name(), foreign.phrases().subList(0, 1)));
  }

  @Test
  void parquetIsRefusedAsLinesOfBaskets() throws Exception {
    Shop shop = Shop.in(folder).withLines("orders.parquet", ",", "");
    Files.write(folder.resolve("orders.parquet"), parquet(folder));
    assertThatThrownBy(shop::ingest)
        .satisfies(thrown ->
            assertFitsAScreen(
                thrown, "orders.parquet", List.of("a Parquet file; lines", "orders.format rows")));
  }

  @Test
  void jsonIsRefusedAsLinesOfBaskets() throws Exception {
    for (String text : List.of("[" + json(", ") + "]", json("\n"))) {
      Shop shop = Shop.in(folder).withLines("orders.json", ",", text);
      assertThatThrownBy(shop::ingest)
          .satisfies(thrown ->
              assertFitsAScreen(
                  thrown, "orders.json", List.of("JSON", "hint: orders.format rows reads it")));
    }
  }

  private void assertFitsAScreen(Throwable thrown, String file, List<String> phrases) {
    assertThat(thrown).isInstanceOfAny(InputException.class, WrongUseException.class);
    String message = String.valueOf(thrown.getMessage());
    List<String> expected = new ArrayList<>(phrases);
    expected.add(folder.resolve(file).toString());
    assertThat(message).contains(expected).doesNotContain("\r", "\u001b", "\u0007");
    assertThat(message.lines()).hasSizeLessThanOrEqualTo(10);
    assertThat(message.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(2048);
  }
}
