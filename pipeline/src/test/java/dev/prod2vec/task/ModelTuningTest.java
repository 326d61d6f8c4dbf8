package dev.prod2vec.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.embedding.Safetensors;
import dev.prod2vec.evaluation.Fit;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.process.ExitCode;
import dev.prod2vec.process.Failure;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.study.StudyFile;
import dev.prod2vec.study.StudyListener;
import dev.prod2vec.study.TrialRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModelTuningTest {
  private static final Map<String, Object> POINT =
      Map.of("dim", 16, "learning-rate", 0.05, "noise-exponent", 0.5, "dropout", 0.25);
  private static final TrialRecord BEST = trial(1, TrialRecord.Status.COMPLETED, "");
  private static final TrialRecord FAILED =
      trial(0, TrialRecord.Status.FAILED, "training broke down");

  /// What differs between two searches that are otherwise the same.
  private static final Pattern TIMES =
      Pattern.compile("\"(start|end)\":\"[^\"]*\"|\"seconds\":[0-9.E-]+");

  private SmallShop prepared = new SmallShop(Path.of("unset"));

  @TempDir private Path folder;
  private SmallShop shop = new SmallShop(Path.of("unset"));

  @BeforeAll
  void prepare(@TempDir Path original) throws Exception {
    prepared = SmallShop.in(original);
    prepared.tasks().run(TaskId.PRE_PROCESS_DATA);
  }

  @BeforeEach
  void copy() throws Exception {
    shop = prepared.copy(folder);
  }

  private static TrialRecord trial(int number, TrialRecord.Status status, String message) {
    boolean completed = status == TrialRecord.Status.COMPLETED;
    return new TrialRecord(
        number,
        status,
        false,
        POINT,
        3,
        completed ? Optional.of(0.2) : Optional.empty(),
        completed ? Optional.of(new Fit(0.2, 0.1, 3.0)) : Optional.empty(),
        completed ? FakeEngine.EPOCHS : List.of(),
        Instant.EPOCH,
        Instant.EPOCH.plusSeconds(3),
        completed ? Optional.empty() : Optional.of(message));
  }

  @Test
  void afterTheSearchAllOrdersAreTrainedAsTheBestTrialWas() throws Exception {
    FakeEngine engine = found(TrainingService.End.OVER, FAILED, BEST);
    TaskResult done = tuning(engine, "tuning.final-training", "all-orders");
    assertThat(done.refusal()).isEmpty();
    assertThat(engine.asked())
        .containsExactly("search", "train ALL orders: dim 16, 2 epochs, patience 0");
    assertThat(done.metrics())
        .containsEntry("trials", 2)
        .containsEntry("completed", 1L)
        .containsEntry("failed", 1L)
        .containsEntry("epochs", 3)
        .containsEntry("bestTrial", 1)
        .containsEntry("validationHitRate10", 0.2);
  }

  @Test
  void theBestTrialsVectorsAreTakenIfTheEngineLeftThem() throws Exception {
    leave(BEST.trial());
    FakeEngine engine = found(TrainingService.End.OVER, FAILED, BEST);
    tuning(engine, "tuning.final-training", "best-trial");
    assertThat(engine.asked()).containsExactly("search");
    assertThat(modelTrial()).isEqualTo("1");
    assertThat(TrainingFiles.readLog(folder.resolve(TrainingFiles.LOG)))
        .isEqualTo(FakeEngine.EPOCHS);
    assertThat(folder.resolve(TrainingFiles.BEST)).doesNotExist();
  }

  @Test
  void vectorsOfAnotherTrialAreTrainedAnew() throws Exception {
    leave(0);
    FakeEngine engine = found(TrainingService.End.OVER, FAILED, BEST);
    tuning(engine, "tuning.final-training", "best-trial");
    assertThat(engine.asked())
        .containsExactly("search", "train TRAINING orders: dim 16, 3 epochs, patience 4");
    assertThat(folder.resolve(TrainingFiles.BEST)).doesNotExist();
  }

  @Test
  void aSearchWithoutACompletedTrialIsRefusedWithTheReasonOfTheFirst() throws Exception {
    leave(0);
    TaskResult refused = tuning(found(TrainingService.End.OVER, FAILED));
    assertThat(refused.refusal())
        .hasValueSatisfying(failure -> {
          assertThat(failure.exitCode()).isEqualTo(ExitCode.FAILED);
          assertThat(failure.message())
              .startsWith(
                  "none of 1 trials was completed; the first said: training broke down\nhint: ")
              .endsWith("all trials: " + folder.resolve(StudyFile.NAME));
        });
    assertThat(folder.resolve(TrainingFiles.BEST)).doesNotExist();
    assertThat(folder.resolve(ProductModel.FILE)).doesNotExist();
  }

  @Test
  void anInterruptedSearchShowsWhatItFoundAndKeepsWhatItResumesFrom() throws Exception {
    leave(BEST.trial());
    TaskResult stopped = tuning(found(TrainingService.End.INTERRUPTED, FAILED, BEST));
    assertStopped(stopped);
    assertThat(modelTrial()).isEqualTo("1");
    assertThat(folder.resolve(TrainingFiles.BEST)).exists();
  }

  @Test
  void anInterruptDuringTheLastTrainingShowsWhatTheSearchFound() throws Exception {
    leave(BEST.trial());
    FakeEngine engine =
        found(TrainingService.End.OVER, FAILED, BEST)
            .whileTraining(Thread.currentThread()::interrupt);
    assertStopped(tuning(engine, "tuning.final-training", "all-orders"));
    assertThat(Thread.interrupted()).isFalse();
    assertThat(modelTrial()).isEqualTo("1");
  }

  private void assertStopped(TaskResult stopped) {
    assertThat(stopped.refusal())
        .contains(
            new Failure(
                ExitCode.INTERRUPTED,
                "interrupted; what was found so far: " + folder.resolve("tuning.html")));
    assertThat(stopped.metrics()).containsEntry("bestTrial", 1).containsKey("findings");
    assertThat(folder.resolve("tuning.csv")).isNotEmptyFile();
    assertThat(folder.resolve("tuning.html")).isNotEmptyFile();
  }

  @Test
  void aSearchThatWasStoppedResumesToTheSameStudyAndTheSameVectors() throws Exception {
    TaskListener stopping =
        new TaskListener() {
          @Override
          public StudyListener tuning() {
            Thread worker = Thread.currentThread();
            return new StudyListener() {
              @Override
              public void ended(TrialRecord trial, Optional<TrialRecord> best) {
                if (trial.trial() == 1) {
                  worker.interrupt();
                }
              }
            };
          }
        };
    TaskResult stopped =
        shop.tasks(SmallShop.local(), stopping, "tuning.final-training", "best-trial")
            .run(TaskId.MODEL_TUNING);
    assertThat(stopped.refusal().map(Failure::exitCode)).contains(ExitCode.INTERRUPTED);
    assertThat(folder.resolve(ProductModel.FILE)).isNotEmptyFile();
    assertThat(StudyFile.read(folder.resolve(StudyFile.NAME)).trials()).hasSizeBetween(2, 3);
    assertThat(tuning(SmallShop.local(), "tuning.final-training", "best-trial").refusal())
        .isEmpty();

    SmallShop other = prepared.copy(Files.createDirectory(folder.resolve("other")));
    other.tasks("tuning.final-training", "best-trial").run(TaskId.MODEL_TUNING);
    assertThat(study(folder)).isEqualTo(study(other.folder()));
    assertThat(folder.resolve(ProductModel.FILE))
        .hasSameBinaryContentAs(other.folder().resolve(ProductModel.FILE));
  }

  @Test
  void otherRangesAreAnotherStudy() throws Exception {
    tuning(SmallShop.local(), "tuning.trials", "1", "tuning.dropout", "0..0.8");
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> tuning(SmallShop.local(), "tuning.dropout", "0.1..0.2"))
        .withMessageContaining("tuning.dropout 0..0.8, but the config now has 0.1..0.2");
  }

  @Test
  void aFinishedSearchIsAnalysedFromItsFileAlone() throws Exception {
    tuning(found(TrainingService.End.OVER, FAILED, BEST));
    TaskResult analysed =
        shop.tasks(new FakeEngine(), TaskListener.NONE).run(TaskId.TUNING_ANALYSIS);
    assertThat(String.valueOf(analysed.metrics().get("findings"))).contains("trial");
    assertThat(Files.readAllLines(folder.resolve("tuning.csv"))).hasSize(3);
    for (String name : List.of("tuning.html", "tuning-best.svg", "tuning-best.png")) {
      assertThat(folder.resolve(name)).isNotEmptyFile();
    }
  }

  private FakeEngine found(TrainingService.End end, TrialRecord... trials) {
    Optional<TrialRecord> best =
        List.of(trials).stream()
            .filter(trial -> trial.status() == TrialRecord.Status.COMPLETED)
            .findFirst();
    return new FakeEngine().finding(new TrainingService.SearchResult(List.of(trials), best, end));
  }

  private TaskResult tuning(Engine engine, String... more)
      throws IOException, InterruptedException {
    return shop.tasks(engine, TaskListener.NONE, more).run(TaskId.MODEL_TUNING);
  }

  /// Leaves vectors as a search does for its best trial.
  private void leave(int trial) throws IOException {
    Safetensors.write(
        folder.resolve(TrainingFiles.BEST),
        FakeEngine.vectors(SmallShop.PRODUCTS),
        Map.of(ProductModel.TRIAL, Integer.toString(trial)));
  }

  private String modelTrial() throws IOException {
    return Safetensors.read(folder.resolve(ProductModel.FILE))
        .metadata()
        .getOrDefault(ProductModel.TRIAL, "none");
  }

  private static List<String> study(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve(StudyFile.NAME)).stream()
        .map(line -> TIMES.matcher(line).replaceAll("\"$1\""))
        .toList();
  }
}
