package dev.prod2vec.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.setting.Records;
import dev.prod2vec.store.Stores;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DialectTest {
  @TempDir private Path folder;

  /// Each letter as likely as each character that means something in one of the dialects.
  private static String field(Random random) {
    String letters = "ab\"'\\,;\n #\u00e9\u20ac";
    return random
        .ints(1 + random.nextInt(6), 0, letters.length())
        .mapToObj(i -> String.valueOf(letters.charAt(i)))
        .collect(Collectors.joining());
  }

  private static String quoted(String field, CsvConfig csv) {
    String quote = csv.quote();
    return csv.escape().isEmpty()
        ? quote + field.replace(quote, quote + quote) + quote
        : quote
            + field
                .replace(csv.escape(), csv.escape() + csv.escape())
                .replace(quote, csv.escape() + quote)
            + quote;
  }

  /// As MySQL writes it.
  private static String escaped(String field, CsvConfig csv) {
    return field.replaceAll("([\\\\\n" + csv.delimiter() + "])", "\\\\$1");
  }

  @Test
  void anyTextOfAnyDialectIsReadBackByDuckDb() throws Exception {
    List<CsvConfig> dialects =
        List.of(
            csv(Map.of("delimiter", ";", "quote", "'")),
            csv(Map.of("delimiter", ",", "escape", "\\")),
            csv(Map.of("delimiter", "\t", "escape", "\\", "quote", "'", "comment", "#")),
            csv(Map.of("delimiter", ";", "escape", "\\", "quote", "none")));
    for (CsvConfig csv : dialects) {
      Random random = new Random(1);
      List<String> ids = new ArrayList<>();
      StringBuilder text = new StringBuilder("x\n\norder_id" + csv.delimiter() + "id\n");
      for (int row = 0; row < 2000; row++) {
        String id = "i" + field(random) + "i";
        ids.add(id);
        text.append(row)
            .append(csv.delimiter())
            .append(csv.quote().equals("none") ? escaped(id, csv) : quoted(id, csv))
            .append(row % 7 == 0 && !csv.comment().isEmpty() ? "\n# \"'\\\n" : "\n");
      }
      Path file = folder.resolve("orders.csv");
      Files.write(file, text.toString().getBytes(Charset.forName("windows-1252")));
      Dialect dialect =
          new Dialect(
              "orders.csv", Records.with(csv, Map.of("skip-lines", 2, "encoding", "cp1252")));
      Input utf8 = Utf8Text.of(Input.of(file), dialect, folder);
      Header header = Header.read(utf8, List.of("order_id", "id"), dialect);
      Input usual = RewrittenCsv.of(utf8, header.layout(), dialect, folder);
      List<String> read =
          Shop.select(
              "SELECT id FROM read_csv(%s, auto_detect = false, header = true, skip = 2, delim = '%s', quote = '\"', escape = '\"', columns = {'order_id': 'INT', 'id': 'VARCHAR'}) ORDER BY order_id"
                  .formatted(Sql.text(usual.path()), csv.delimiter()));
      assertThat(read).as(csv.toString()).isEqualTo(ids);
      try (var lines = Files.lines(usual.path())) {
        assertThat(lines.count()).isEqualTo(text.chars().filter(c -> c == '\n').count());
      }
    }
  }

  private static CsvConfig csv(Map<String, ?> settings) {
    return Records.with(CsvConfig.DEFAULT, settings);
  }

  @Test
  void aTextOfAnyLengthIsConvertedLikeTheWhole() throws Exception {
    Random random = new Random(2);
    for (String charset : List.of("UTF-16", "UTF-16LE", "Shift_JIS", "GB18030", "UTF-32")) {
      StringBuilder text = new StringBuilder();
      while (text.length() < 200_000) {
        text.append(List.of("a", "\u8868", "\u793a", "\n", ",").get(random.nextInt(5)));
        text.append(charset.equals("Shift_JIS") ? "" : Character.toString(0x1f34e));
      }
      Path file = folder.resolve(charset);
      Files.write(file, text.toString().getBytes(Charset.forName(charset)));
      Dialect dialect = new Dialect("orders.csv", csv(Map.of("encoding", charset)));
      assertThat(Files.readString(Utf8Text.of(Input.of(file), dialect, folder).path()))
          .isEqualTo(text.toString());
    }
  }

  @Test
  void ordersAndProductsHaveDialectsOfTheirOwn() throws Exception {
    Shop shop =
        Shop.in(folder)
            .withOrders("orders.csv", "1|a\n1|\u00e9\n")
            .withOrderSettings(Map.of("order-column", List.of("1"), "product-column", "2"))
            .withCsv(Map.of("header", false))
            .withProductBytes(
                "products.csv",
                "Stock\nproduct_id;product_name;aisle_id\na;'cr\u00e8me; \"x\"';1\n\u00e9;\u00e9t\u00e9;2\n"
                    .getBytes(Charset.forName("windows-1252")))
            .withProductCsv(Map.of("encoding", "windows-1252", "quote", "'", "skip-lines", 1));
    Files.write(
        folder.resolve("aisles.csv"),
        "Stock\naisle_id,aisle\n1,Caf\u00e9\n2,'th\u00e9'\n".getBytes(Charset.forName("cp1252")));
    IngestReport report = shop.withCategories(List.of("aisle"), "aisles.csv").ingest();
    assertThat(
            Shop.select(
                "SELECT product_id || ' ' || product_name || ' ' || aisle FROM read_parquet(%s)"
                    .formatted(Sql.text(shop.out().resolve(PreparedData.VOCABULARY)))))
        .containsExactly("a cr\u00e8me; \"x\" Caf\u00e9", "\u00e9 \u00e9t\u00e9 th\u00e9");
    assertThat(report.inputs())
        .allSatisfy(input -> assertThat(input.path()).startsWith(folder.toString()))
        .allSatisfy(
            input -> assertThat(input.bytes()).isEqualTo(Files.size(Path.of(input.path()))));
    assertThat(report.inputs().getFirst().delimiter()).isEqualTo("|");
  }

  @Test
  void aConversionOfTheUsersOwnIsNotHelpedByTheKey() throws Exception {
    Shop shop =
        Shop.in(folder)
            .withOrders("orders.csv", "order_id;product_id;amount\n1;a;2,5\n")
            .withFilter("CAST(amount AS DOUBLE) > 2");
    assertThatThrownBy(shop::ingest)
        .hasMessageContaining("hint: CAST(replace(amount, ',', '.') AS DOUBLE) reads its numbers")
        .hasMessageNotContaining("decimal-comma");
  }

  @Test
  void aCommentAndADelimiterAreDifferentCharacters() {
    Dialect dialect = new Dialect("orders.csv", csv(Map.of("comment", ";")));
    assertThat(Header.found("a;b", ';', List.of("a"), dialect)).isZero();
  }

  @Test
  void rowsThatAreBrokenAreNamedByTheirLineInTheFile() throws Exception {
    Vocabulary vocabulary =
        new Vocabulary(List.of(), List.of(new Product(0, "a", "A", List.of(), 9)));
    Path file = folder.resolve("b.csv");
    Files.writeString(file, "x \"\n7,a,x\n7,a,\"two\nlines\"\n#\n2,a\n\n3,a,z,w\n,a,ok\n1,a,b\n");
    for (Map<String, ?> more : List.of(Map.of("comment", "#"), Map.of("escape", "\\"))) {
      CsvConfig csv = Records.with(csv(Map.of("header", false, "skip-lines", 1)), more);
      OrdersConfig config =
          Records.with(
              OrdersConfig.DEFAULT,
              Map.of("files", List.of(file.toString()), "csv", csv, "order-column", List.of("1")));
      try (BasketFile baskets =
          BasketFile.read(
              Records.with(config, "product-column", "2"), vocabulary, Stores.local(), folder)) {
        assertThat(baskets.page(0, 9).ids()).containsExactly("7", "1");
        assertThat(baskets.faults().named().stream().map(s -> s.replace(file + ":", "")))
            .endsWith(
                "6: 2 fields found, 3 expected, as the first row has",
                "8: 4 fields found, 3 expected, as the first row has",
                "9: no order id; both expected");
      }
    }
  }
}
