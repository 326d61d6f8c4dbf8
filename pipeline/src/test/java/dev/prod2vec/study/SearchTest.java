package dev.prod2vec.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.evaluation.Fit;
import dev.prod2vec.file.InputException;
import dev.prod2vec.file.WriteGuard;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.training.EpochMetrics;
import dev.prod2vec.training.TrainingConfig;
import dev.prod2vec.tuning.Point;
import dev.prod2vec.tuning.Pruner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {
  @TempDir private Path directory;
  private Path file = Path.of("unset");
  private int kept = -1;

  @BeforeEach
  void nameTheFile() {
    file = directory.resolve(StudyFile.NAME);
  }

  /// A config that searches dim and the learning rate, with `trials` trials, one at a time.
  private static TuningConfig config(int trials) {
    return config(trials, 1, "8..64", "0.01..1 log", "");
  }

  private static TuningConfig config(
      int trials, int parallel, String dim, String learningRate, String earlierStudy) {
    return config(trials, 0, parallel, Pruner.NONE, dim, "", learningRate, earlierStudy);
  }

  private static TuningConfig config(
      int trials,
      double minutes,
      int parallel,
      Pruner pruner,
      String dim,
      String epochs,
      String learningRate,
      String earlierStudy) {
    return new TuningConfig(
        trials,
        minutes,
        parallel,
        Measure.HIT_RATE,
        pruner,
        FinalTraining.BEST_TRIAL,
        earlierStudy,
        7,
        List.of(),
        dim,
        epochs,
        learningRate,
        "",
        "",
        "");
  }

  private static StudyKey head(TuningConfig config) {
    return StudyKey.of(config, TrainingConfig.DEFAULT, 100, Map.of("baskets.parquet", "abc"));
  }

  private Search search(TuningConfig config) throws IOException, InterruptedException {
    List<TrialRecord> earlier =
        config.earlierStudy().isEmpty()
            ? List.of()
            : EarlierStudy.trials(Path.of(config.earlierStudy()), config.space(), config.metric());
    StudyFile study = StudyFile.open(file, head(config), earlier, WriteGuard.OPEN);
    return new Search(config, TrainingConfig.DEFAULT, study, StudyListener.NONE, Clock.systemUTC());
  }

  /// Highest, at 1, for dim 32 and learning rate 0.1.
  private static double value(Point point) {
    double u = (int) point.values().getOrDefault("dim", 32) / 32.0 - 1;
    double v = Math.log10((double) point.values().getOrDefault("learning-rate", 0.1) / 0.1);
    return 1 - u * u - v * v;
  }

  private TrialBody.TrialResult tried(double value) {
    return new TrialBody.TrialResult(new Fit(value, value, -value), trial -> kept = trial);
  }

  private Optional<TrialRecord> run(TuningConfig config) throws IOException, InterruptedException {
    return search(config).run((point, _) -> tried(value(point)));
  }

  /// What a trial is, but for the times.
  private static List<Object> timeless(TrialRecord trial) {
    return List.of(trial.trial(), trial.status(), trial.parameters(), trial.value());
  }

  private List<List<Object>> recorded() {
    return StudyFile.read(file).trials().stream().map(SearchTest::timeless).toList();
  }

  @Test
  void findsGoodHyperparametersAndKeepsTheBestModel() throws Exception {
    TrialRecord best = run(config(25)).orElseThrow();
    assertThat(best.value().orElseThrow()).isGreaterThan(0.97);
    assertThat(kept).isEqualTo(best.trial());
    assertThat(StudyFile.read(file).trials()).hasSize(25).contains(best);
  }

  @Test
  void theDefaultsAreTriedFirstIfTheyAreInTheSpace() throws Exception {
    run(config(1, 1, "8..128", "0.01..1 log", ""));
    assertThat(StudyFile.read(file).trials().getFirst().parameters())
        .isEqualTo(Map.of("dim", 128, "learning-rate", 0.06));
  }

  @Test
  void aStudyKilledAfterAnyTrialResumesAsIfItHadNotBeen() throws Exception {
    run(config(14));
    List<List<Object>> undisturbed = recorded();
    List<String> lines = Files.readAllLines(file);
    for (int ended = 0; ended < 14; ended++) {
      String whole = String.join("\n", lines.subList(0, 1 + ended)) + "\n";
      // The kill came while the next line was written.
      Files.writeString(file, whole + lines.get(1 + ended).substring(0, 20));
      run(config(14));
      assertThat(recorded()).as("killed after %d trials", ended).isEqualTo(undisturbed);
    }
  }

  @Test
  void aFailedTrialIsRecordedAndTheSearchContinues() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Optional<TrialRecord> best =
        search(config(6))
            .run((point, _) -> {
              if (calls.getAndIncrement() == 2) {
                throw new IllegalStateException("broke down\nhint: none");
              }
              return tried(value(point));
            });
    assertThat(best).isPresent();
    TrialRecord failed = StudyFile.read(file).trials().get(2);
    assertThat(failed.status()).isEqualTo(TrialRecord.Status.FAILED);
    assertThat(failed.message()).contains("broke down");
    assertThat(StudyFile.read(file).trials()).hasSize(6);
  }

  @Test
  void aValueThatIsNotANumberIsAFailure() throws Exception {
    Optional<TrialRecord> best = search(config(3)).run((_, _) -> tried(Double.NaN));
    assertThat(best).isEmpty();
    assertThat(StudyFile.read(file).trials())
        .hasSize(3)
        .allMatch(trial -> trial.status() == TrialRecord.Status.FAILED)
        .allMatch(trial -> trial.message().equals(Optional.of("HR@10 is not a number")));
    assertThat(kept).isEqualTo(-1);
  }

  @Test
  void whereAllTrialsFailThereIsNoBest() throws Exception {
    Optional<TrialRecord> best =
        search(config(15))
            .run((_, _) -> {
              throw new IllegalStateException("no");
            });
    assertThat(best).isEmpty();
    assertThat(StudyFile.read(file).trials()).hasSize(15);
  }

  @Test
  void aSpaceOfOnePointIsOneTrial() throws Exception {
    assertThat(run(config(30, 1, "16..16", "", "")).orElseThrow().parameters())
        .isEqualTo(Map.of("dim", 16));
    assertThat(StudyFile.read(file).trials()).hasSize(1);
  }

  @Test
  void oneParameterIsEnoughAndNoPointIsTriedTwice() throws Exception {
    TrialRecord best = run(config(30, 1, "30..45", "", "")).orElseThrow();
    assertThat(best.parameters()).isEqualTo(Map.of("dim", 32));
    List<TrialRecord> trials = StudyFile.read(file).trials();
    Set<Map<String, Object>> points = new HashSet<>();
    trials.forEach(trial -> points.add(trial.parameters()));
    assertThat(trials).hasSize(16);
    assertThat(points).hasSize(16);
  }

  @Test
  void trialsRunAtTheSameTimeAndEachOnce() throws Exception {
    CountDownLatch together = new CountDownLatch(3);
    Set<Long> threads = ConcurrentHashMap.newKeySet();
    search(config(12, 3, "8..64", "0.01..1 log", ""))
        .run((point, _) -> {
          together.countDown();
          assertThat(together.await(60, TimeUnit.SECONDS)).isTrue();
          threads.add(Thread.currentThread().threadId());
          return tried(value(point));
        });
    assertThat(threads).hasSize(3);
    assertThat(StudyFile.read(file).trials().stream().map(TrialRecord::trial).distinct())
        .hasSize(12);
  }

  @Test
  void anInterruptStopsAllTrialsAndKeepsThoseThatHadEnded() throws Exception {
    CountDownLatch running = new CountDownLatch(2);
    AtomicInteger calls = new AtomicInteger();
    Search search = search(config(100, 2, "8..64", "0.01..1 log", ""));
    List<Throwable> thrown = new ArrayList<>();
    Thread thread =
        new Thread(() -> {
          try {
            search.run((point, _) -> {
              if (calls.incrementAndGet() > 5) {
                running.countDown();
                Thread.sleep(600_000);
              }
              return tried(value(point));
            });
          } catch (InterruptedException | IOException e) {
            thrown.add(e);
          }
        });
    thread.start();
    assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();
    thread.interrupt();
    thread.join(60_000);
    assertThat(thrown).hasSize(1).first().isInstanceOf(InterruptedException.class);
    assertThat(StudyFile.read(file).trials()).hasSize(5);
  }

  @Test
  void everyTrialStopsWhenTheTimeIsOver() throws Exception {
    MinuteClock clock = new MinuteClock();
    TuningConfig config = config(100, 30, 1, Pruner.NONE, "8..64", "", "", "");
    StudyFile study = StudyFile.open(file, head(config), List.of(), WriteGuard.OPEN);
    new Search(config, TrainingConfig.DEFAULT, study, StudyListener.NONE, clock)
        .run((point, progress) -> {
          for (int minute = 0; minute < 8; minute++) {
            clock.pass();
            if (progress.cancelled()) {
              throw new InterruptedException();
            }
          }
          return tried(value(point));
        });
    assertThat(StudyFile.read(file).trials()).hasSize(3);
  }

  @Test
  void unpromisingTrialsAreStopped() throws Exception {
    TuningConfig config = config(30, 0, 1, Pruner.MEDIAN, "8..64", "", "0.01..1 log", "");
    StudyFile study = StudyFile.open(file, head(config), List.of(), WriteGuard.OPEN);
    TrialRecord best =
        new Search(config, TrainingConfig.DEFAULT, study, StudyListener.NONE, Clock.systemUTC())
            .run((point, progress) -> {
              double value = value(point);
              for (int epoch = 1; epoch <= 10 && !progress.enough(); epoch++) {
                progress.epoch(new EpochMetrics(epoch, 1, 1, 1, value - 1.0 / epoch, true));
              }
              return tried(value);
            })
            .orElseThrow();
    List<TrialRecord> trials = study.trials();
    assertThat(best.epochs()).hasSize(10);
    assertThat(trials).anyMatch(trial -> trial.status() == TrialRecord.Status.PRUNED);
    assertThat(trials)
        .allMatch(
            trial -> (trial.epochs().size() < 10) == (trial.status() == TrialRecord.Status.PRUNED));
  }

  @Test
  void aTrialWithMoreEpochsIsNotStoppedForBeingLessFarAlong() throws Exception {
    TuningConfig config = config(40, 0, 1, Pruner.MEDIAN, "", "2..40", "", "");
    search(config)
        .run((point, progress) -> {
          int epochs = (int) point.values().getOrDefault("epochs", 0);
          for (int epoch = 1; epoch <= epochs && !progress.enough(); epoch++) {
            progress.epoch(new EpochMetrics(epoch, 1, 1, 1, (double) epoch / epochs, true));
          }
          return tried(1);
        });
    assertThat(StudyFile.read(file).trials())
        .hasSizeGreaterThan(30)
        .allMatch(trial -> trial.status() == TrialRecord.Status.COMPLETED)
        .allMatch(trial -> trial.maxEpochs() == trial.epochs().size());
  }

  @Test
  void anEarlierStudyIsKnownFromTheBeginning() throws Exception {
    run(config(20));
    Path earlier = directory.resolve("earlier.jsonl");
    Files.move(file, earlier);
    TuningConfig config = config(3, 1, "8..40", "0.01..1 log", earlier.toString());
    TrialRecord best = run(config).orElseThrow();
    List<TrialRecord> trials = StudyFile.read(file).trials();
    assertThat(trials.stream().filter(trial -> !trial.earlier())).hasSize(3);
    assertThat(trials)
        .filteredOn(TrialRecord::earlier)
        .isNotEmpty()
        .allMatch(trial -> (int) trial.parameters().getOrDefault("dim", 99) <= 40);
    assertThat(best.value().orElseThrow()).isGreaterThan(0.9);
  }

  @Test
  void anotherStudyInTheFileIsRefused() throws Exception {
    run(config(2));
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> run(config(2, 1, "8..65", "0.01..1 log", "")))
        .withMessageContaining("tuning-study.jsonl: this study has tuning.dim 8..64, but")
        .withMessageContaining("but the config now has 8..65");
  }

  @Test
  void aBrokenLineIsNamed() throws Exception {
    run(config(3));
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.set(2, "{\"trial\": 1");
    Files.writeString(file, String.join("\n", lines) + "\n");
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> StudyFile.read(file))
        .withMessageContaining("tuning-study.jsonl:3: is not a line of a study");
  }

  /// A clock that stands still but for the minutes that are let pass.
  private static final class MinuteClock extends Clock {
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");

    synchronized void pass() {
      now = now.plus(Duration.ofMinutes(1));
    }

    @Override
    public synchronized Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
