package dev.prod2vec.task;

import dev.prod2vec.setting.WrongUseException;
import java.util.Optional;

/// Finds the run that the key `start.from` names.
public interface EarlierRuns {
  /// For work that is no run.
  EarlierRuns NONE =
      context -> {
        throw new WrongUseException(
            "start.from: only a run can start from an earlier one\nhint: prod2vec run");
      };

  /// Finds the run.
  ///
  /// @param context of a task whose config names one
  /// @return empty if the newest one is asked for and there is none yet
  /// @throws WrongUseException if there is no such run, or it is not finished
  /// @throws dev.prod2vec.file.InputException if its manifest is broken
  Optional<EarlierRun> find(TaskContext context);
}
