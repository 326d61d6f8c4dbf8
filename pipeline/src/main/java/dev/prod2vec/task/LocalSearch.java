package dev.prod2vec.task;

import dev.prod2vec.config.Config;
import dev.prod2vec.embedding.Safetensors;
import dev.prod2vec.study.Search;
import dev.prod2vec.study.StudyFile;
import dev.prod2vec.study.TrainingSpace;
import dev.prod2vec.study.TrialBody;
import dev.prod2vec.study.TrialProgress;
import dev.prod2vec.study.TrialRecord;
import dev.prod2vec.study.TuningConfig;
import dev.prod2vec.study.WarmStart;
import dev.prod2vec.training.TrainedModel;
import dev.prod2vec.training.Trainer;
import dev.prod2vec.training.TrainingConfig;
import dev.prod2vec.tuning.Point;
import dev.prod2vec.tuning.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The trials of one search.
final class LocalSearch {
  private final TaskContext context;
  private final TuningConfig tuning;
  private final TrainingConfig base;
  private final Space space;
  private final TrainingData data;
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
    questions = TrialQuestions.of(data, config.evaluation());
  }

  TrainingService.Found run() throws IOException, InterruptedException {
    TaskFiles files = context.files();
    Path file = files.unfinished(StudyFile.NAME);
    StudyFile study = StudyFile.open(file, questions.studyHead(context, tuning, base), earlier());
    List<Point> first = TrainingSpace.point(space, base).stream().toList();
    Optional<TrialRecord> found =
        new Search(tuning, first, study, context.study(), context.clock()).run(this::attempt);
    files.write(StudyFile.NAME, copy -> Files.copy(file, copy));
    return new TrainingService.Found(study.trials(), found);
  }

  private List<TrialRecord> earlier() {
    return tuning.warmStart().isEmpty()
        ? List.of()
        : WarmStart.trials(Path.of(tuning.warmStart()), space, tuning.metric());
  }

  /// One trial.
  private TrialBody.Tried attempt(Point point, TrialProgress progress) throws InterruptedException {
    TrainingConfig config = TrainingSpace.training(point, base);
    TrainedModel model =
        Trainer.train(data.training(), data.validation(), data.size(), config, progress);
    return new TrialBody.Tried(
        questions.scores(model.embedding(), config.threads()), trial -> keep(trial, model, config));
  }

  private void keep(int trial, TrainedModel model, TrainingConfig config)
      throws IOException, InterruptedException {
    Path best = context.files().unfinished(TrainingFiles.BEST);
    Path temporary = best.resolveSibling("." + TrainingFiles.BEST + ".tmp");
    Files.deleteIfExists(temporary);
    Map<String, String> metadata = TrainingFiles.metadata(context, config);
    metadata.put(TrainingFiles.TRIAL, Integer.toString(trial));
    context
        .files()
        .write(TrainingFiles.BEST, _ -> Safetensors.write(temporary, model.embedding(), metadata));
    Files.move(
        temporary, best, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
