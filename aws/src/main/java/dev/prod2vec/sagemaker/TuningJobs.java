package dev.prod2vec.sagemaker;

import dev.prod2vec.process.JobException;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.study.TrialRecord;
import dev.prod2vec.task.TaskContext;
import dev.prod2vec.tuning.Outcome;
import dev.prod2vec.tuning.Trial;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import software.amazon.awssdk.services.sagemaker.model.CreateHyperParameterTuningJobRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeHyperParameterTuningJobResponse;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterTrainingJobSummary;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterTuningJobStatus;
import software.amazon.awssdk.services.sagemaker.model.SortOrder;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobSortByOptions;

/// Tuning jobs of one run: begun, found again, followed to their end.
final class TuningJobs {
  private static final String DESCRIBE = "sagemaker:DescribeHyperParameterTuningJob";
  private static final String CREATE = "sagemaker:CreateHyperParameterTuningJob";
  private static final String STOP = "sagemaker:StopHyperParameterTuningJob";
  private static final String LIST = "sagemaker:ListTrainingJobsForHyperParameterTuningJob";

  private final Connection connection;
  private final TaskContext context;
  private final TrialRecords records;

  TuningJobs(Connection connection, TaskContext context, TrialRecords records) {
    this.connection = connection;
    this.context = context;
    this.records = records;
  }

  /// A search that is over.
  ///
  /// @param jobs the training job of each trial
  record Searched(List<TrialRecord> trials, List<String> jobs, Optional<TrialRecord> best) {}

  /// Runs a tuning job, or goes on with the one that an earlier attempt at the task began.
  ///
  /// @param names the name of the job's n-th try
  /// @param request the request for a name
  /// @throws JobException if it fails or is stopped
  /// @throws InterruptedException if this thread is interrupted; the job is stopped, unless it is
  ///   meant to be detached
  Searched run(
      IntFunction<String> names, Function<String, CreateHyperParameterTuningJobRequest> request)
      throws IOException, InterruptedException {
    String name = begin(names, request);
    try {
      return follow(name);
    } catch (InterruptedException e) {
      leave(name);
      throw e;
    }
  }

  private String begin(
      IntFunction<String> names, Function<String, CreateHyperParameterTuningJobRequest> request)
      throws InterruptedException {
    for (int number = 1; true; number++) {
      String name = names.apply(number);
      CreateHyperParameterTuningJobRequest asked = request.apply(name);
      Optional<DescribeHyperParameterTuningJobResponse> there = describe(name);
      if (there.isEmpty() && create(asked)) {
        context.listener().notice("tuning job " + name + " begins");
        return name;
      }
      DescribeHyperParameterTuningJobResponse job =
          there.isPresent() ? there.get() : described(name);
      requireOwn(asked, job);
      if (isUsable(asked, job)) {
        context.listener().notice("tuning job %s was begun before and is gone on with".formatted(name));
        return name;
      }
    }
  }

  private boolean isUsable(
      CreateHyperParameterTuningJobRequest asked, DescribeHyperParameterTuningJobResponse job)
      throws InterruptedException {
    boolean same = same(asked, job);
    return switch (job.hyperParameterTuningJobStatus()) {
      case COMPLETED -> same;
      case IN_PROGRESS -> {
        if (!same) {
          context.listener().notice(
                  "tuning job %s of this run has other data or settings and is stopped"
                      .formatted(job.hyperParameterTuningJobName()));
          stop(job.hyperParameterTuningJobName());
        }
        yield same;
      }
      default -> false;
    };
  }

  private static boolean same(
      CreateHyperParameterTuningJobRequest asked, DescribeHyperParameterTuningJobResponse job) {
    var config = asked.hyperParameterTuningJobConfig();
    var other = job.hyperParameterTuningJobConfig();
    return config.parameterRanges().equals(other.parameterRanges())
        && config.resourceLimits().equals(other.resourceLimits())
        && asked
            .trainingJobDefinition()
            .staticHyperParameters()
            .equals(withoutOwn(job.trainingJobDefinition().staticHyperParameters()))
        && JobRequests.sameInput(
            asked.trainingJobDefinition().inputDataConfig(),
            job.trainingJobDefinition().inputDataConfig());
  }

  /// SageMaker adds hyperparameters of its own, which begin with an underscore.
  private static Map<String, String> withoutOwn(Map<String, String> texts) {
    Map<String, String> without = new TreeMap<>(texts);
    without.keySet().removeIf(name -> name.startsWith("_"));
    return without;
  }

