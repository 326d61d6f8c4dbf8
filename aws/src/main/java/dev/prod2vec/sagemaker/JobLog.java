package dev.prod2vec.sagemaker;

import dev.prod2vec.container.EpochLine;
import dev.prod2vec.task.TaskContext;
import dev.prod2vec.training.EpochMetrics;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;

/// Shows what a training job prints. Its lines arrive late and are not essential: without
/// permission to read them a job is followed by its status alone.
final class JobLog {
  private static final String GROUP = "/aws/sagemaker/TrainingJobs";
  private static final String ACTION = "logs:FilterLogEvents";

  private final CloudWatchLogsClient logs;
  private final TaskContext context;
  private final String job;
  private final Set<String> shown = new HashSet<>();
  private long latest;
  private boolean readable = true;

  JobLog(CloudWatchLogsClient logs, TaskContext context, String job) {
    this.logs = logs;
    this.context = context;
    this.job = job;
  }

  /// Shows the lines that arrived since the last call.
  void show() throws InterruptedException {
    @Nullable String token = null;
    while (readable) {
      Optional<FilterLogEventsResponse> page = page(token);
      if (page.isEmpty()) {
        return;
      }
      page.get().events().forEach(this::show);
      token = page.get().nextToken();
      if (token == null) {
        return;
      }
    }
  }

  private Optional<FilterLogEventsResponse> page(@Nullable String token)
      throws InterruptedException {
    return Calls.find(
            ACTION,
            job,
            () -> {
              try {
                return Optional.of(
                    logs.filterLogEvents(filter ->
                        filter
                            .logGroupName(GROUP)
                            .logStreamNamePrefix(job + "/")
                            .startTime(latest)
                            .nextToken(token)));
              } catch (AwsServiceException e) {
                if (!Calls.isForbidden(e)) {
                  throw e;
                }
                readable = false;
                context
                    .listener()
                    .notice(
                        "the job's log is not shown, since %s is not permitted; it is in CloudWatch, group %s, stream %s/..."
                            .formatted(ACTION, GROUP, job));
                return Optional.<FilterLogEventsResponse>empty();
              }
            })
        .flatMap(page -> page);
  }

  private void show(FilteredLogEvent event) {
    if (!shown.add(event.eventId())) {
      return;
    }
    latest = Math.max(latest, event.timestamp());
    Optional<EpochMetrics> epoch = EpochLine.parse(event.message().strip());
    if (epoch.isPresent()) {
      context.listener().training().epoch(epoch.get());
    } else {
      context.listener().notice("  " + event.message().stripTrailing());
    }
  }
}
