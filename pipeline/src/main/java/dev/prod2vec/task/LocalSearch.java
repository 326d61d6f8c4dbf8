package dev.prod2vec.task;

import dev.prod2vec.config.Config;
import dev.prod2vec.disk.WholeFile;
import dev.prod2vec.embedding.Safetensors;
import dev.prod2vec.feature.SideInformation;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.process.ExitCode;
import dev.prod2vec.process.Failure;
import dev.prod2vec.study.EarlierStudy;
import dev.prod2vec.study.Search;
import dev.prod2vec.study.StudyFile;
import dev.prod2vec.study.TrainingSpace;
import dev.prod2vec.study.TrialBody;
import dev.prod2vec.study.TrialProgress;
import dev.prod2vec.study.TrialRecord;
import dev.prod2vec.study.TuningConfig;
import dev.prod2vec.training.TrainedModel;
import dev.prod2vec.training.Trainer;
import dev.prod2vec.training.TrainingConfig;
import dev.prod2vec.training.TrainingOptions;
import dev.prod2vec.tuning.Point;
import dev.prod2vec.tuning.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A search in this process.
final class LocalSearch {
  private final TaskContext context;
  private final TuningConfig tuning;
  private final TrainingConfig base;
  private final Space space;
  private final TrainingData data;
  private final SideInformation side;
  private final TrialQuestions questions;

  LocalSearch(TaskContext context) {
    this.context = context;
    Config config = context.config();
    data = TrainingData.of(context.files());
    int threads =
        config.training().threads() == 0
            ? Runtime.getRuntime().availableProcessors()
            : config.training().threads();
    tuning = config.tuning().withParallel(Math.min(config.tuning().parallel(), threads));
    base = config.training().withThreads(threads / tuning.parallel());
    space = tuning.space();
    side = data.side(base);
    questions = TrialQuestions.of(data, config.evaluation());
  }

  TrainingService.SearchResult run() throws IOException, InterruptedException {
    TaskFiles files = context.files();
    StudyFile study =
        StudyFile.open(
            files.unfinished(StudyFile.NAME),
            questions.studyKey(context, tuning, base),
            earlier(),
            files.guard());
    Search search = new Search(tuning, base, study, context.listener().tuning(), context.clock());
    TrainingService.SearchResult found;
    try {
      Optional<TrialRecord> best = search.run(this::attempt);
      found = new TrainingService.SearchResult(study.trials(), best, TrainingService.End.OVER);
    } catch (IOException | InterruptedException | RuntimeException e) {
      if (Failure.of(e).exitCode() != ExitCode.INTERRUPTED || search.best().isEmpty()) {
        throw e;
      }
      // The interrupt has done its work; still set, it would stop the writing below.
      Thread.interrupted();
      found =
          new TrainingService.SearchResult(
              study.trials(), search.best(), TrainingService.End.INTERRUPTED);
    }
    files.write(
        StudyFile.NAME,
        copy ->
            Files.copy(
                files.unfinished(StudyFile.NAME), copy, StandardCopyOption.REPLACE_EXISTING));
    return found;
  }

  private List<TrialRecord> earlier() {
    return tuning.earlierStudy().isEmpty()
        ? List.of()
        : EarlierStudy.trials(Path.of(tuning.earlierStudy()), space, tuning.metric());
  }

  /// Runs one trial.
  private TrialBody.TrialResult attempt(Point point, TrialProgress progress)
      throws InterruptedException {
    TrainingConfig config =
        data.withChosenAgreement(TrainingSpace.training(point, base), side, progress)
            .withRoundsFor(data.training().counts(data.vocabulary().size()));
    TrainingOptions options = data.options(side, progress).withValidation(data.validation());
    TrainedModel model = Trainer.train(data.training(), config, options);
    return new TrialBody.TrialResult(
        questions.scores(model.embedding(), config.threads()), trial -> keep(trial, model, config));
  }

  private void keep(int trial, TrainedModel model, TrainingConfig config)
      throws IOException, InterruptedException {
    TaskFiles files = context.files();
    Map<String, String> metadata = TrainingFiles.metadata(context, config);
    metadata.put(ProductModel.TRIAL, Integer.toString(trial));
    Path staged = files.write(TrainingFiles.BEST);
    try {
      files.write(TrainingFiles.BEST, file -> Safetensors.write(file, model.embedding(), metadata));
      files.guard().change(() -> WholeFile.move(staged, files.unfinished(TrainingFiles.BEST)));
    } finally {
      Files.deleteIfExists(staged);
    }
  }
}
