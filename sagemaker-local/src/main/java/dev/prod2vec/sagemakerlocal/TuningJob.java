package dev.prod2vec.sagemakerlocal;

import dev.prod2vec.tuning.GaussianProcessSampler;
import dev.prod2vec.tuning.Goal;
import dev.prod2vec.tuning.Hyperparameter;
import dev.prod2vec.tuning.Outcome;
import dev.prod2vec.tuning.Point;
import dev.prod2vec.tuning.Pruner;
import dev.prod2vec.tuning.RandomSampler;
import dev.prod2vec.tuning.Sampler;
import dev.prod2vec.tuning.Scale;
import dev.prod2vec.tuning.Space;
import dev.prod2vec.tuning.Study;
import dev.prod2vec.tuning.Trial;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A tuning job: asks our own optimiser for points, and starts a training job for each. Safe to
/// share between threads.
final class TuningJob implements Runnable {
  /// SageMaker does not know how many epochs a job takes: it compares jobs after the same number.
  private static final int ANY_STEPS = Integer.MAX_VALUE;

  private static final Duration POLL = Duration.ofMillis(200);

  private final String name;
  private final ObjectNode request;
  private final Clock clock;
  private final Instant created;
  private final BiFunction<String, ObjectNode, TrainingJob> launch;
  private final List<Child> children = new ArrayList<>();
  private final Goal goal;
  private final String metric;
  private final Study study;
  private Status status = Status.IN_PROGRESS;
  private @Nullable Instant end;
  private @Nullable String failureReason;

  /// A trial and its job.
  private record Child(Trial trial, TrainingJob job) {}

  /// @param known trials of the parents
  /// @param launch starts a training job of a name and a request
  TuningJob(
      String name,
      ObjectNode request,
      Clock clock,
      List<Trial> known,
      BiFunction<String, ObjectNode, TrainingJob> launch) {
    this.name = name;
    this.request = request;
    this.clock = clock;
    this.launch = launch;
    created = clock.instant();
    JsonNode objective = config().path("HyperParameterTuningJobObjective");
    goal = objective.path("Type").stringValue().equals("Maximize") ? Goal.MAXIMISE : Goal.MINIMISE;
    metric = objective.path("MetricName").stringValue();
    long seed = config().path("RandomSeed").asLong(1);
    Sampler sampler =
        config().path("Strategy").stringValue().equals("Random")
            ? new RandomSampler(seed)
            : new GaussianProcessSampler(seed);
    study = Study.of(space(request), goal, sampler, List.of(), known);
  }

  private JsonNode config() {
    return request.path("HyperParameterTuningJobConfig");
  }

  String name() {
    return name;
  }

  synchronized Status status() {
    return status;
  }

  /// Asks it to stop, and its training jobs with it.
  ///
  /// @throws ServiceException if it has ended
  synchronized void stop() {
    if (status.isOver()) {
      throw ServiceException.invalid(
          "The request was rejected because the tuning job is in status %s."
              .formatted(status.text()));
    }
    status = Status.STOPPING;
    running().forEach(child -> stop(child.job()));
  }

  @Override
  public void run() {
    try {
      while (step()) {
        Thread.sleep(POLL);
      }
    } catch (InterruptedException _) {
      end(Status.FAILED, "InternalServerError: the service ends");
    } catch (RuntimeException e) {
      end(Status.FAILED, "InternalServerError: " + e);
    }
  }

  /// @return false when it has ended
  private synchronized boolean step() {
    for (Child child : children) {
      boolean pending = outcome(child.trial().number()) instanceof Outcome.Pending;
      if (pending && child.job().status().isOver()) {
        study.tell(child.trial().number(), outcome(child.job()));
      } else if (pending && status == Status.IN_PROGRESS && isHopeless(child.job())) {
        stop(child.job());
      }
    }
    int running = running().size();
    boolean enough =
        status == Status.STOPPING
            || children.size() >= limit("MaxNumberOfTrainingJobs")
            || timeIsOver();
    if (enough && running == 0) {
      boolean found = children.stream().anyMatch(child -> child.job().status() == Status.COMPLETED);
      if (status == Status.STOPPING) {
        end(Status.STOPPED, null);
      } else if (found) {
        end(Status.COMPLETED, null);
      } else {
        end(Status.FAILED, "No training job of the tuning job succeeded.");
      }
      return false;
    }
    while (!enough
        && running < limit("MaxParallelTrainingJobs")
        && children.size() < limit("MaxNumberOfTrainingJobs")) {
      begin();
      running++;
    }
    return true;
  }

