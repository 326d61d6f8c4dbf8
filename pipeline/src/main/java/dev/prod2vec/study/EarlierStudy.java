package dev.prod2vec.study;

import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.tuning.Space;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Trials of an earlier study that a new one can learn from.
public final class EarlierStudy {
  private EarlierStudy() {}

  /// The trials in the space, with new numbers. Trials of other hyperparameters or outside a range
  /// are left out.
  ///
  /// @param file file of the earlier study
  /// @throws dev.prod2vec.file.InputException if the file is missing or broken
  /// @throws WrongUseException if its trials were judged by another metric
  public static List<TrialRecord> trials(Path file, Space space, Measure measure) {
    StudyFile earlier = StudyFile.read(file);
    if (earlier.studyKey().metric() != measure) {
      throw new WrongUseException(
          "tuning.earlier-study: the trials of %s were judged by %s, not by %s\nhint: set tuning.metric alike"
              .formatted(file, earlier.studyKey().metric().title(), measure.title()));
    }
    List<TrialRecord> trials = new ArrayList<>();
    for (TrialRecord trial : earlier.trials()) {
      if (TrainingSpace.point(space, trial.parameters()).isPresent()) {
        trials.add(trial.asEarlier(trials.size()));
      }
    }
    return trials;
  }
}
