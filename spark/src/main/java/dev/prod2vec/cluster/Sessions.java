package dev.prod2vec.cluster;

import dev.prod2vec.shared.ClusterSession;
import dev.prod2vec.task.TaskContext;
import java.io.IOException;

/// Gives tasks the driver's session with the cluster.
public interface Sessions {
  /// The session; it begins when it is first asked for.
  ///
  /// @throws dev.prod2vec.setting.WrongUseException if an executor is not fit for the task
  ClusterSession of(TaskContext context) throws IOException;
}