  private void begin() {
    Trial trial = study.ask();
    int number = children.size() + 1;
    String key = HexFormat.of().toHexDigits(trial.point().values().hashCode());
    String childName = "%s-%03d-%s".formatted(name, number, key);
    children.add(new Child(trial, launch.apply(childName, definition(trial.point()))));
  }

  /// The request for the training job of a point.
  private ObjectNode definition(Point point) {
    ObjectNode definition = (ObjectNode) request.path("TrainingJobDefinition").deepCopy();
    ObjectNode hyperparameters = definition.putObject("HyperParameters");
    JsonNode fixed = definition.remove("StaticHyperParameters");
    if (fixed instanceof ObjectNode texts) {
      hyperparameters.setAll(texts);
    }
    point.values().forEach((key, value) -> hyperparameters.put(key, String.valueOf(value)));
    hyperparameters.put("_tuning_objective_metric", metric);
    return definition;
  }

  private boolean timeIsOver() {
    JsonNode seconds = config().path("ResourceLimits").path("MaxRuntimeInSeconds");
    return seconds.isNumber() && clock.instant().isAfter(created.plusSeconds(seconds.longValue()));
  }

  /// SageMaker's early stopping follows the median rule too.
  private boolean isHopeless(TrainingJob job) {
    double[] values = curve(job);
    return config().path("TrainingJobEarlyStoppingType").asString("Off").equals("Auto")
        && job.status() == Status.IN_PROGRESS
        && values.length > 0
        && Pruner.MEDIAN.stops(
            values,
            ANY_STEPS,
            children.stream()
                .map(Child::job)
                .filter(other -> other.status() == Status.COMPLETED && curve(other).length > 0)
                .map(other -> new Pruner.Curve(curve(other), ANY_STEPS, true))
                .toList(),
            goal);
  }

  private double[] curve(TrainingJob job) {
    return job.values(metric).stream().mapToDouble(Double::doubleValue).toArray();
  }

  private Outcome outcome(int trial) {
    return study.trials().stream()
        .filter(one -> one.number() == trial)
        .findFirst()
        .orElseThrow()
        .outcome();
  }

  private Outcome outcome(TrainingJob job) {
    double[] values = curve(job);
    if (values.length == 0) {
      return new Outcome.Failed();
    }
    double last = values[values.length - 1];
    return switch (job.status()) {
      case COMPLETED -> Outcome.of(last);
      case STOPPED -> new Outcome.Pruned(last);
      case FAILED, IN_PROGRESS, STOPPING -> new Outcome.Failed();
    };
  }

  private List<Child> running() {
    return children.stream().filter(child -> !child.job().status().isOver()).toList();
  }

  private static void stop(TrainingJob job) {
    try {
      job.stop();
    } catch (ServiceException _) {
      // It has just ended.
    }
  }

  private int limit(String limit) {
    return config().path("ResourceLimits").path(limit).intValue();
  }

  private synchronized void end(Status how, @Nullable String reason) {
    status = how;
    failureReason = reason;
    end = clock.instant();
  }

  /// The trials that a child job inherits.
  synchronized List<Trial> told() {
    return study.trials().stream()
        .filter(trial -> !(trial.outcome() instanceof Outcome.Pending))
        .toList();
  }

