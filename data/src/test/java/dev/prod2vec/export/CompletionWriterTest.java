package dev.prod2vec.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.file.CsvFormulas;
import dev.prod2vec.file.Json;
import dev.prod2vec.recommend.Basis;
import dev.prod2vec.recommend.Neighbour;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class CompletionWriterTest {
  private static final Vocabulary VOCABULARY =
      new Vocabulary(
          List.of(),
          List.of(
              new Product(0, "-1", "Milk, whole", List.of(), 9),
              new Product(1, "2", "Bread", List.of(), 8)));

  private static final String COLUMNS =
      "basket_id,rank,product_id,product_name,score,with_product_id,with_product_name,bought_together,support,lift";

  @TempDir private Path folder;

  @Test
  void csvHasARowPerBasketAndProductInTheirOrder() throws Exception {
    StringWriter out = new StringWriter();
    write(new CompletionCsv(out, VOCABULARY, CsvFormulas.QUOTE));
    assertThat(out.toString())
        .isEqualTo(
            COLUMNS
                + """

                '=b,1,2,Bread,0.5,'-1,"Milk, whole",3,0.25,2.5
                '=b,2,'-1,"Milk, whole",0.25,2,Bread,0,0.0,0.0
                9,1,2,Bread,0.125,'-1,"Milk, whole",1,0.5,1.0
                """);
  }

  @Test
  void jsonIsOneDocumentWithABasketALineAlsoThoseWithoutAnAnswer() throws Exception {
    StringWriter out = new StringWriter();
    write(new CompletionJson(out, VOCABULARY));
    JsonNode document = Json.MAPPER.readTree(out.toString());
    assertThat(document.size()).isEqualTo(3);
    assertThat(out.toString().lines()).hasSize(5);
    assertThat(document.at("/0/basket_id").asString()).isEqualTo("=b");
    assertThat(document.at("/0/neighbours/0/with_product_name").asString())
        .isEqualTo("Milk, whole");
    assertThat(document.at("/1/neighbours").size()).isZero();
    StringWriter nothing = new StringWriter();
    new CompletionJson(nothing, VOCABULARY).finish();
    assertThat(nothing).hasToString("[]\n");
  }

  @Test
  void parquetHasTheRowsOfCsv() throws Exception {
    Path parquet = folder.resolve("completed.parquet");
    write(new CompletionParquet(parquet, VOCABULARY));
    StringWriter csv = new StringWriter();
    write(new CompletionCsv(csv, VOCABULARY, CsvFormulas.KEEP));
    Path text = Files.writeString(folder.resolve("completed.csv"), csv.toString());
    try (Database database = Database.open(folder)) {
      String typed = "SELECT * FROM '%s'".formatted(parquet);
      assertThat(database.rows("SELECT column_name FROM (DESCRIBE %s)".formatted(typed)))
          .extracting(List::getFirst)
          .containsExactly(COLUMNS.split(","));
      assertThat(database.rows(typed))
          .isEqualTo(
              database.rows(
                  "SELECT basket_id, rank, product_id, product_name, score::FLOAT, with_product_id, with_product_name, bought_together, support::FLOAT, lift::FLOAT FROM read_csv('%s', all_varchar = true)"
                      .formatted(text)));
    }
  }

  private static void write(CompletionWriter writer) throws Exception {
    try (writer) {
      writer.write(
          "=b",
          List.of(
              new Neighbour(1, 0.5f, 0, 3, 0.25, 2.5, Basis.ORDERS),
              new Neighbour(0, 0.25f, 1, 0, 0, 0, Basis.ORDERS)));
      writer.write("none", List.of());
      writer.write("9", List.of(new Neighbour(1, 0.125f, 0, 1, 0.5, 1, Basis.ORDERS)));
      writer.finish();
    }
  }
}
