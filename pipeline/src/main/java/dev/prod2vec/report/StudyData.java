package dev.prod2vec.report;

import dev.prod2vec.study.Measure;
import dev.prod2vec.study.StudyKey;
import dev.prod2vec.study.TrialRecord;
import dev.prod2vec.tuning.Goal;
import dev.prod2vec.tuning.Hyperparameter;
import dev.prod2vec.tuning.Space;
import dev.prod2vec.tuning.Surrogate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The data of a study's page.
///
/// @param runId the run's id
/// @param toolVersion version of prod2vec
/// @param studyKey what identifies the study
/// @param space what was searched
/// @param trials by number; at least one is completed
/// @param surrogate what the search learnt; empty where hardly any trial has a value
public record StudyData(
    String runId,
    String toolVersion,
    StudyKey studyKey,
    Space space,
    List<TrialRecord> trials,
    Optional<Surrogate> surrogate) {

  /// The data of a study.
  ///
  /// @throws IllegalArgumentException if no trial is completed
  public static StudyData of(
      String runId, String toolVersion, StudyKey studyKey, Space space, List<TrialRecord> trials) {
    List<TrialRecord> byNumber =
        trials.stream().sorted(Comparator.comparingInt(TrialRecord::trial)).toList();
    if (byNumber.stream().noneMatch(StudyData::isCompleted)) {
      throw new IllegalArgumentException("no trial is completed");
    }
    Optional<Surrogate> surrogate =
        Surrogate.of(
            space,
            studyKey.metric().goal(),
            byNumber.stream().map(trial -> trial.trial(space)).toList());
    return new StudyData(runId, toolVersion, studyKey, space, byNumber, surrogate);
  }

  Measure measure() {
    return studyKey.metric();
  }

  /// Completed trials first, the best ahead; then pruned trials, then failed ones.
  public List<TrialRecord> bestFirst() {
    return trials.stream()
        .sorted(
            Comparator.comparing(TrialRecord::status)
                .thenComparingDouble(trial -> trial.value().map(this::loss).orElse(0.0)))
        .toList();
  }

  /// The best completed trial; the first of several.
  public TrialRecord best() {
    return bestFirst().getFirst();
  }

  List<Hyperparameter> hyperparameters() {
    return space.hyperparameters();
  }

  /// The value with the sign that makes lower better.
  double loss(double value) {
    return measure().goal() == Goal.MINIMISE ? value : -value;
  }

  /// The completed trials.
  List<TrialRecord> completed() {
    return trials.stream().filter(StudyData::isCompleted).toList();
  }

  static boolean isCompleted(TrialRecord trial) {
    return trial.status() == TrialRecord.Status.COMPLETED;
  }
}
