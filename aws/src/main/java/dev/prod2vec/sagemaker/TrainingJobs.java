package dev.prod2vec.sagemaker;

import dev.prod2vec.process.JobException;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.task.TaskContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.SecondaryStatusTransition;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobStatus;

/// Training jobs of one run: begun, found again, followed to their end.
final class TrainingJobs {
  private static final String DESCRIBE = "sagemaker:DescribeTrainingJob";
  private static final String CREATE = "sagemaker:CreateTrainingJob";
  private static final String STOP = "sagemaker:StopTrainingJob";

  private final Connection connection;
  private final TaskContext context;

  TrainingJobs(Connection connection, TaskContext context) {
    this.connection = connection;
    this.context = context;
  }

  /// Runs a job, or goes on with the one that an earlier attempt at the task began.
  ///
  /// @param names the name of the job's n-th try
  /// @param request the request for a name
  /// @return the job, which is completed
  /// @throws JobException if it fails or is stopped
  /// @throws WrongUseException if a name is taken by a job of another run
  /// @throws InterruptedException if this thread is interrupted; the job is stopped, unless it is
  ///   meant to be detached
  DescribeTrainingJobResponse run(
      IntFunction<String> names, Function<String, CreateTrainingJobRequest> request)
      throws InterruptedException {
    String name = begin(names, request);
    try {
      return completed(follow(name));
    } catch (InterruptedException e) {
      leave(name);
      throw e;
    }
  }

  /// @return the name of the job that runs or is completed
  private String begin(
      IntFunction<String> names, Function<String, CreateTrainingJobRequest> request)
      throws InterruptedException {
    for (int number = 1; true; number++) {
      String name = names.apply(number);
      CreateTrainingJobRequest asked = request.apply(name);
      Optional<DescribeTrainingJobResponse> there = describe(name);
      if (there.isEmpty() && create(asked)) {
        context.listener().notice("training job " + name + " begins");
        return name;
      }
      DescribeTrainingJobResponse job = there.isPresent() ? there.get() : described(name);
      requireOwn(asked, job);
      if (isUsable(asked, job)) {
        context.listener().notice("training job %s was begun before and is gone on with".formatted(name));
        return name;
      }
    }
  }

  private boolean isUsable(CreateTrainingJobRequest asked, DescribeTrainingJobResponse job)
      throws InterruptedException {
    boolean same = JobRequests.same(asked, job.hyperParameters(), job.inputDataConfig());
    return switch (job.trainingJobStatus()) {
      case COMPLETED -> same;
      case IN_PROGRESS -> {
        if (!same) {
          context.listener().notice(
                  "training job %s of this run has other data or settings and is stopped"
                      .formatted(job.trainingJobName()));
          stop(job.trainingJobName());
        }
        yield same;
      }
      case STOPPING -> {
        // What it leaves last, the next job goes on from.
        while (!isOver(described(job.trainingJobName()).trainingJobStatus())) {
          Thread.sleep(connection.poll());
        }
        yield false;
      }
      default -> false;
    };
  }

  /// A name tells a run from others; that another has it is next to impossible, unless somebody
  /// made it up.
  private static void requireOwn(
      CreateTrainingJobRequest asked, DescribeTrainingJobResponse there) {
    String own = asked.outputDataConfig().s3OutputPath();
    String other = there.outputDataConfig().s3OutputPath();
    if (!own.equals(other)) {
      throw new WrongUseException(
          "training job %s is there, but is another run's: it writes to %s, not to %s\nhint: start a new run"
              .formatted(there.trainingJobName(), other, own));
    }
  }

  private Optional<DescribeTrainingJobResponse> describe(String name) throws InterruptedException {
    return Calls.find(
        DESCRIBE,
        name,
        () -> connection.jobs().describeTrainingJob(job -> job.trainingJobName(name)));
  }

  private DescribeTrainingJobResponse described(String name) throws InterruptedException {
    return describe(name)
        .orElseThrow(() -> new JobException("training job %s is gone".formatted(name)));
  }

  /// @return false if another process was faster
  private boolean create(CreateTrainingJobRequest request) throws InterruptedException {
    return Calls.create(
        CREATE, request.trainingJobName(), () -> connection.jobs().createTrainingJob(request));
  }

  /// Waits until a job has ended, and says what it does.
  private DescribeTrainingJobResponse follow(String name) throws InterruptedException {
    JobLog log = new JobLog(connection.logs(), context, name);
    List<SecondaryStatusTransition> shown = new ArrayList<>();
    while (true) {
      DescribeTrainingJobResponse job = described(name);
      job.secondaryStatusTransitions().stream()
          .skip(shown.size())
          .forEach(step -> {
            shown.add(step);
            context.listener().notice(step(step));
          });
      log.show();
      if (isOver(job.trainingJobStatus())) {
        return job;
      }
      Thread.sleep(connection.poll());
    }
  }

  private static String step(SecondaryStatusTransition step) {
    String words =
        step.statusAsString().replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    return step.statusMessage() == null || step.statusMessage().isBlank()
        ? "  " + words
        : "  %s: %s".formatted(words, step.statusMessage());
  }

  private static boolean isOver(TrainingJobStatus status) {
    return switch (status) {
      case COMPLETED, FAILED, STOPPED -> true;
      default -> false;
    };
  }

  private static DescribeTrainingJobResponse completed(DescribeTrainingJobResponse job) {
    return switch (job.trainingJobStatus()) {
      case COMPLETED -> job;
      case FAILED ->
          throw new JobException(
              "training job %s failed: %s".formatted(job.trainingJobName(), job.failureReason()));
      default ->
          throw new JobException(
              "training job %s was stopped before its end (%s)\nhint: run the task again; it goes on from the last checkpoint"
                  .formatted(job.trainingJobName(), job.secondaryStatusAsString()));
    };
  }

  private void leave(String name) throws InterruptedException {
    if (context.config().sagemaker().detach()) {
      context.listener().notice("training job %s goes on; so does the run when it is resumed".formatted(name));
    } else {
      context.listener().notice("training job %s is being stopped".formatted(name));
      stop(name);
    }
  }

  private void stop(String name) throws InterruptedException {
    Calls.stop(
        STOP, name, () -> connection.jobs().stopTrainingJob(job -> job.trainingJobName(name)));
  }
}
