package dev.prod2vec.sagemakerlocal;

import dev.prod2vec.store.ConditionalStore;
import dev.prod2vec.tuning.Space;
import dev.prod2vec.tuning.Trial;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The jobs of the local SageMaker, and the operations on them. Safe to share between threads.
final class Service {
  private static final String SAGEMAKER = "SageMaker.";
  private static final String LOGS = "Logs_20140328.FilterLogEvents";
  private static final int DEFAULT_RESULTS = 10;

  private final ConditionalStore store;
  private final Path folder;
  private final List<String> command;
  private final Clock clock;
  private final ExecutorService threads;
  private final Map<String, TrainingJob> trainings = new ConcurrentHashMap<>();
  private final Map<String, TuningJob> tunings = new ConcurrentHashMap<>();

  /// @param threads that jobs run on
  Service(
      ConditionalStore store,
      Path folder,
      List<String> command,
      Clock clock,
      ExecutorService threads) {
    this.store = store;
    this.folder = folder;
    this.command = command;
    this.clock = clock;
    this.threads = threads;
  }

  /// The answer to a request.
  ///
  /// @param target of the operation, as the header names it
  /// @throws ServiceException if it is refused
  ObjectNode answer(String target, JsonNode request) {
    if (target.equals(LOGS)) {
      return log(request);
    }
    String operation = target.startsWith(SAGEMAKER) ? target.substring(SAGEMAKER.length()) : target;
    if (!target.startsWith(SAGEMAKER) || !Rules.knows(operation)) {
      throw ServiceException.invalid("the local SageMaker knows no operation " + target);
    }
    Rules.check(operation, request);
    return switch (operation) {
      case "CreateTrainingJob" -> createTraining((ObjectNode) request);
      case "DescribeTrainingJob" -> training(request).describe();
      case "StopTrainingJob" -> {
        training(request).stop();
        yield TrainingJob.object();
      }
      case "ListTrainingJobs" -> list(request);
      case "CreateHyperParameterTuningJob" -> createTuning((ObjectNode) request);
      case "DescribeHyperParameterTuningJob" -> tuning(request).describe();
      case "StopHyperParameterTuningJob" -> {
        tuning(request).stop();
        yield TrainingJob.object();
      }
      case "ListTrainingJobsForHyperParameterTuningJob" -> page(request, trials(request));
      default -> throw new IllegalStateException(operation);
    };
  }

  private ObjectNode createTraining(ObjectNode request) {
    Checks.training(request);
    String name = request.path("TrainingJobName").stringValue();
    if (!request.path("AlgorithmSpecification").has("TrainingImage")) {
      throw ServiceException.invalid("TrainingImage must be given");
    }
    launch(name, request);
    ObjectNode answer = TrainingJob.object();
    answer.put("TrainingJobArn", TrainingJob.arn("training-job", name));
    return answer;
  }

  private TrainingJob launch(String name, ObjectNode request) {
    TrainingJob job = new TrainingJob(name, request, clock);
    if (trainings.putIfAbsent(name, job) != null) {
      throw ServiceException.inUse(
          "Training job names must be unique within an AWS account and region, and a training job"
              + " with this name already exists");
    }
    threads.execute(new TrainingRun(job, folder, store, command));
    return job;
  }

  private ObjectNode createTuning(ObjectNode request) {
    Checks.tuning(request);
    String name = request.path("HyperParameterTuningJobName").stringValue();
    TuningJob job = new TuningJob(name, request, clock, known(request), this::launch);
    if (tunings.putIfAbsent(name, job) != null) {
      throw ServiceException.inUse(
          "Hyper parameter tuning job names must be unique, and one with this name already exists");
    }
    threads.execute(job);
    ObjectNode answer = TrainingJob.object();
    answer.put("HyperParameterTuningJobArn", TrainingJob.arn("hyper-parameter-tuning-job", name));
    return answer;
  }

  /// Trials of the parents that lie in the space, numbered anew.
  private List<Trial> known(JsonNode request) {
    Space space = TuningJob.space(request);
    List<Trial> known = new ArrayList<>();
    for (JsonNode parent : request.path("WarmStartConfig").path("ParentHyperParameterTuningJobs")) {
      TuningJob job = tuning(parent);
      if (!job.status().isOver()) {
        throw ServiceException.invalid("the parent %s has not ended".formatted(job.name()));
      }
      for (Trial trial : job.told()) {
        try {
          known.add(new Trial(known.size(), space.point(trial.point().values()), trial.outcome()));
        } catch (IllegalArgumentException _) {
          // It lies outside.
        }
      }
    }
    return known;
  }

