package dev.prod2vec.sagemaker;

import dev.prod2vec.store.ConditionalStore;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Map;

/// A service on this machine that answers the calls of SageMaker and of CloudWatch Logs. Its jobs
/// end when it is closed.
public interface LocalService extends AutoCloseable {
  /// Starts a service.
  @FunctionalInterface
  interface Starter {
    /// Starts a service of this process alone.
    ///
    /// @param store where jobs read their files and leave their models; not closed with the service
    LocalService start(ConditionalStore store, Clock clock) throws IOException;
  }

  /// Where it listens.
  URI endpoint();

  /// The headers that every request must bring. They hold a secret: never write them anywhere.
  Map<String, String> headers();

  @Override
  void close();
}
