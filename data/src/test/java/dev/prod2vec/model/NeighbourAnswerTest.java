package dev.prod2vec.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.file.CsvFormulas;
import dev.prod2vec.file.Json;
import dev.prod2vec.recommend.Basis;
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

  private static final NeighbourQuestion QUESTION =
      new NeighbourQuestion(NeighbourKind.SUBSTITUTE, 10);

  private final NeighbourAnswer answer =
      new NeighbourAnswer(
          QUESTION,
          List.of(
              new FoundProduct(
                  "pain",
                  VOCABULARY.product(1),
                  List.of(VOCABULARY.product(0)),
                  FoundProduct.Match.BEST_MATCH)),
          List.of(new Neighbour(0, -0.5f, 1, 3, 0.25, 2, Basis.ORDERS_AND_NAMES)),
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
                "source" : "orders",
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
                "source" : "orders",
                "score" : -0.5,
                "with_product_id" : "+2",
                "bought_together" : 3,
                "support" : 0.25,
                "lift" : 2.0,
                "rests_on" : "orders-and-names"
              } ]
            }
            """);
  }

  @Test
  void csvHasQuotedTextsAndNumbersAsTheyAre() {
    assertThat(answer.csv(CsvFormulas.QUOTE))
        .endsWith(
            ",lift,rests_on,'=aisle\n'-1,'=SUM(1),-0.5,'+2,3,0.25,2.0,orders-and-names,'@x\n");
    assertThat(answer.csv(CsvFormulas.KEEP))
        .endsWith("\n-1,=SUM(1),-0.5,+2,3,0.25,2.0,orders-and-names,@x\n");
  }

  @Test
  void answersToSeveralProductsNameTheProductInEachLine() {
    NeighbourAnswer other =
        new NeighbourAnswer(
            QUESTION,
            List.of(FoundProduct.exactly(VOCABULARY.product(0))),
            List.of(
                new Neighbour(1, 0.5f, 0, 3, 0.25, 2, Basis.ORDERS),
                new Neighbour(0, 0.25f, 0, 0, 0, 0, Basis.NAMES)),
            VOCABULARY);
    NeighbourAnswers answers = new NeighbourAnswers(List.of(answer, other));
    assertThat(answers.csv(CsvFormulas.QUOTE))
        .isEqualTo(
            """
            asked_product_id,asked_product_name,rank,product_id,product_name,score,with_product_id,bought_together,support,lift,rests_on,'=aisle
            '+2,plain,1,'-1,'=SUM(1),-0.5,'+2,3,0.25,2.0,orders-and-names,'@x
            '-1,'=SUM(1),1,'+2,plain,0.5,'-1,3,0.25,2.0,orders,
            '-1,'=SUM(1),2,'-1,'=SUM(1),0.25,'-1,0,0.0,0.0,names,'@x
            """);
    assertThat(Json.MAPPER.readTree(answers.json()))
        .containsExactly(Json.MAPPER.readTree(answer.json()), Json.MAPPER.readTree(other.json()));
  }
}