  private TrainingJob training(JsonNode request) {
    TrainingJob job = trainings.get(request.path("TrainingJobName").stringValue());
    if (job == null) {
      // As the service itself says it, whatever its description names.
      throw ServiceException.invalid("Requested resource not found.");
    }
    return job;
  }

  private TuningJob tuning(JsonNode request) {
    String name = request.path("HyperParameterTuningJobName").stringValue();
    TuningJob job = tunings.get(name);
    if (job == null) {
      throw ServiceException.notFound("Tuning job %s does not exist".formatted(name));
    }
    return job;
  }

  private ObjectNode list(JsonNode request) {
    String part = request.path("NameContains").asString("");
    String status = request.path("StatusEquals").asString("");
    Comparator<TrainingJob> order =
        switch (request.path("SortBy").asString("CreationTime")) {
          case "Name" -> Comparator.comparing(TrainingJob::name);
          case "Status" -> Comparator.comparing(job -> job.status().text());
          default -> Comparator.comparing(TrainingJob::created);
        };
    List<ObjectNode> summaries =
        trainings.values().stream()
            .filter(job -> job.name().contains(part))
            .filter(job -> status.isEmpty() || job.status().text().equals(status))
            .sorted(ascending(request) ? order : order.reversed())
            .map(job -> job.summary(TrainingJob.object()))
            .toList();
    return page(request, summaries);
  }

  private List<ObjectNode> trials(JsonNode request) {
    String status = request.path("StatusEquals").asString("");
    Function<ObjectNode, String> key =
        switch (request.path("SortBy").asString("Name")) {
          case "Name", "CreationTime" -> summary -> summary.path("TrainingJobName").stringValue();
          case "Status" -> summary -> summary.path("TrainingJobStatus").stringValue();
          case "FinalObjectiveMetricValue" ->
              summary ->
                  "%.9f"
                      .formatted(
                          summary
                              .path("FinalHyperParameterTuningJobObjectiveMetric")
                              .path("Value")
                              .asDouble(0));
          default -> throw ServiceException.invalid("SortBy is none of what is allowed");
        };
    Comparator<ObjectNode> order = Comparator.comparing(key);
    return tuning(request).summaries().stream()
        .filter(summary ->
            status.isEmpty() || summary.path("TrainingJobStatus").stringValue().equals(status))
        .sorted(ascending(request) ? order : order.reversed())
        .toList();
  }

  private static boolean ascending(JsonNode request) {
    return !request.path("SortOrder").asString("Ascending").equals("Descending");
  }

  private static ObjectNode page(JsonNode request, List<ObjectNode> all) {
    int from = Integer.parseInt(request.path("NextToken").asString("0"));
    int to = Math.min(all.size(), from + request.path("MaxResults").asInt(DEFAULT_RESULTS));
    ObjectNode answer = TrainingJob.object();
    ArrayNode summaries = answer.putArray("TrainingJobSummaries");
    all.subList(Math.min(from, to), to).forEach(summaries::add);
    if (to < all.size()) {
      answer.put("NextToken", Integer.toString(to));
    }
    return answer;
  }

  /// The lines of jobs whose stream's name begins so.
  private ObjectNode log(JsonNode request) {
    String prefix = request.path("logStreamNamePrefix").asString("");
    long from = request.path("startTime").asLong(0);
    @Nullable TrainingJob job = trainings.get(prefix.replaceFirst("/.*", ""));
    ObjectNode answer = TrainingJob.object();
    ArrayNode events = answer.putArray("events");
    if (job != null) {
      for (TrainingJob.LogLine line : job.log()) {
        if (line.time().toEpochMilli() >= from) {
          ObjectNode event = events.addObject();
          event.put("logStreamName", job.name() + "/algo-1-" + job.created().getEpochSecond());
          event.put("timestamp", line.time().toEpochMilli());
          event.put("message", line.text());
          event.put("eventId", "%s-%d".formatted(job.name(), line.number()));
        }
      }
    }
    return answer;
  }

  /// Ends all jobs.
  void close(long timeout, TimeUnit unit) {
    tunings.values().stream().filter(job -> !job.status().isOver()).forEach(Service::stop);
    trainings.values().stream().flatMap(job -> job.process().stream()).forEach(Process::destroy);
    threads.shutdownNow();
    try {
      threads.awaitTermination(timeout, unit);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    trainings.values().stream()
        .flatMap(job -> job.process().stream())
        .forEach(process -> process.destroyForcibly().onExit().join());
  }

  private static void stop(TuningJob job) {
    try {
      job.stop();
    } catch (ServiceException _) {
      // It has just ended.
    }
  }
}
