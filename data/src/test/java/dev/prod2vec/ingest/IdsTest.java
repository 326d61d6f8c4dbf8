package dev.prod2vec.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.prepared.Finding;
import dev.prod2vec.prepared.FindingKind;
import dev.prod2vec.prepared.IngestReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdsTest {
  private static final Ids IDS = new Ids(OrdersConfig.DEFAULT);

  @TempDir private Path folder;

  /// The oracle is the JDK's own table of Unicode.
  @Test
  void everyWhiteSpaceOfUnicodeIsStrippedAndNoLetterOrDigitIs() {
    for (int c = 0; c < Character.MIN_SUPPLEMENTARY_CODE_POINT; c++) {
      String text = Character.toString(c);
      boolean space =
          Character.isSpaceChar(c)
              || (Character.isWhitespace(c) && (c < 0x1c || c > 0x1f))
              || c == 0x85;
      if (space) {
        assertThat(Ids.stripped(text + "a" + text)).as("%04x", c).isEqualTo("a");
      } else if (Character.getType(c) != Character.FORMAT && c != 0x34f) {
        assertThat(Ids.stripped(text)).as("%04x", c).isEqualTo(text);
      }
    }
  }

  @Test
  void isTheSameInJavaAndInSql() throws Exception {
    List<String> texts =
        List.of(
            "a",
            " a ",
            "\u00a0a\u200b",
            "a b",
            "\ta\u3000",
            "NA",
            " na ",
            "N/A",
            "None",
            "NONE",
            "-",
            "--",
            "?",
            "\\N",
            "\\n",
            "nan",
            "#n/a",
            "",
            "  ",
            "\u200d",
            "\u2764\ufe0f",
            "a\u200db",
            "'",
            "na\u0301n");
    List<String> rows = new ArrayList<>();
    for (String text : texts) {
      rows.add("(%s)".formatted(Sql.text(text)));
    }
    try (Database database = Database.open(folder)) {
      List<List<String>> found =
          database.rows(
              "SELECT written, %s, coalesce(used, 'missing') FROM (%s)"
                  .formatted(
                      Ids.strippedSql("written"),
                      IDS.usedSql("(VALUES %s) AS v(written)".formatted(String.join(", ", rows)))));
      assertThat(found).hasSameSizeAs(texts);
      for (List<String> row : found) {
        String text = row.get(0);
        assertThat(row.get(1)).isEqualTo(Ids.stripped(text));
        assertThat(row.get(2).equals("missing"))
            .as(text)
            .isEqualTo(Ids.stripped(text).isEmpty() || IDS.isNull(text));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "a|a",
        "a |\"a \"",
        "a\u00a0|a\\u00a0",
        "e\u0301|e\\u0301",
        "\u00e9|\u00e9",
        "a\u200db|a\\u200db"
      })
  void whatShowsNothingIsShownByItsCode(String id, String shown) {
    assertThat(Ids.visible(id)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "sku1,SKU1,case",
    "7,007,leading zeros",
    "418,418.0,.0 at the end",
    "whole-milk,whole_milk,blanks or dashes",
    "85123A,85123 A,blanks or dashes",
    "7a,007A,'several of case, leading zeros, .0, blanks, dashes'"
  })
  void idsThatDifferInOneThingAloneAreNamedWithIt(String one, String another, String in)
      throws Exception {
    IngestReport report =
        Shop.in(folder)
            .withOrders("orders.csv", "order_id,product_id\n1,%s\n2,%s\n".formatted(one, another))
            .ingest();
    Finding similar = report.finding(FindingKind.SIMILAR_ID);
    assertThat(similar.count()).isEqualTo(1);
    assertThat(similar.examples().getFirst()).contains(one, another, in);
  }

  @ParameterizedTest
  @CsvSource({"1-11,11-1", "100,10", "0.5,5", "a.b,ab", "10,1.0", "1,-1", "x0,x"})
  void idsThatDifferInMoreAreNotNamed(String one, String another) throws Exception {
    IngestReport report =
        Shop.in(folder)
            .withOrders("orders.csv", "order_id,product_id\n1,%s\n2,%s\n".formatted(one, another))
            .ingest();
    assertThat(report.finding(FindingKind.SIMILAR_ID).count()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "-1 5 7,1",
    "-1 -2 5,0",
    "0 1 2,0",
    "Total 1,1",
    "(blank) 1,1",
    "#REF! 1,1",
    "Summer 1,0"
  })
  void whatStandsForNothingIsNamedWhereItIsKept(String ids, long rows) throws Exception {
    StringBuilder csv = new StringBuilder("order_id,product_id\n");
    for (String id : ids.split(" ", -1)) {
      csv.append("17,").append(id).append('\n');
    }
    IngestReport report = Shop.in(folder).withOrders("orders.csv", csv.toString()).ingest();
    assertThat(report.finding(FindingKind.NULL_LIKE_ID).count()).isEqualTo(rows);
  }
}
