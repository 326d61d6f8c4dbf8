package dev.prod2vec.study;

import dev.prod2vec.evaluation.Fit;
import dev.prod2vec.training.EpochMetrics;
import dev.prod2vec.tuning.Outcome;
import dev.prod2vec.tuning.Pruner;
import dev.prod2vec.tuning.Space;
import dev.prod2vec.tuning.Trial;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A trial that has ended: a line of `tuning-study.jsonl`.
///
/// @param trial its number, 0-based in the order of asking
/// @param status how it ended
/// @param earlier whether it comes from an earlier study
/// @param parameters its hyperparameters by name
/// @param maxEpochs most epochs it could have trained
/// @param value its value of the study's metric; empty if it failed
/// @param scores all metrics; empty if it failed
/// @param epochs metrics of its epochs
/// @param start when it began
/// @param end when it ended
/// @param message why it failed
public record TrialRecord(
    int trial,
    Status status,
    boolean earlier,
    Map<String, Object> parameters,
    int maxEpochs,
    Optional<Double> value,
    Optional<Fit> scores,
    List<EpochMetrics> epochs,
    Instant start,
    Instant end,
    Optional<String> message) {
  private static final Instant MAX_TIME = Instant.parse("9999-12-31T00:00:00Z");

  /// @throws IllegalArgumentException if a value is impossible
  public TrialRecord {
    if (trial < 0 || maxEpochs < 0) {
      throw new IllegalArgumentException(
          "trial %d with %d epochs at most: neither may be negative".formatted(trial, maxEpochs));
    }
    if (status == Status.PRUNED && !value.filter(Double::isFinite).isPresent()) {
      throw new IllegalArgumentException(
          "trial %d was stopped early without a finite value".formatted(trial));
    }
    if (start.isBefore(Instant.EPOCH) || end.isAfter(MAX_TIME) || end.isBefore(Instant.EPOCH)) {
      throw new IllegalArgumentException(
          "trial %d from %s to %s: times are from 1970 to 9999".formatted(trial, start, end));
    }
    parameters = new LinkedHashMap<>(parameters);
    epochs = List.copyOf(epochs);
  }

  /// How a trial ended.
  public enum Status {
    /// It ran to its end.
    COMPLETED,
    /// It was stopped early.
    PRUNED,
    /// It failed, or has no value.
    FAILED
  }

  /// How long it took.
  public double seconds() {
    return Duration.between(start, end).toMillis() / 1e3;
  }

  /// The number of the epoch with the best validation hit rate; 0 without epochs.
  public int bestEpoch() {
    int best = 0;
    for (EpochMetrics epoch : epochs) {
      best = epoch.best() ? epoch.epoch() : best;
    }
    return best;
  }

  /// The trial as the sampler sees it.
  ///
  /// @throws IllegalArgumentException if it is outside the space
  public Trial trial(Space space) {
    return new Trial(trial, space.point(parameters), outcome());
  }

  Outcome outcome() {
    return switch (status) {
      case COMPLETED -> Outcome.of(value.orElse(Double.NaN));
      case PRUNED -> new Outcome.Pruned(value.orElseThrow());
      case FAILED -> new Outcome.Failed();
    };
  }

  /// The trial as the pruner sees it.
  Pruner.Curve curve() {
    return new Pruner.Curve(hitRates(epochs), maxEpochs, status == Status.COMPLETED);
  }

  static double[] hitRates(List<EpochMetrics> epochs) {
    return epochs.stream().mapToDouble(EpochMetrics::validationHitRate10).toArray();
  }

  /// The same with another number, as a trial from an earlier study.
  TrialRecord asEarlier(int number) {
    return new TrialRecord(
        number, status, true, parameters, maxEpochs, value, scores, epochs, start, end, message);
  }
}