  private static void requireOwn(
      CreateHyperParameterTuningJobRequest asked, DescribeHyperParameterTuningJobResponse there) {
    String own = asked.trainingJobDefinition().outputDataConfig().s3OutputPath();
    String other = there.trainingJobDefinition().outputDataConfig().s3OutputPath();
    if (!own.equals(other)) {
      throw new WrongUseException(
          "tuning job %s is there, but is another run's: it writes to %s, not to %s\nhint: start a new run"
              .formatted(there.hyperParameterTuningJobName(), other, own));
    }
  }

  private Searched follow(String name) throws IOException, InterruptedException {
    TreeMap<Integer, TrialRecord> ended = new TreeMap<>();
    int started = 0;
    while (true) {
      DescribeHyperParameterTuningJobResponse job = described(name);
      List<HyperParameterTrainingJobSummary> children = children(name);
      for (int trial = started; trial < children.size(); trial++) {
        context.listener().tuning()
            .started(new Trial(trial, records.point(children.get(trial)), new Outcome.Pending()));
      }
      started = children.size();
      for (int trial = 0; trial < children.size(); trial++) {
        if (!ended.containsKey(trial) && TrialRecords.hasEnded(children.get(trial))) {
          TrialRecord record = records.of(trial, children.get(trial));
          ended.put(trial, record);
          context.listener().tuning().ended(record, records.best(ended.values()));
        }
      }
      if (isOver(job.hyperParameterTuningJobStatus())) {
        List<TrialRecord> trials = List.copyOf(ended.values());
        context.listener().tuning().over(trials);
        requireCompleted(job);
        List<String> jobs = new ArrayList<>();
        children.forEach(child -> jobs.add(child.trainingJobName()));
        return new Searched(trials, jobs, records.best(trials));
      }
      Thread.sleep(connection.poll());
    }
  }

  private static void requireCompleted(DescribeHyperParameterTuningJobResponse job) {
    switch (job.hyperParameterTuningJobStatus()) {
      case COMPLETED -> {}
      case FAILED -> {
        // Where no trial was completed the task says so, with what the first one said.
        if (job.trainingJobStatusCounters().nonRetryableError() == 0) {
          throw new JobException(
              "tuning job %s failed: %s"
                  .formatted(job.hyperParameterTuningJobName(), job.failureReason()));
        }
      }
      default ->
          throw new JobException(
              "tuning job %s was stopped before its end\nhint: run the task again; sagemaker.warm-start-parents takes over what its trials found"
                  .formatted(job.hyperParameterTuningJobName()));
    }
  }

  private static boolean isOver(HyperParameterTuningJobStatus status) {
    return switch (status) {
      case COMPLETED, FAILED, STOPPED -> true;
      default -> false;
    };
  }

  /// The training jobs, the oldest first.
  private List<HyperParameterTrainingJobSummary> children(String name) throws InterruptedException {
    return Calls.call(
        LIST,
        name,
        () ->
            connection
                .jobs()
                .listTrainingJobsForHyperParameterTuningJobPaginator(list ->
                    list.hyperParameterTuningJobName(name)
                        .sortBy(TrainingJobSortByOptions.CREATION_TIME)
                        .sortOrder(SortOrder.ASCENDING)
                        .maxResults(100))
                .trainingJobSummaries()
                .stream()
                .toList());
  }

  private Optional<DescribeHyperParameterTuningJobResponse> describe(String name)
      throws InterruptedException {
    return Calls.find(
        DESCRIBE,
        name,
        () ->
            connection
                .jobs()
                .describeHyperParameterTuningJob(job -> job.hyperParameterTuningJobName(name)));
  }

  private DescribeHyperParameterTuningJobResponse described(String name)
      throws InterruptedException {
    return describe(name)
        .orElseThrow(() -> new JobException("tuning job %s is gone".formatted(name)));
  }

  private boolean create(CreateHyperParameterTuningJobRequest request) throws InterruptedException {
    return Calls.create(
        CREATE,
        request.hyperParameterTuningJobName(),
        () -> connection.jobs().createHyperParameterTuningJob(request));
  }

  private void leave(String name) throws InterruptedException {
    if (context.config().sagemaker().detach()) {
      context.listener().notice("tuning job %s goes on; so does the run when it is resumed".formatted(name));
    } else {
      context.listener().notice("tuning job %s is being stopped".formatted(name));
      stop(name);
    }
  }

  private void stop(String name) throws InterruptedException {
    Calls.stop(
        STOP,
        name,
        () ->
            connection
                .jobs()
                .stopHyperParameterTuningJob(job -> job.hyperParameterTuningJobName(name)));
  }
}
