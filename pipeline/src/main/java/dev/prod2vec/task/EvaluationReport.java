package dev.prod2vec.task;

import dev.prod2vec.evaluation.Score;
import dev.prod2vec.recommend.NeighbourQuality;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/// How the model does beside what it has to beat: the content of `evaluation.json`.
///
/// @param gate whether the model may be exported
/// @param scores the model first; all on the same questions; empty where no basket is long enough
/// @param neighbours how good the lists of near products are; empty where hardly any was bought
///   often enough to tell
public record EvaluationReport(
    Gate gate,
    @JsonSerialize(contentUsing = ScoreJson.Writer.class)
        @JsonDeserialize(contentUsing = ScoreJson.Reader.class)
        List<Score> scores,
    Optional<NeighbourQuality> neighbours) {
  /// Name of the file in a run directory.
  public static final String FILE = "evaluation.json";

  public EvaluationReport {
    scores = List.copyOf(scores);
  }

  /// Whether the model beats popularity.
  public enum Verdict {
    /// It does.
    PASSED,
    /// It does not: nothing is exported.
    FAILED,
    /// No basket is long enough to tell.
    NOT_JUDGED
  }

  /// The model's hit rate at 10 against popularity's.
  ///
  /// @param rule what is asked
  /// @param model hit rate at 10 of the model; 0 where not judged
  /// @param popularity hit rate at 10 of popularity; 0 where not judged
  public record Gate(String rule, double model, double popularity, Verdict verdict) {}

  /// Judges the model by its scores.
  ///
  /// @param scores the model first, then popularity; may be empty
  static EvaluationReport of(List<Score> scores, Optional<NeighbourQuality> neighbours) {
    String rule = "hitRate10 of the model above that of popularity";
    if (scores.isEmpty()) {
      return new EvaluationReport(new Gate(rule, 0, 0, Verdict.NOT_JUDGED), scores, neighbours);
    }
    double model = scores.get(0).hitRate10().value();
    double popularity = scores.get(1).hitRate10().value();
    Verdict verdict = model > popularity ? Verdict.PASSED : Verdict.FAILED;
    return new EvaluationReport(new Gate(rule, model, popularity, verdict), scores, neighbours);
  }
}
