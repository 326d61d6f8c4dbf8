package dev.prod2vec.task;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.config.Config;
import dev.prod2vec.embedding.Safetensors;
import dev.prod2vec.evaluation.Evaluation;
import dev.prod2vec.evaluation.EvaluationConfig;
import dev.prod2vec.evaluation.Score;
import dev.prod2vec.ingest.PreparedData;
import dev.prod2vec.ingest.Sha256;
import dev.prod2vec.parallel.Crew;
import dev.prod2vec.recommend.BasketCompletion;
import dev.prod2vec.report.StudyPage;
import dev.prod2vec.setting.SettingException;
import dev.prod2vec.study.Scores;
import dev.prod2vec.study.Search;
import dev.prod2vec.study.StudyFile;
import dev.prod2vec.study.StudyHead;
import dev.prod2vec.study.TrainingSpace;
import dev.prod2vec.study.TrialBody;
import dev.prod2vec.study.TrialProgress;
import dev.prod2vec.study.TrialRecord;
import dev.prod2vec.study.TuningConfig;
import dev.prod2vec.study.WarmStart;
import dev.prod2vec.training.EpochMetrics;
import dev.prod2vec.training.TrainedModel;
import dev.prod2vec.training.Trainer;
import dev.prod2vec.training.TrainingConfig;
import dev.prod2vec.tuning.Point;
import dev.prod2vec.tuning.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Searches for hyperparameters that find more of the products left out of validation orders. The
/// test orders are not looked at.
final class ModelTuning {
  /// Name of the vectors of the best trial so far; gone when the search is done.
  private static final String BEST = "tuning-best.safetensors";

  private static final String TRIAL = "trial";

  private final TaskContext context;
  private final TuningConfig tuning;
  private final TrainingConfig base;
  private final Space space;
  private final Baskets training;
  private final Baskets validation;
  private final int size;
  private final Evaluation questions;
  private final Path best;

  private ModelTuning(TaskContext context) {
    this.context = context;
    TaskFiles files = context.files();
    Config config = context.config();
    training = PreparedData.baskets(files.read(PreparedData.BASKETS));
    validation = PreparedData.baskets(files.read(PreparedData.VALIDATION));
    size = PreparedData.vocabulary(files.read(PreparedData.VOCABULARY)).size();
    best = files.unfinished(BEST);
    int threads =
        config.training().threads() == 0
            ? Runtime.getRuntime().availableProcessors()
            : config.training().threads();
    tuning = config.tuning().withParallel(Math.min(config.tuning().parallel(), threads));
    base = config.training().withThreads(threads / tuning.parallel());
    space = tuning.space();
    EvaluationConfig evaluation = config.evaluation();
    questions =
        Evaluation.of(
            validation,
            training.counts(size),
            new EvaluationConfig(
                evaluation.minBasketSize(), evaluation.maxBaskets(), 1, evaluation.seed()));
    if (questions.size() == 0) {
      throw new SettingException(
          "no validation order has two known products, so trials cannot be judged\nhint: set more orders aside: --baskets.validation-fraction 0.2");
    }
  }

  static TaskResult run(TaskContext context) throws IOException, InterruptedException {
    return new ModelTuning(context).run();
  }

  private TaskResult run() throws IOException, InterruptedException {
    StudyFile study =
        StudyFile.open(
            context.files().unfinished(StudyFile.NAME), head(), earlier(), context.files().fence());
    List<Point> first = TrainingSpace.point(space, base).stream().toList();
    Search search = new Search(tuning, first, study, context.study(), context.clock());
    try {
      return search(search, study);
    } catch (IOException | InterruptedException | RuntimeException e) {
      if (Failure.of(e).exitCode() != ExitCode.INTERRUPTED || search.best().isEmpty()) {
        throw e;
      }
      // It has been heard, and would only stop the writing.
      Thread.interrupted();
      return stopped(study, search.best().get());
    }
  }

  private TaskResult search(Search search, StudyFile study)
      throws IOException, InterruptedException {
    Optional<TrialRecord> found = search.run(this::attempt);
    publishStudy();
    if (found.isEmpty()) {
      removeBest();
      return TaskResult.of(metrics(study.trials())).withRefusal(refusal(study.trials()));
    }
    Map<String, Object> metrics = metrics(study.trials());
    metrics.putAll(metrics(found.get()));
    finish(found.get());
    return TaskResult.of(metrics);
  }

  /// Ends a search that was interrupted with what is there: the trials so far with their table,
  /// page and pictures, and the best one's vectors. What it goes on from stays.
  private TaskResult stopped(StudyFile study, TrialRecord found)
      throws IOException, InterruptedException {
    TaskFiles files = context.files();
    publishStudy();
    Files.deleteIfExists(files.write(ModelTraining.MODEL));
    if (isOf(found.trial(), best)) {
      publishBest(found);
    }
    Map<String, Object> metrics = metrics(study.trials());
    metrics.putAll(metrics(found));
    metrics.putAll(TuningAnalysis.write(context, study));
    return TaskResult.of(metrics)
        .withRefusal(
            new Failure(
                ExitCode.INTERRUPTED,
                "interrupted; what was found so far: "
                    + files.directory().resolve(StudyPage.FILE)));
  }

