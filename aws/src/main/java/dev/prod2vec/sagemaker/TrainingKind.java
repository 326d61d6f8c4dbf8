package dev.prod2vec.sagemaker;

import dev.prod2vec.process.JobException;
import java.util.Optional;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;

/// Jobs that train once.
record TrainingKind(Connection connection)
    implements JobKind<CreateTrainingJobRequest, DescribeTrainingJobResponse> {
  private static final String DESCRIBE = "sagemaker:DescribeTrainingJob";
  private static final String CREATE = "sagemaker:CreateTrainingJob";
  private static final String STOP = "sagemaker:StopTrainingJob";

  @Override
  public String title() {
    return "training job";
  }

  @Override
  public String name(DescribeTrainingJobResponse job) {
    return job.trainingJobName();
  }

  @Override
  public JobState state(DescribeTrainingJobResponse job) {
    return JobState.of(job.trainingJobStatusAsString());
  }

  @Override
  public String outputAsked(CreateTrainingJobRequest asked) {
    return asked.outputDataConfig().s3OutputPath();
  }

  @Override
  public String output(DescribeTrainingJobResponse job) {
    return job.outputDataConfig().s3OutputPath();
  }

  @Override
  public boolean isSame(CreateTrainingJobRequest asked, DescribeTrainingJobResponse job) {
    return asked.hyperParameters().equals(job.hyperParameters())
        && JobSettings.isSameInput(asked.inputDataConfig(), job.inputDataConfig());
  }

  @Override
  public Optional<DescribeTrainingJobResponse> find(String name) throws InterruptedException {
    return Calls.find(
        DESCRIBE,
        name,
        () -> connection.jobs().describeTrainingJob(job -> job.trainingJobName(name)));
  }

  @Override
  public boolean create(CreateTrainingJobRequest asked) throws InterruptedException {
    return Calls.create(
        CREATE, asked.trainingJobName(), () -> connection.jobs().createTrainingJob(asked));
  }

  @Override
  public void stop(String name) throws InterruptedException {
    Calls.stop(
        STOP, name, () -> connection.jobs().stopTrainingJob(job -> job.trainingJobName(name)));
  }

  @Override
  public void requireCompleted(DescribeTrainingJobResponse job) {
    switch (state(job)) {
      case COMPLETED -> {}
      case FAILED ->
          throw new JobException(
              "training job %s failed: %s".formatted(job.trainingJobName(), job.failureReason()));
      case RUNNING, STOPPING, STOPPED, OTHER ->
          throw new JobException(
              "training job %s was stopped before its end (%s)\nhint: run the task again; it resumes from the last checkpoint"
                  .formatted(job.trainingJobName(), job.secondaryStatusAsString()));
    }
  }
}
