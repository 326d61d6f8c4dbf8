package dev.prod2vec.task;

import dev.prod2vec.evaluation.Score;
import dev.prod2vec.process.ExitCode;
import dev.prod2vec.process.Failure;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Whether a model may be exported: its hit rate at 10 against popularity's.
///
/// @param rule the condition that the model has to meet, in words
/// @param model hit rate at 10 of the model; 0 where not judged
/// @param popularity hit rate at 10 of popularity; 0 where not judged
public record Gate(String rule, double model, double popularity, Verdict verdict) {
  private static final String RULE = "hitRate10 of the model above that of popularity";

  /// Whether the model beats popularity.
  public enum Verdict {
    /// It does.
    PASSED,
    /// It does not: nothing is exported.
    FAILED,
    /// No basket is long enough to tell.
    NOT_JUDGED
  }

  /// Judges a model by its scores.
  ///
  /// @param scores the model first, then popularity; may be empty
  static Gate of(List<Score> scores) {
    if (scores.isEmpty()) {
      return new Gate(RULE, 0, 0, Verdict.NOT_JUDGED);
    }
    double model = scores.get(0).hitRate10().value();
    double popularity = scores.get(1).hitRate10().value();
    return new Gate(
        RULE, model, popularity, model > popularity ? Verdict.PASSED : Verdict.FAILED);
  }

  /// Why the run must not continue; empty if it may.
  ///
  /// @param scores the file with all scores
  Optional<Failure> refusal(Path scores) {
    return switch (verdict) {
      case PASSED, NOT_JUDGED -> Optional.empty();
      case FAILED ->
          Optional.of(
              new Failure(
                  ExitCode.GATE,
                  """
                  the model does not beat popularity: of the products left out of test baskets it \
                  finds %.4f among its first 10, popularity finds %.4f; nothing is exported
                  hint: more orders, more --epochs or another --learning-rate may help; all scores: %s\
                  """
                      .formatted(model, popularity, scores)));
    };
  }
}
