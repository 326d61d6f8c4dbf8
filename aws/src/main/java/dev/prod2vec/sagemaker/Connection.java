package dev.prod2vec.sagemaker;

import dev.prod2vec.store.ConditionalStore;
import java.time.Duration;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/// Whom jobs are asked of, and where their files are.
///
/// @param store not closed with it
/// @param poll time between two looks at a job
/// @param closing what is to be closed with it
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
