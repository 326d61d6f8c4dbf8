package dev.prod2vec.report;

import dev.prod2vec.evaluation.Fit;
import dev.prod2vec.study.Measure;
import dev.prod2vec.study.StudyKey;
import dev.prod2vec.study.TrialRecord;
import dev.prod2vec.study.TrialRecord.Status;
import dev.prod2vec.training.EpochMetrics;
import dev.prod2vec.tuning.Hyperparameter;
import dev.prod2vec.tuning.Pruner;
import dev.prod2vec.tuning.Scale;
import dev.prod2vec.tuning.Space;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An invented study, to which trials are added one after the other; each takes a minute and begins
/// when the one before it has ended.
final class MadeUpStudy {
  static final Space SPACE =
      Space.of(
          new Hyperparameter.Choice("objective", List.of("completion", "skip-gram")),
          new Hyperparameter.Whole("dim", 64, 256, Scale.LOG),
          new Hyperparameter.Real("learning-rate", 0.01, 0.3, Scale.LOG),
          new Hyperparameter.Real("dropout", 0, 0.8, Scale.LINEAR));

  private static final Instant BEGIN = Instant.parse("2026-01-02T03:04:05Z");

  private final Measure measure;
  private final int baskets;
  private final List<TrialRecord> trials = new ArrayList<>();

  MadeUpStudy(Measure measure, int baskets) {
    this.measure = measure;
    this.baskets = baskets;
  }

  /// One that is judged by HR@10 on 10,000 baskets.
  static MadeUpStudy ofHitRates(double... completed) {
    MadeUpStudy study = new MadeUpStudy(Measure.HIT_RATE, 10_000);
    for (double hitRate : completed) {
      study.completed(hitRate, Map.of());
    }
    return study;
  }

  /// Adds a trial in the middle of all ranges but for some values; its loss is 5 less its hit rate.
  MadeUpStudy completed(double hitRate, Map<String, Object> parameters) {
    return add(
        Status.COMPLETED, false, hitRate, parameters, minute(trials.size()), Optional.empty());
  }

  MadeUpStudy pruned(double hitRate) {
    return add(Status.PRUNED, false, hitRate, Map.of(), minute(trials.size()), Optional.empty());
  }

  MadeUpStudy failed(String message) {
    return add(Status.FAILED, false, 0, Map.of(), minute(trials.size()), Optional.of(message));
  }

  /// Adds a trial of an earlier study.
  MadeUpStudy earlier(double hitRate) {
    return add(Status.COMPLETED, true, hitRate, Map.of(), minute(trials.size()), Optional.empty());
  }

  /// Adds a trial that began with the first one.
  MadeUpStudy atOnce(double hitRate) {
    return add(Status.COMPLETED, false, hitRate, Map.of(), BEGIN, Optional.empty());
  }

  StudyData data() {
    return data(SPACE);
  }

  /// The study as one that searched another space.
  StudyData data(Space space) {
    Map<String, Object> ranges = new LinkedHashMap<>();
    ranges.put("objective", List.of("completion", "skip-gram"));
    ranges.put("dim", "64..256 log");
    ranges.put("negatives", "");
    StudyKey studyKey =
        new StudyKey(measure, baskets, Pruner.MEDIAN, 7, ranges, Map.of(), Map.of());
    return StudyData.of("20260102-030405", "0.1.0", studyKey, space, trials);
  }

  private static Instant minute(int minute) {
    return BEGIN.plusSeconds(60L * minute);
  }

  private MadeUpStudy add(
      Status status,
      boolean earlier,
      double hitRate,
      Map<String, Object> changed,
      Instant start,
      Optional<String> message) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("objective", "completion");
    parameters.put("dim", 128);
    parameters.put("learning-rate", 0.05);
    parameters.put("dropout", 0.4);
    parameters.putAll(changed);
    Fit scores = new Fit(hitRate, hitRate / 2, 5 - hitRate);
    Optional<Fit> reached = message.isPresent() ? Optional.empty() : Optional.of(scores);
    trials.add(
        new TrialRecord(
            trials.size(),
            status,
            earlier,
            parameters,
            1,
            reached.map(measure::of),
            reached,
            List.of(new EpochMetrics(1, 2, 1000, 1, hitRate, true)),
            start,
            minute(trials.size() + 1),
            message));
    return this;
  }
}
