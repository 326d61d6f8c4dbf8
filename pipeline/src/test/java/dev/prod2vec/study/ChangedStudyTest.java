package dev.prod2vec.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.evaluation.Fit;
import dev.prod2vec.file.InputException;
import dev.prod2vec.fuzz.Fuzz;
import dev.prod2vec.training.EpochMetrics;
import dev.prod2vec.training.TrainingConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

class ChangedStudyTest {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir private Path folder;
  private Path file = Path.of("unset");

  @BeforeEach
  void write() throws Exception {
    file = folder.resolve(StudyFile.NAME);
    StudyFile.write(
        file,
        StudyKey.of(TuningConfig.DEFAULT, TrainingConfig.DEFAULT, 40, Map.of("a", "b")),
        List.of(trial(0, TrialRecord.Status.COMPLETED), trial(1, TrialRecord.Status.PRUNED)));
  }

  private static TrialRecord trial(int number, TrialRecord.Status status) {
    return new TrialRecord(
        number,
        status,
        false,
        Map.of("dim", 16, "learning-rate", 0.1),
        3,
        Optional.of(0.2),
        Optional.of(new Fit(0.2, 0.1, 3.0)),
        List.of(new EpochMetrics(1, 0.5, 100, 0.25, 0.2, true)),
        START,
        START.plusSeconds(3),
        Optional.empty());
  }

  @Test
  void aTrialThatLacksWhatItsStatusAsksForIsRefusedWithItsLine() throws Exception {
    String text = Files.readString(file);
    for (String lie :
        List.of(
            text.replace("\"value\":0.2", "\"value\":null"),
            text.replace("\"trial\":1", "\"trial\":-1"),
            text.replace("\"PRUNED\"", "null"),
            text.replace("\"trial\":1", "\"trial\":0"))) {
      assertThat(lie).isNotEqualTo(text);
      Files.writeString(file, lie);
      assertThatExceptionOfType(InputException.class)
          .isThrownBy(() -> StudyFile.read(file))
          .withMessageStartingWith(file + ":3: ");
    }
  }

  @Test
  void aTrialOutsideOfTheSpaceIsRefusedAndNamed() {
    StudyFile study = StudyFile.read(file);
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> study.trials(TuningConfig.DEFAULT.space()))
        .withMessageStartingWith(file + ": trial 0 is not of this study: ");
  }

  @Test
  @Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
  void aChangedStudyIsReadOrRefused() throws Exception {
    byte[] seed = Files.readString(file).getBytes(StandardCharsets.UTF_8);
    Fuzz.check(
        20_000,
        file,
        random -> Fuzz.mutate(seed, random),
        List.of(InputException.class),
        path ->
            StudyFile.read(path)
                .trials()
                .forEach(trial -> {
                  assertThat(trial.seconds()).isFinite();
                  assertThat(trial.curve()).isNotNull();
                  assertThat(trial.outcome()).isNotNull();
                }));
  }
}
