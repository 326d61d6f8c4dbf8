package dev.prod2vec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class LayoutTest {
  private static final String PROSE =
      "12.3% of a product's ten nearest share its aisle (1.2% by chance); hubness 0.40";

  @Test
  void wrappedProseHasAllItsWordsAndNoLineThatIsTooWide() {
    for (int columns = 12; columns <= 200; columns++) {
      List<String> lines = Layout.wrap(PROSE, columns);
      assertThat(String.join(" ", lines)).as("%d columns", columns).isEqualTo(PROSE);
      assertThat(lines).allMatch(line -> line.length() <= 200);
      int most = columns;
      assertThat(lines).allMatch(line -> Layout.columns(line) <= most);
      String hanging = Layout.paragraph("tasks     " + PROSE, 10, columns);
      assertThat(hanging.lines()).allMatch(line -> Layout.columns(line) <= most);
      assertThat(hanging.replaceAll("\\s+", " ")).isEqualTo("tasks " + PROSE);
    }
  }

  @Test
  void aWordThatIsTooWideIsBrokenWithoutLosingALetter() {
    assertThat(Layout.wrap("abcdefgh ij", 3)).containsExactly("abc", "def", "gh", "ij");
    assertThat(Layout.wrap("日本語", 1)).containsExactly("日", "本", "語");
  }

  @Test
  void signsOfTwoColumnsAndMarksOfNoneAreCountedSo() {
    assertThat(Layout.columns("abc")).isEqualTo(3);
    assertThat(Layout.columns("日本🍎")).isEqualTo(6);
    assertThat(Layout.columns("e\u0301")).isEqualTo(1);
    assertThat(Layout.cut("日本語", 5)).isEqualTo("日本");
  }

  @Test
  void aTableFitsAnyTerminalAndKeepsTheFirstColumnWhole() {
    for (int columns = 20; columns <= 200; columns++) {
      String text = table().text(columns);
      int most = columns;
      assertThat(text.lines())
          .as("%d columns", columns)
          .allMatch(line -> Layout.columns(line) <= most);
      assertThat(text.replaceAll("\\s+", " ")).contains("Farmhouse");
      String whole = String.join("", text.split("[^A-Za-z]+"));
      assertThat(whole.toLowerCase(Locale.ROOT)).contains("farmhouse");
    }
  }

  @Test
  void aNarrowTableWrapsTextsThenLeavesOutTheLastColumns() {
    assertThat(table().text(60))
        .isEqualTo(
            """
            name                 score  aisle                 department
            Farmhouse Shelf      0.812  dry pasta and its     pantry
            Spaghetti, extra            sauces
            thin, 12 oz
            日本語               0.700  fish                  fish
            """);
    assertThat(table().text(30))
        .isEqualTo(
            """
            name                     score
            Farmhouse Shelf          0.812
            Spaghetti, extra thin,
            12 oz
            日本語                   0.700
            """);
  }

  @Test
  void nothingIsCutWhereThereIsNoTerminal() {
    assertThat(table().text(Integer.MAX_VALUE).lines())
        .hasSize(3)
        .allMatch(line -> line.length() > 40);
  }

  private static TextTable table() {
    return TextTable.of("name", "#score", "aisle", "department")
        .row(
            "Farmhouse Shelf Spaghetti, extra thin, 12 oz",
            "0.812",
            "dry pasta and its sauces",
            "pantry")
        .row("日本語", "0.700", "fish", "fish");
  }
}
