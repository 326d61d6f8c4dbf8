package dev.prod2vec.run;

import dev.prod2vec.file.WriteGuard;
import dev.prod2vec.lease.LeaseLostException;
import dev.prod2vec.task.TaskId;
import dev.prod2vec.task.TaskStorage;
import java.io.IOException;
import java.util.Optional;

/// What the process that has the lease on a run may do with it.
public interface RunAccess extends WriteGuard {
  /// The number of this process among all that worked on the run.
  long term();

  /// Whether the run is kept elsewhere than in the folder in which this machine works.
  default boolean isKeptElsewhere() {
    return false;
  }

  /// Where the files of a task are kept, if the run is kept elsewhere.
  default Optional<TaskStorage> storage(TaskId task) {
    return Optional.empty();
  }

  /// Makes the manifest, and the place where the run is kept, say what the records say.
  ///
  /// @param created what was fixed when the run was created
  /// @throws LeaseLostException if another process has taken the run over
  void publish(Manifest created) throws IOException;

  /// Removes the run, as if it had not been created.
  void remove() throws IOException;

  /// Lets others work on the run. An interrupt of the thread is kept for afterwards.
  ///
  /// @param last a change of the files that is made before that
  void close(Change last) throws IOException;
}
