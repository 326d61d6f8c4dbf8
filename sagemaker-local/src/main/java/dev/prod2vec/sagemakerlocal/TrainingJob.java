package dev.prod2vec.sagemakerlocal;

import dev.prod2vec.file.Json;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A training job and its state. Safe to share between threads.
final class TrainingJob {
  private static final double MILLIS = 1e3;

  private final String name;
  private final ObjectNode request;
  private final Clock clock;
  private final Instant created;
  private final Map<String, Pattern> metrics = new LinkedHashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<LogLine> log = new ArrayList<>();
  private final Map<String, List<Double>> values = new LinkedHashMap<>();
  private Status status = Status.IN_PROGRESS;
  private @Nullable Process process;
  private @Nullable Instant trainingStart;
  private @Nullable Instant end;
  private @Nullable String failureReason;

  /// A status of the job, with its message.
  private record Step(String status, Instant start, String message) {}

  /// A line that its container printed.
  ///
  /// @param number 0-based
  record LogLine(int number, Instant time, String text) {}

  /// @param request as it arrived; not to be changed any more
  TrainingJob(String name, ObjectNode request, Clock clock) {
    this.name = name;
    this.request = request;
    this.clock = clock;
    created = clock.instant();
    for (JsonNode metric : request.path("AlgorithmSpecification").path("MetricDefinitions")) {
      metrics.put(
          metric.path("Name").stringValue(), Pattern.compile(metric.path("Regex").stringValue()));
    }
    step("Starting", "Preparing the instances for training");
  }

  String name() {
    return name;
  }

  JsonNode request() {
    return request;
  }

  Instant created() {
    return created;
  }

  synchronized Status status() {
    return status;
  }

  /// The next status, unless the job is being stopped.
  synchronized void step(String secondary, String message) {
    steps.add(new Step(secondary, clock.instant(), message));
    if (secondary.equals("Training") && trainingStart == null) {
      trainingStart = clock.instant();
    }
  }

  /// Records that the container runs.
  ///
  /// @return false if the job is to stop, and the process with it
  synchronized boolean running(Process started) {
    process = started;
    return status == Status.IN_PROGRESS;
  }

  /// Asks it to stop; the process gets the signal that ends it.
  ///
  /// @throws ServiceException if it has ended
  synchronized void stop() {
    if (status.isOver()) {
      throw ServiceException.invalid(
          "The request was rejected because the training job is in status %s."
              .formatted(status.text()));
    }
    if (status == Status.IN_PROGRESS) {
      status = Status.STOPPING;
      step("Stopping", "Stopping the training job");
      if (process != null) {
        process.destroy();
      }
    }
  }

  synchronized void end(Status how, String secondary, String message) {
    status = how;
    end = clock.instant();
    if (how == Status.FAILED) {
      failureReason = message;
    }
    step(secondary, message);
  }

  synchronized Optional<Process> process() {
    return Optional.ofNullable(process);
  }

  /// Records a line of the container.
  synchronized void print(String line) {
    log.add(new LogLine(log.size(), clock.instant(), line));
    metrics.forEach((metric, pattern) -> {
      Matcher found = pattern.matcher(line);
      if (found.find()) {
        values
            .computeIfAbsent(metric, _ -> new ArrayList<>())
            .add(Double.parseDouble(found.group(1)));
      }
    });
  }

  synchronized List<LogLine> log() {
    return List.copyOf(log);
  }

  /// All values of a metric, in the order in which they were printed.
  synchronized List<Double> values(String metric) {
    return List.copyOf(values.getOrDefault(metric, List.of()));
  }

  /// The location of an archive.
  String output(String archive) {
    String folder =
        request.path("OutputDataConfig").path("S3OutputPath").stringValue().replaceAll("/+$", "");
    return "%s/%s/output/%s".formatted(folder, name, archive);
  }

  /// The answer to DescribeTrainingJob.
  synchronized ObjectNode describe() {
    ObjectNode answer = request.deepCopy();
    answer.remove("Tags");
    summary(answer);
    answer.put("SecondaryStatus", steps.getLast().status());
    answer.putObject("ModelArtifacts").put("S3ModelArtifacts", output("model.tar.gz"));
    ArrayNode transitions = answer.putArray("SecondaryStatusTransitions");
    for (int i = 0; i < steps.size(); i++) {
      ObjectNode transition = transitions.addObject();
      transition.put("Status", steps.get(i).status());
      transition.put("StatusMessage", steps.get(i).message());
      transition.put("StartTime", seconds(steps.get(i).start()));
      if (i + 1 < steps.size()) {
        transition.put("EndTime", seconds(steps.get(i + 1).start()));
      } else if (status.isOver()) {
        transition.put("EndTime", seconds(steps.get(i).start()));
      }
    }
    ArrayNode metricList = answer.putArray("FinalMetricDataList");
    values.forEach((metric, all) -> {
      ObjectNode last = metricList.addObject();
      last.put("MetricName", metric);
      last.put("Value", all.getLast().floatValue());
      last.put("Timestamp", seconds(clock.instant()));
    });
    return answer;
  }

  /// Its summary in lists.
  synchronized ObjectNode summary(ObjectNode answer) {
    answer.put("TrainingJobName", name);
    answer.put("TrainingJobArn", arn("training-job", name));
    answer.put("TrainingJobStatus", status.text());
    answer.put("CreationTime", seconds(created));
    answer.put("LastModifiedTime", seconds(steps.getLast().start()));
    if (trainingStart != null) {
      answer.put("TrainingStartTime", seconds(trainingStart));
    }
    if (end != null) {
      answer.put("TrainingEndTime", seconds(end));
    }
    if (failureReason != null) {
      answer.put("FailureReason", failureReason);
    }
    return answer;
  }

  static String arn(String kind, String name) {
    return "arn:aws:sagemaker:us-east-1:000000000000:%s/%s"
        .formatted(kind, name.toLowerCase(java.util.Locale.ROOT));
  }

  static double seconds(Instant time) {
    return time.toEpochMilli() / MILLIS;
  }

  static ObjectNode object() {
    return Json.MAPPER.createObjectNode();
  }
}
