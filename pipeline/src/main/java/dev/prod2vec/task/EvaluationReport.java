package dev.prod2vec.task;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.OptBoolean;
import dev.prod2vec.evaluation.Score;
import dev.prod2vec.file.Json;
import dev.prod2vec.recommend.NeighbourQuality;
import dev.prod2vec.report.StartFacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/// The scores of the model and of the scorers that it has to beat: the content of
/// `evaluation.json`.
///
/// @param gate whether the model may be exported
/// @param scores the model first; all on the same questions; empty if no basket is long enough
/// @param neighbours how good the lists of substitutes are; empty if there are fewer than twelve
///   products
/// @param start what happened to the vectors of an earlier run; empty if training started from
///   nothing
public record EvaluationReport(
    Gate gate,
    @JsonSerialize(contentUsing = ScoreJson.Writer.class)
        @JsonDeserialize(contentUsing = ScoreJson.Reader.class)
        List<Score> scores,
    @JsonDeserialize(using = NeighbourQualityReader.class) Optional<NeighbourQuality> neighbours,
    @JacksonInject(value = Json.ABSENT + "start", useInput = OptBoolean.TRUE)
        @JsonInclude(JsonInclude.Include.NON_ABSENT)
        Optional<StartFacts> start) {
  /// Name of the file in a run directory.
  public static final String FILE = "evaluation.json";

  public EvaluationReport {
    scores = List.copyOf(scores);
  }

  /// Judges the model by its scores.
  ///
  /// @param scores the model first, then popularity; may be empty
  public static EvaluationReport of(List<Score> scores, Optional<NeighbourQuality> neighbours) {
    return new EvaluationReport(Gate.of(scores), scores, neighbours, Optional.empty());
  }

  /// The same with what happened to the vectors that training started with.
  EvaluationReport withStart(Optional<StartFacts> newStart) {
    return new EvaluationReport(gate, scores, neighbours, newStart);
  }

  /// The numbers for the task's record.
  Map<String, Object> metrics() {
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("gate", gate.verdict().name().toLowerCase(Locale.ROOT));
    for (Score score : scores) {
      metrics.put("hitRate10 " + score.name(), score.hitRate10().value());
    }
    start.ifPresent(facts -> metrics.put("driftByOrders", facts.drift().meanByOrders()));
    return metrics;
  }
}