  /// The answer to DescribeHyperParameterTuningJob.
  synchronized ObjectNode describe() {
    ObjectNode answer = request.deepCopy();
    answer.remove("Tags");
    ((ObjectNode) answer.path("TrainingJobDefinition").path("StaticHyperParameters"))
        .put("_tuning_objective_metric", metric);
    answer.put("HyperParameterTuningJobArn", TrainingJob.arn("hyper-parameter-tuning-job", name));
    answer.put("HyperParameterTuningJobStatus", status.text());
    answer.put("CreationTime", TrainingJob.seconds(created));
    if (end != null) {
      answer.put("HyperParameterTuningEndTime", TrainingJob.seconds(end));
    }
    if (failureReason != null) {
      answer.put("FailureReason", failureReason);
    }
    ObjectNode counters = answer.putObject("TrainingJobStatusCounters");
    counters.put("Completed", count(Status.COMPLETED));
    counters.put("InProgress", running().size());
    counters.put("RetryableError", 0);
    counters.put("NonRetryableError", count(Status.FAILED));
    counters.put("Stopped", count(Status.STOPPED));
    ObjectNode objectives = answer.putObject("ObjectiveStatusCounters");
    objectives.put("Succeeded", count(Status.COMPLETED));
    objectives.put("Pending", running().size());
    objectives.put("Failed", count(Status.FAILED));
    best().ifPresent(child -> answer.set("BestTrainingJob", summary(child)));
    return answer;
  }

  private int count(Status which) {
    return (int) children.stream().filter(child -> child.job().status() == which).count();
  }

  private Optional<Child> best() {
    return study
        .best()
        .flatMap(best ->
            children.stream().filter(child -> child.trial().number() == best.number()).findFirst());
  }

  /// The summaries of its training jobs, the oldest first.
  synchronized List<ObjectNode> summaries() {
    return children.stream().map(this::summary).toList();
  }

  private ObjectNode summary(Child child) {
    TrainingJob job = child.job();
    ObjectNode summary = job.summary(TrainingJob.object());
    summary.remove("LastModifiedTime");
    ObjectNode tuned = summary.putObject("TunedHyperParameters");
    child.trial().point().values().forEach((key, value) -> tuned.put(key, String.valueOf(value)));
    double[] values = curve(job);
    if (values.length > 0) {
      ObjectNode last = summary.putObject("FinalHyperParameterTuningJobObjectiveMetric");
      last.put("MetricName", metric);
      last.put("Value", (float) values[values.length - 1]);
    }
    summary.put(
        "ObjectiveStatus",
        switch (job.status()) {
          case COMPLETED, STOPPED -> values.length > 0 ? "Succeeded" : "Failed";
          case FAILED -> "Failed";
          case IN_PROGRESS, STOPPING -> "Pending";
        });
    return summary;
  }

  /// The space of the ranges in a request, by the names of the hyperparameters.
  static Space space(JsonNode request) {
    JsonNode ranges = request.path("HyperParameterTuningJobConfig").path("ParameterRanges");
    Map<String, Hyperparameter> searched = new LinkedHashMap<>();
    for (JsonNode range : ranges.path("IntegerParameterRanges")) {
      String name = range.path("Name").stringValue();
      searched.put(
          name,
          new Hyperparameter.Whole(
              name,
              Integer.parseInt(range.path("MinValue").stringValue()),
              Integer.parseInt(range.path("MaxValue").stringValue()),
              scale(range)));
    }
    for (JsonNode range : ranges.path("ContinuousParameterRanges")) {
      String name = range.path("Name").stringValue();
      searched.put(
          name,
          new Hyperparameter.Real(
              name,
              Double.parseDouble(range.path("MinValue").stringValue()),
              Double.parseDouble(range.path("MaxValue").stringValue()),
              scale(range)));
    }
    for (JsonNode range : ranges.path("CategoricalParameterRanges")) {
      String name = range.path("Name").stringValue();
      searched.put(
          name,
          new Hyperparameter.Choice(
              name, range.path("Values").valueStream().map(JsonNode::stringValue).toList()));
    }
    return new Space(List.copyOf(searched.values()));
  }

  private static Scale scale(JsonNode range) {
    return range.path("ScalingType").asString("").equals("Logarithmic") ? Scale.LOG : Scale.LINEAR;
  }
}
