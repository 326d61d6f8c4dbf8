package dev.prod2vec.task;

import dev.prod2vec.disk.WholeFile;
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

/// A search whose trials this process chooses and judges. Their models may be trained elsewhere.
public final class ModelSearch {
  private final TaskContext context;
  private final TuningConfig tuning;
  private final TrainingConfig base;
  private final Space space;
  private final TrialQuestions questions;

  /// @param tuning how it is searched
  /// @param base the values of what is not searched
  public ModelSearch(
      TaskContext context, TuningConfig tuning, TrainingConfig base, TrialQuestions questions) {
    this.context = context;
    this.tuning = tuning;
    this.base = base;
    this.questions = questions;
    space = tuning.space();
  }

  /// Trains the model of a trial. May be called by several threads at a time.
  public interface Trials {
    /// Trains a model.
    ///
    /// @throws RuntimeException if it failed; the search continues
    /// @throws IOException if the search cannot continue
    /// @throws InterruptedException if `progress` says so
    Trained train(TrainingConfig config, TrialProgress progress)
        throws IOException, InterruptedException;
  }

  /// A model.
  ///
  /// @param config with which it was trained, without anything left open
  public record Trained(TrainedModel model, TrainingConfig config) {}

  /// Searches, and writes what [TrainingService#search] writes.
  public TrainingService.SearchResult run(Trials trials) throws IOException, InterruptedException {
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
      Optional<TrialRecord> best =
          search.run((point, progress) -> attempt(trials, point, progress));
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

  private TrialBody.TrialResult attempt(Trials trials, Point point, TrialProgress progress)
      throws IOException, InterruptedException {
    Trained trained = trials.train(TrainingSpace.training(point, base), progress);
    return new TrialBody.TrialResult(
        questions.scores(trained.model().embedding(), trained.config().threads()),
        trial -> keep(trial, trained));
  }

  private void keep(int trial, Trained trained) throws IOException, InterruptedException {
    TaskFiles files = context.files();
    Map<String, String> metadata = TrainingFiles.metadata(context, trained.config());
    metadata.put(ProductModel.TRIAL, Integer.toString(trial));
    Path staged = files.write(TrainingFiles.BEST);
    try {
      files.write(
          TrainingFiles.BEST,
          file -> TrainingFiles.writeModel(context, file, trained.model(), metadata));
      files.guard().change(() -> WholeFile.move(staged, files.unfinished(TrainingFiles.BEST)));
    } finally {
      Files.deleteIfExists(staged);
    }
  }
}
