package dev.prod2vec.sagemaker;

import dev.prod2vec.store.ConditionalStore;
import java.time.Duration;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/// The clients that jobs are created and followed through, and the store of their files.
///
/// @param store not closed with the connection
/// @param poll time between two looks at a job
/// @param closing runs when the connection is closed
public record Connection(
    SageMakerClient jobs,
    CloudWatchLogsClient logs,
    ConditionalStore store,
    Duration poll,
    Runnable closing)
    implements AutoCloseable {

  @Override
  public void close() {
    jobs.close();
    logs.close();
    closing.run();
  }
}
