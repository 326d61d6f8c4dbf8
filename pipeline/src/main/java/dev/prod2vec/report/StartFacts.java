package dev.prod2vec.report;

import dev.prod2vec.drift.DriftSummary;
import dev.prod2vec.evaluation.Metric;
import java.util.Optional;

/// What happened to the vectors that a training took over from an earlier run.
///
/// @param run id of the earlier run
/// @param common products of both
/// @param added products that the earlier run did not know
/// @param gone products of the earlier run without a vector in this one
/// @param kept products whose vector stays although these orders have too few of them
/// @param drift how far the input vectors of the common products moved in the space that both
///   trainings share
/// @param scores of both models on the same questions; empty if they were not compared
/// @param unscored why not; empty text if they were
public record StartFacts(
    String run,
    int common,
    int added,
    int gone,
    int kept,
    DriftSummary drift,
    Optional<Scores> scores,
    String unscored) {
  /// Both models on the test orders of this run, reduced to the common products.
  ///
  /// @param baskets number of baskets with a hidden product
  /// @param hitRate10 of this run's model
  /// @param earlierHitRate10 of the earlier model
  /// @param hitRate10Lead first less second, basket by basket
  /// @param meanReciprocalRank of this run's model
  /// @param earlierMeanReciprocalRank of the earlier model
  /// @param meanReciprocalRankLead first less second, basket by basket
  public record Scores(
      int baskets,
      Metric hitRate10,
      Metric earlierHitRate10,
      Metric hitRate10Lead,
      Metric meanReciprocalRank,
      Metric earlierMeanReciprocalRank,
      Metric meanReciprocalRankLead) {}
}
