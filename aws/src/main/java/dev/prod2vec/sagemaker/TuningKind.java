package dev.prod2vec.sagemaker;

import dev.prod2vec.process.JobException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.sagemaker.model.CreateHyperParameterTuningJobRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeHyperParameterTuningJobResponse;

/// Jobs that search for hyperparameters, by a training job for each trial.
record TuningKind(Connection connection)
    implements JobKind<
        CreateHyperParameterTuningJobRequest, DescribeHyperParameterTuningJobResponse> {
  private static final String DESCRIBE = "sagemaker:DescribeHyperParameterTuningJob";
  private static final String CREATE = "sagemaker:CreateHyperParameterTuningJob";
  private static final String STOP = "sagemaker:StopHyperParameterTuningJob";

  @Override
  public String title() {
    return "tuning job";
  }

  @Override
  public String name(DescribeHyperParameterTuningJobResponse job) {
    return job.hyperParameterTuningJobName();
  }

  @Override
  public JobState state(DescribeHyperParameterTuningJobResponse job) {
    return JobState.of(job.hyperParameterTuningJobStatusAsString());
  }

  @Override
  public String outputAsked(CreateHyperParameterTuningJobRequest asked) {
    return asked.trainingJobDefinition().outputDataConfig().s3OutputPath();
  }

  @Override
  public String output(DescribeHyperParameterTuningJobResponse job) {
    return job.trainingJobDefinition().outputDataConfig().s3OutputPath();
  }

  @Override
  public boolean isSame(
      CreateHyperParameterTuningJobRequest asked, DescribeHyperParameterTuningJobResponse job) {
    var config = asked.hyperParameterTuningJobConfig();
    var other = job.hyperParameterTuningJobConfig();
    var trial = asked.trainingJobDefinition();
    var otherTrial = job.trainingJobDefinition();
    return config.parameterRanges().equals(other.parameterRanges())
        && config.resourceLimits().equals(other.resourceLimits())
        && trial.staticHyperParameters().equals(withoutOwn(otherTrial.staticHyperParameters()))
        && JobSettings.isSameInput(trial.inputDataConfig(), otherTrial.inputDataConfig());
  }

  /// SageMaker adds hyperparameters of its own, which begin with an underscore.
  private static Map<String, String> withoutOwn(Map<String, String> texts) {
    Map<String, String> without = new TreeMap<>(texts);
    without.keySet().removeIf(name -> name.startsWith("_"));
    return without;
  }

  @Override
  public Optional<DescribeHyperParameterTuningJobResponse> find(String name)
      throws InterruptedException {
    return Calls.find(
        DESCRIBE,
        name,
        () ->
            connection
                .jobs()
                .describeHyperParameterTuningJob(job -> job.hyperParameterTuningJobName(name)));
  }

  @Override
  public boolean create(CreateHyperParameterTuningJobRequest asked) throws InterruptedException {
    return Calls.create(
        CREATE,
        asked.hyperParameterTuningJobName(),
        () -> connection.jobs().createHyperParameterTuningJob(asked));
  }

  @Override
  public void stop(String name) throws InterruptedException {
    Calls.stop(
        STOP,
        name,
        () ->
            connection
                .jobs()
                .stopHyperParameterTuningJob(job -> job.hyperParameterTuningJobName(name)));
  }

  @Override
  public void requireCompleted(DescribeHyperParameterTuningJobResponse job) {
    switch (state(job)) {
      case COMPLETED -> {}
      case FAILED -> {
        // Where no trial was completed the task says so, with the message of the first one.
        if (job.trainingJobStatusCounters().nonRetryableError() == 0) {
          throw new JobException(
              "tuning job %s failed: %s"
                  .formatted(job.hyperParameterTuningJobName(), job.failureReason()));
        }
      }
      case RUNNING, STOPPING, STOPPED, OTHER ->
          throw new JobException(
              "tuning job %s was stopped before its end\nhint: run the task again; with sagemaker.warm-start-parents it learns from the trials of this job"
                  .formatted(job.hyperParameterTuningJobName()));
    }
  }
}
