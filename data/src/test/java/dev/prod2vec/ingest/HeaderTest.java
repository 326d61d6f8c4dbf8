package dev.prod2vec.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeaderTest {
  @TempDir private Path folder;

  @Test
  void theDelimiterIsTheOneThatGivesTheColumnsWanted() {
    String german = "Bon;Artikel;Preis (EUR, inkl. MwSt., je St\u00fcck)";
    assertThat(Header.of(german, List.of("Bon", "Artikel")).layout().delimiter()).isEqualTo(';');
    assertThat(Header.of(german, List.of("bon", "artikel")).columns())
        .containsExactly("Bon", "Artikel", "Preis (EUR, inkl. MwSt., je St\u00fcck)");
    assertThat(Header.of("a|b|c,d", List.of("c,d")).layout().delimiter()).isEqualTo('|');
    assertThat(Header.of("a,b;c;d", List.of("x")).layout().delimiter()).isEqualTo(';');
    assertThat(Header.of("a", List.of("a")).layout().delimiter()).isEqualTo(',');
  }

  @Test
  void blanksBeforeQuotesAreNoPartOfAName() {
    assertThat(Header.of("\"order_id\", \"product_id\"", List.of()).columns())
        .containsExactly("order_id", "product_id");
  }

  @Test
  void fieldsWithBlanksBeforeTheirQuotesAreReadAsWithout() throws Exception {
    Shop rows =
        Shop.in(folder)
            .withOrders(
                "rows.csv", "\"order_id\", \"product_id\"\n\"1\", \"00011\"\n1, \"a, b\"\n");
    rows.ingest();
    assertThat(rows.basketsWritten()).containsExactly("1: 00011 a, b");
    Shop lines = Shop.in(folder).withLines("lines.txt", ",", "\"00011\", \"a, b\" ,c\n");
    lines.ingest();
    assertThat(lines.basketsWritten()).containsExactly("1: 00011 a, b c");
  }

  @Test
  void aBlankThatSeparatesStillDoes() {
    assertThat(Fields.of("a  \"b c\" d", " ")).containsExactly("a", "", "b c", "d");
    assertThat(Fields.of("a\t\"b\"", "\t")).containsExactly("a", "b");
  }

  @Test
  void namesThatAreThereAgainAreKnown() {
    assertThat(Header.of("a,b,A", List.of()).repeated()).containsExactly("a");
  }
}