  private void publishStudy() throws IOException, InterruptedException {
    TaskFiles files = context.files();
    files.write(
        StudyFile.NAME,
        copy ->
            Files.copy(
                files.unfinished(StudyFile.NAME), copy, StandardCopyOption.REPLACE_EXISTING));
  }

  private void publishBest(TrialRecord found) throws IOException, InterruptedException {
    TaskFiles files = context.files();
    files.write(ModelTraining.MODEL, copy -> Files.copy(best, copy));
    ModelTraining.writeLog(files, found.epochs());
  }

  private void removeBest() throws IOException {
    context.files().fence().change(() -> Files.deleteIfExists(best));
  }

  private StudyHead head() throws IOException {
    Map<String, String> data = new LinkedHashMap<>();
    for (String name :
        List.of(PreparedData.BASKETS, PreparedData.VALIDATION, PreparedData.VOCABULARY)) {
      data.put(name, Sha256.of(context.files().read(name)));
    }
    return StudyHead.of(tuning, base, questions.size(), data);
  }

  private List<TrialRecord> earlier() {
    return tuning.warmStart().isEmpty()
        ? List.of()
        : WarmStart.trials(Path.of(tuning.warmStart()), space, tuning.metric());
  }

  /// One trial.
  private TrialBody.Tried attempt(Point point, TrialProgress progress) throws InterruptedException {
    TrainingConfig config = TrainingSpace.training(point, base);
    TrainedModel model = Trainer.train(training, validation, size, config, progress);
    BasketCompletion completion = new BasketCompletion(model.embedding());
    try (Crew crew = new Crew(config.threads())) {
      Score score = questions.score(completion, crew);
      Scores scores =
          new Scores(
              score.hitRate10(),
              score.meanReciprocalRank(),
              questions.crossEntropy(completion.logits(), crew));
      return new TrialBody.Tried(scores, trial -> keep(trial, model, config));
    }
  }

  private void keep(int trial, TrainedModel model, TrainingConfig config)
      throws IOException, InterruptedException {
    TaskFiles files = context.files();
    Map<String, String> metadata = ModelTraining.metadata(context, config);
    metadata.put(TRIAL, Integer.toString(trial));
    Path staged = files.write(BEST);
    try {
      files.write(BEST, file -> Safetensors.write(file, model.embedding(), metadata));
      files
          .fence()
          .change(() ->
              Files.move(
                  staged,
                  best,
                  StandardCopyOption.ATOMIC_MOVE,
                  StandardCopyOption.REPLACE_EXISTING));
    } finally {
      Files.deleteIfExists(staged);
    }
  }

  /// Writes the model that the run goes on with.
  private void finish(TrialRecord found) throws IOException, InterruptedException {
    TaskFiles files = context.files();
    TrainingConfig config =
        TrainingSpace.training(space.point(found.parameters()), base)
            .withThreads(context.config().training().threads());
    switch (tuning.finalTraining()) {
      case BEST_TRIAL -> {
        Path before = files.directory().resolve(ModelTraining.MODEL);
        if (isOf(found.trial(), best)) {
          publishBest(found);
        } else if (!isOf(found.trial(), before)) {
          // It was found by an earlier study, or its file is gone.
          write(Trainer.train(training, validation, size, config, context.progress()), config);
        }
      }
      case ALL_ORDERS -> {
        TrainingConfig all = config.withEpochs(found.bestEpoch()).withPatience(0);
        Baskets none = Baskets.of(new int[0][]);
        write(Trainer.train(allBaskets(), none, size, all, context.progress()), all);
      }
    }
    removeBest();
  }

  /// Whether a file has the vectors of a trial.
  private static boolean isOf(int trial, Path file) throws IOException {
    return Files.exists(file)
        && Integer.toString(trial).equals(Safetensors.read(file).metadata().get(TRIAL));
  }

  private void write(TrainedModel model, TrainingConfig config)
      throws IOException, InterruptedException {
    TaskFiles files = context.files();
    ModelTraining.write(context, files.write(ModelTraining.MODEL), model.embedding(), config);
    ModelTraining.writeLog(files, model.epochs());
  }

  /// Training and validation baskets, one behind the other.
  private Baskets allBaskets() {
    int[][] all = new int[training.size() + validation.size()][];
    Arrays.setAll(
        all,
        i -> i < training.size() ? training.basket(i) : validation.basket(i - training.size()));
    return Baskets.of(all);
  }

  private Failure refusal(List<TrialRecord> trials) {
    String first =
        trials.stream()
            .flatMap(trial -> trial.message().stream())
            .findFirst()
            .orElse("no trial came to its end");
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
    Scores scores = found.scores().orElseThrow();
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("bestTrial", found.trial());
    metrics.put("validationHitRate10", scores.hitRate10());
    metrics.put("validationMrr", scores.meanReciprocalRank());
    metrics.put("validationLoss", scores.loss());
    metrics.put("parameters", found.parameters());
    return metrics;
  }
}
