package dev.prod2vec.task;

import dev.prod2vec.embedding.Safetensors;
import dev.prod2vec.evaluation.Fit;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.process.ExitCode;
import dev.prod2vec.process.Failure;
import dev.prod2vec.report.StudyPage;
import dev.prod2vec.study.StudyFile;
import dev.prod2vec.study.TrainingSpace;
import dev.prod2vec.study.TrialRecord;
import dev.prod2vec.study.TuningConfig;
import dev.prod2vec.training.EpochMetrics;
import dev.prod2vec.training.TrainingConfig;
import dev.prod2vec.tuning.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Searches for the hyperparameters that find most of the products left out of validation orders.
/// Test orders play no part.
final class ModelTuning {
  private ModelTuning() {}

  static TaskResult run(TaskContext context, TrainingService service)
      throws IOException, InterruptedException {
    TrainingService.SearchResult found = service.search(context);
    if (found.best().isEmpty()) {
      removeBest(context.files());
      return TaskResult.of(metrics(found.trials())).withRefusal(refusal(context, found.trials()));
    }
    TrialRecord best = found.best().get();
    Map<String, Object> metrics = metrics(found.trials());
    metrics.putAll(metrics(best));
    return switch (found.end()) {
      case OVER -> {
        try {
          finish(context, service, best);
        } catch (IOException | InterruptedException | RuntimeException e) {
          if (Failure.of(e).exitCode() != ExitCode.INTERRUPTED) {
            throw e;
          }
          // The interrupt has done its work; still set, it would stop the writing below.
          Thread.interrupted();
          yield stopped(context, best, metrics);
        }
        yield TaskResult.of(metrics);
      }
      case INTERRUPTED -> stopped(context, best, metrics);
    };
  }

  /// Ends an interrupted search with its results so far: the trials with their table, page and
  /// pictures, and the best trial's vectors. The files to resume from stay.
  private static TaskResult stopped(
      TaskContext context, TrialRecord best, Map<String, Object> metrics)
      throws IOException, InterruptedException {
    TaskFiles files = context.files();
    Files.deleteIfExists(files.write(ProductModel.FILE));
    if (isOf(best.trial(), files.unfinished(TrainingFiles.BEST))) {
      publishBest(files, best);
    }
    metrics.putAll(TuningAnalysis.write(context, StudyFile.read(files.write(StudyFile.NAME))));
    return TaskResult.of(metrics)
        .withRefusal(
            new Failure(
                ExitCode.INTERRUPTED,
                "interrupted; what was found so far: "
                    + files.directory().resolve(StudyPage.FILE)));
  }

  private static void publishBest(TaskFiles files, TrialRecord best)
      throws IOException, InterruptedException {
    files.write(ProductModel.FILE, copy -> Files.copy(files.unfinished(TrainingFiles.BEST), copy));
    TrainingFiles.writeLog(files, best.epochs());
  }

  private static void removeBest(TaskFiles files) throws IOException {
    files.guard().change(() -> Files.deleteIfExists(files.unfinished(TrainingFiles.BEST)));
  }

  /// Writes the model that the run continues with.
  private static void finish(TaskContext context, TrainingService service, TrialRecord found)
      throws IOException, InterruptedException {
    TaskFiles files = context.files();
    TuningConfig tuning = context.config().tuning();
    Space space = tuning.space();
    TrainingConfig config =
        TrainingSpace.training(space.point(found.parameters()), context.config().training());
    Path best = files.unfinished(TrainingFiles.BEST);
    switch (tuning.finalTraining()) {
      case BEST_TRIAL -> {
        Path before = files.directory().resolve(ProductModel.FILE);
        if (isOf(found.trial(), best)) {
          publishBest(files, found);
        } else if (!isOf(found.trial(), before)) {
          // An earlier study found it, or its file is gone.
          service.train(context, config, TrainingSet.TRAINING);
        }
      }
      case ALL_ORDERS ->
          service.train(
              context, config.withEpochs(found.bestEpoch()).withPatience(0), TrainingSet.ALL);
    }
    removeBest(files);
  }

  /// Whether a file has the vectors of a trial.
  private static boolean isOf(int trial, Path file) throws IOException {
    return Files.exists(file)
        && Integer.toString(trial)
            .equals(Safetensors.read(file).metadata().get(ProductModel.TRIAL));
  }

  private static Failure refusal(TaskContext context, List<TrialRecord> trials) {
    String first =
        trials.stream()
            .flatMap(trial -> trial.message().stream())
            .findFirst()
            .orElse("no trial ended");
    return new Failure(
        ExitCode.FAILED,
        """
        none of %d trials was completed; the first said: %s
        hint: other ranges under tuning may help; all trials: %s\
        """
            .formatted(trials.size(), first, context.files().directory().resolve(StudyFile.NAME)));
  }

  private static Map<String, Object> metrics(List<TrialRecord> trials) {
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("trials", trials.size());
    for (TrialRecord.Status status : TrialRecord.Status.values()) {
      metrics.put(
          status.name().toLowerCase(Locale.ROOT),
          trials.stream().filter(trial -> trial.status() == status).count());
    }
    metrics.put(
        "epochs",
        trials.stream().map(TrialRecord::epochs).mapToInt(List<EpochMetrics>::size).sum());
    return metrics;
  }

  private static Map<String, Object> metrics(TrialRecord found) {
    Fit scores = found.scores().orElseThrow();
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("bestTrial", found.trial());
    metrics.put("validationHitRate10", scores.hitRate10());
    metrics.put("validationMrr", scores.meanReciprocalRank());
    metrics.put("validationLoss", scores.loss());
    metrics.put("parameters", found.parameters());
    return metrics;
  }
}
