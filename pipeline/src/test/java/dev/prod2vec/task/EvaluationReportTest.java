package dev.prod2vec.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.prod2vec.evaluation.Metric;
import dev.prod2vec.evaluation.Score;
import dev.prod2vec.evaluation.ScorerName;
import dev.prod2vec.file.InputException;
import dev.prod2vec.file.Json;
import dev.prod2vec.recommend.NeighbourQuality;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvaluationReportTest {
  /// As a run wrote it.
  private static final String JSON =
      """
      {
        "gate" : {
          "rule" : "hitRate10 of the model above that of popularity",
          "model" : 0.3935643564356436,
          "popularity" : 0.36386138613861385,
          "verdict" : "PASSED"
        },
        "scores" : [ {
          "name" : "model",
          "baskets" : 808,
          "hitRate10" : 0.3935643564356436,
          "hitRate10Low" : 0.3589108910891089,
          "hitRate10High" : 0.42574257425742573,
          "hitRate100" : 0.9542079207920792,
          "hitRate100Low" : 0.9393564356435643,
          "hitRate100High" : 0.9678217821782178,
          "ndcg10" : 0.21913536014099108,
          "ndcg10Low" : 0.1967581326793356,
          "ndcg10High" : 0.24074343588741445,
          "meanReciprocalRank" : 0.18805567260257383,
          "meanReciprocalRankLow" : 0.16853099703018357,
          "meanReciprocalRankHigh" : 0.20759914700145485,
          "hitRate10ByTercile" : [ 0.9065743944636678, 0.21428571428571427, 0.0 ],
          "basketsByTercile" : [ 289, 252, 267 ],
          "lead" : null
        }, {
          "name" : "item-knn",
          "baskets" : 808,
          "hitRate10" : 0.36386138613861385,
          "hitRate10Low" : 0.33044554455445546,
          "hitRate10High" : 0.3972772277227723,
          "hitRate100" : 0.9542079207920792,
          "hitRate100Low" : 0.9393564356435643,
          "hitRate100High" : 1.0,
          "ndcg10" : 0.19796266099581158,
          "ndcg10Low" : 0.1762666696951266,
          "ndcg10High" : 0.22045931528454743,
          "meanReciprocalRank" : 0.17113623535406705,
          "meanReciprocalRankLow" : 0.15247079567752755,
          "meanReciprocalRankHigh" : 0.19096027057698794,
          "hitRate10ByTercile" : [ 0.986159169550173, 0.03571428571428571, 0.0 ],
          "basketsByTercile" : [ 289, 252, 267 ],
          "lead" : {
            "hitRate10" : 0.0297029702970297,
            "hitRate10Low" : -0.009900990099009901,
            "hitRate10High" : 0.04950495049504951,
            "meanReciprocalRank" : 0.016919437248506825,
            "meanReciprocalRankLow" : 0.003212228322393803,
            "meanReciprocalRankHigh" : 0.029710634784550195
          }
        } ],
        "neighbours" : null
      }
      """;

  @Test
  void whatIsReadIsWrittenToTheByte() {
    EvaluationReport report = read(JSON);
    List<Score> scores = report.scores();
    assertThat(scores)
        .extracting(Score::name)
        .containsExactly(ScorerName.MODEL, ScorerName.ITEM_KNN);
    assertThat(scores.getFirst().ndcg10())
        .isEqualTo(new Metric(0.21913536014099108, 0.1967581326793356, 0.24074343588741445));
    assertThat(scores.getLast().lead().orElseThrow().hitRate10().low())
        .isEqualTo(-0.009900990099009901);
    assertThat(Json.text(report)).isEqualTo(JSON);
  }

  @Test
  void neighboursAreReadAsTheyWereWrittenAndThoseOfAnEarlierVersionLeftOut() {
    EvaluationReport report =
        EvaluationReport.of(
            read(JSON).scores(),
            Optional.of(
                new NeighbourQuality(
                    30,
                    0.5,
                    Optional.of(
                        new NeighbourQuality.Purity(
                            "aisle",
                            29,
                            0.4,
                            0.5,
                            0.1,
                            List.of(new NeighbourQuality.Band(10, 29, 0.4)))))));
    assertThat(read(Json.text(report)).neighbours()).isEqualTo(report.neighbours());
    String earlier =
        """
        {"products": 25, "hubness": 0.4,
         "purity10": {"category": "aisle", "products": 25, "input": 0.3, "joined": 0.3, "chance": 0.1}}\
        """;
    EvaluationReport read =
        read(JSON.replace("\"neighbours\" : null", "\"neighbours\" : " + earlier));
    assertThat(read.neighbours()).isEmpty();
    assertThat(read.scores()).hasSize(2);
  }

  @Test
  void aBrokenDocumentIsRefusedWithItsKey() {
    assertThatThrownBy(() -> read(JSON.replace("\"ndcg10Low\"", "\"low\"")))
        .isInstanceOf(InputException.class)
        .hasMessage("evaluation.json: scores[0]: ndcg10Low is missing");
    assertThatThrownBy(() -> read(JSON.replace("\"item-knn\"", "\"knn\"")))
        .isInstanceOf(InputException.class)
        .hasMessage("evaluation.json: scores[1]: no such scorer: knn");
    assertThatThrownBy(() -> read(JSON.replace("0.3972772277227723", "\"many\"")))
        .isInstanceOf(InputException.class)
        .hasMessage("evaluation.json: scores[1]: hitRate10High is no number: \"many\"");
  }

  private static EvaluationReport read(String json) {
    return Json.parse(json, EvaluationReport.FILE, EvaluationReport.class);
  }
}
