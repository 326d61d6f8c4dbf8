package dev.prod2vec.sagemaker;

import dev.prod2vec.container.ContainerFolders;
import dev.prod2vec.container.Hyperparameters;
import dev.prod2vec.evaluation.Fit;
import dev.prod2vec.file.Json;
import dev.prod2vec.study.Measure;
import dev.prod2vec.study.TrainingSpace;
import dev.prod2vec.study.TrialRecord;
import dev.prod2vec.task.TrainingFiles;
import dev.prod2vec.training.EpochMetrics;
import dev.prod2vec.training.TrainingConfig;
import dev.prod2vec.tuning.Goal;
import dev.prod2vec.tuning.Hyperparameter;
import dev.prod2vec.tuning.Point;
import dev.prod2vec.tuning.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterTrainingJobSummary;

/// The training jobs of a tuning job as trials of a study.
///
/// @param place where they write
/// @param folder for fetched files
record TrialRecords(
    TrainingConfig base,
    Space space,
    Measure metric,
    JobFolders place,
    Archives archives,
    Path folder) {
  private static final String ARCHIVE = "output.tar.gz";

  /// The most that scores and a log of a line per epoch can have.
  private static final long MAX_BYTES = 1 << 20;

  /// Whether a job has ended.
  static boolean hasEnded(HyperParameterTrainingJobSummary job) {
    return switch (job.trainingJobStatus()) {
      case COMPLETED, FAILED, STOPPED -> true;
      default -> false;
    };
  }

  /// The trial of a job that has ended.
  TrialRecord of(int trial, HyperParameterTrainingJobSummary job) throws IOException {
    Path unpacked = Files.createDirectories(folder.resolve("trial"));
    Path scoresFile = unpacked.resolve(ContainerFolders.SCORES);
    Path log = unpacked.resolve(TrainingFiles.LOG);
    Files.deleteIfExists(scoresFile);
    Files.deleteIfExists(log);
    archives.unpack(
        place.archive(job.trainingJobName(), ARCHIVE),
        unpacked,
        Set.of(ContainerFolders.SCORES, TrainingFiles.LOG),
        MAX_BYTES);
    List<EpochMetrics> epochs = Files.exists(log) ? TrainingFiles.readLog(log) : List.of();
    Optional<Fit> scores =
        Files.exists(scoresFile) ? Optional.of(Json.read(scoresFile, Fit.class)) : Optional.empty();
    return switch (job.trainingJobStatus()) {
      case COMPLETED ->
          scores.isPresent()
              ? record(
                  trial,
                  job,
                  TrialRecord.Status.COMPLETED,
                  scores.map(metric::of),
                  scores,
                  epochs,
                  Optional.empty())
              : failed(trial, job, epochs, "the job left no scores");
      case STOPPED -> {
        Optional<Double> value = lastValue(job);
        yield value.isPresent()
            ? record(trial, job, TrialRecord.Status.PRUNED, value, scores, epochs, Optional.empty())
            : failed(trial, job, epochs, "was stopped before it had a value");
      }
      default -> failed(trial, job, epochs, firstLine(job.failureReason()));
    };
  }

  /// The point of a job.
  Point point(HyperParameterTrainingJobSummary job) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Hyperparameter searched : space.hyperparameters()) {
      String text =
          job.tunedHyperParameters().getOrDefault(Hyperparameters.name(searched.name()), "");
      values.put(searched.name(), value(searched, text));
    }
    return space.point(values);
  }

  /// The best completed trial; the first of several equal ones.
  Optional<TrialRecord> best(Collection<TrialRecord> trials) {
    Comparator<TrialRecord> byLoss =
        Comparator.comparingDouble(trial ->
            metric.goal() == Goal.MAXIMISE
                ? -trial.value().orElseThrow()
                : trial.value().orElseThrow());
    return trials.stream()
        .filter(trial -> trial.status() == TrialRecord.Status.COMPLETED)
        .min(byLoss.thenComparingInt(TrialRecord::trial));
  }

  private TrialRecord failed(
      int trial, HyperParameterTrainingJobSummary job, List<EpochMetrics> epochs, String message) {
    return record(
        trial,
        job,
        TrialRecord.Status.FAILED,
        Optional.empty(),
        Optional.empty(),
        epochs,
        Optional.of(message));
  }

  private TrialRecord record(
      int trial,
      HyperParameterTrainingJobSummary job,
      TrialRecord.Status status,
      Optional<Double> value,
      Optional<Fit> scores,
      List<EpochMetrics> epochs,
      Optional<String> message) {
    return new TrialRecord(
        trial,
        status,
        false,
        point(job).values(),
        TrainingSpace.training(point(job), base).epochs(),
        value,
        scores,
        epochs,
        job.trainingStartTime() == null ? job.creationTime() : job.trainingStartTime(),
        job.trainingEndTime() == null ? job.creationTime() : job.trainingEndTime(),
        message);
  }

  private static Optional<Double> lastValue(HyperParameterTrainingJobSummary job) {
    return Optional.ofNullable(job.finalHyperParameterTuningJobObjectiveMetric())
        .map(metric -> (double) metric.value())
        .filter(Double::isFinite);
  }

  /// SageMaker rounds the values that it draws; one that falls out of its range is moved back to
  /// the end of it.
  private static Object value(Hyperparameter searched, String text) {
    return switch (searched) {
      case Hyperparameter.Whole(_, var min, var max, _) ->
          Math.clamp(Math.round(Double.parseDouble(text)), min, max);
      case Hyperparameter.Real(_, var min, var max, _) ->
          Math.clamp(Double.parseDouble(text), min, max);
      case Hyperparameter.Choice _ -> text.replaceAll("^\"|\"$", "");
    };
  }

  private static String firstLine(String reason) {
    return reason == null ? "no reason was given" : reason.lines().findFirst().orElse("");
  }
}
