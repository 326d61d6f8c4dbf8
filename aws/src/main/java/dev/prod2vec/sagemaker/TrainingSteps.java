package dev.prod2vec.sagemaker;

import dev.prod2vec.task.TaskContext;
import java.util.Locale;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.SecondaryStatusTransition;

/// Shows the steps of a training job and what it prints.
final class TrainingSteps implements JobFollower.Watcher<DescribeTrainingJobResponse> {
  private final TaskContext context;
  private final JobLog log;
  private int told;

  /// @param job its name
  TrainingSteps(Connection connection, TaskContext context, String job) {
    this.context = context;
    log = new JobLog(connection.logs(), context, job);
  }

  @Override
  public void seen(DescribeTrainingJobResponse job) throws InterruptedException {
    for (SecondaryStatusTransition step :
        job.secondaryStatusTransitions().stream().skip(told).toList()) {
      told++;
      context.listener().notice(line(step));
    }
    log.show();
  }

  private static String line(SecondaryStatusTransition step) {
    String words =
        step.statusAsString().replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    return step.statusMessage() == null || step.statusMessage().isBlank()
        ? "  " + words
        : "  %s: %s".formatted(words, step.statusMessage());
  }
}
