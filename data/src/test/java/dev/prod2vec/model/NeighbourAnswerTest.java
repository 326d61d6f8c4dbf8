package dev.prod2vec.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.file.CsvFormulas;
import dev.prod2vec.recommend.Neighbour;
import dev.prod2vec.recommend.NeighbourKind;
import dev.prod2vec.vocabulary.FoundProduct;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.util.List;
import org.junit.jupiter.api.Test;

class NeighbourAnswerTest {
  private static final Vocabulary VOCABULARY =
      new Vocabulary(
          List.of("=aisle"),
          List.of(
              new Product(0, "-1", "=SUM(1)", List.of("@x"), 9),
              new Product(1, "+2", "plain", List.of(""), 8)));

  private final NeighbourAnswer answer =
      new NeighbourAnswer(
          NeighbourKind.SUBSTITUTE,
          List.of(
              new FoundProduct(
                  "pain",
                  VOCABULARY.product(1),
                  List.of(VOCABULARY.product(0)),
                  FoundProduct.Match.BEST_MATCH)),
          List.of(new Neighbour(0, -0.5f, 1, 3, 0.25, 2)),
          VOCABULARY);

  @Test
  void jsonNamesWhatWasAskedAndTheEvidenceForEachNeighbour() {
    assertThat(answer.json())
        .isEqualTo(
            """
            {
              "kind" : "substitute",
              "asked" : [ {
                "product_id" : "+2",
                "product_name" : "plain",
                "categories" : {
                  "=aisle" : ""
                },
                "count" : 8,
                "text" : "pain",
                "match" : "best"
              } ],
              "neighbours" : [ {
                "product_id" : "-1",
                "product_name" : "=SUM(1)",
                "categories" : {
                  "=aisle" : "@x"
                },
                "count" : 9,
                "score" : -0.5,
                "with_product_id" : "+2",
                "bought_together" : 3,
                "support" : 0.25,
                "lift" : 2.0
              } ]
            }
            """);
  }

  @Test
  void csvHasQuotedTextsAndNumbersAsTheyAre() {
    assertThat(answer.csv(CsvFormulas.QUOTE))
        .endsWith(",lift,'=aisle\n'-1,'=SUM(1),-0.5,'+2,3,0.25,2.0,'@x\n");
    assertThat(answer.csv(CsvFormulas.KEEP)).endsWith("\n-1,=SUM(1),-0.5,+2,3,0.25,2.0,@x\n");
  }
}
