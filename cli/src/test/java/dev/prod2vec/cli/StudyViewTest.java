package dev.prod2vec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.evaluation.Fit;
import dev.prod2vec.study.Measure;
import dev.prod2vec.study.TrialRecord;
import dev.prod2vec.training.EpochMetrics;
import dev.prod2vec.tuning.Hyperparameter;
import dev.prod2vec.tuning.Outcome;
import dev.prod2vec.tuning.Scale;
import dev.prod2vec.tuning.Space;
import dev.prod2vec.tuning.Trial;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StudyViewTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Space SPACE = Space.of(new Hyperparameter.Whole("dim", 1, 99, Scale.LINEAR));

  private int columns = 120;
  private final StringWriter err = new StringWriter();

  private StudyView view(boolean terminal) {
    Console console =
        new Console(
            new PrintWriter(new StringWriter()),
            new PrintWriter(err),
            new Screen(terminal, terminal, () -> columns),
            Map.of(),
            Clock.fixed(NOW, ZoneOffset.UTC));
    return new StudyView(console);
  }

  private static EpochMetrics epoch(int number) {
    return new EpochMetrics(number, 1, 1, 1, 0.125, true);
  }

  private static TrialRecord completed(int number) {
    return new TrialRecord(
        number,
        TrialRecord.Status.COMPLETED,
        false,
        Map.of("dim", 64),
        2,
        Optional.of(0.13125),
        Optional.of(new Fit(0.13125, 0.06, 5)),
        List.of(epoch(1), epoch(2)),
        NOW.minusSeconds(24),
        NOW,
        Optional.empty());
  }

  private static TrialRecord failed(int number) {
    return new TrialRecord(
        number,
        TrialRecord.Status.FAILED,
        false,
        Map.of("dim", 64),
        2,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        NOW.minusSeconds(2),
        NOW,
        Optional.of("training diverged in epoch 1"));
  }

  private static void play(StudyView view) {
    view.begun(Measure.HIT_RATE, 3, Optional.of(NOW.plusSeconds(90)), 0);
    view.started(new Trial(0, SPACE.point(Map.of("dim", 64)), new Outcome.Pending()));
    view.epoch(0, epoch(1));
    view.ended(completed(0), Optional.of(completed(0)));
    view.started(new Trial(1, SPACE.point(Map.of("dim", 65)), new Outcome.Pending()));
    view.ended(failed(1), Optional.of(completed(0)));
  }

  @Test
  void isALinePerTrialWhereThereIsNoTerminal() {
    play(view(false));
    assertThat(err.toString().lines())
        .containsExactly(
            "  trial 0   completed  HR@10 0.1313  best  dim=64  2 epochs  24.0 s",
            "  trial 1   failed                         dim=64  training diverged in epoch 1  2.0 s");
  }

  @Test
  void leavesOutWhatDoesNotFit() {
    for (columns = 30; columns <= 120; columns++) {
      err.getBuffer().setLength(0);
      play(view(true));
      assertThat(err.toString().split("\r\u001b\\[K", -1))
          .filteredOn(line -> line.startsWith("  trial ") && line.contains(" of "))
          .isNotEmpty()
          .allMatch(line -> line.length() < columns);
    }
  }

  @Test
  void showsTheRunningTrialAndTheTimeLeftOnATerminal() {
    play(view(true));
    assertThat(err.toString())
        .contains("\r\u001b[K  trial 0 of 3  dim=64  epoch 1 HR@10 0.125  1:30 left")
        .contains("\r\u001b[K  trial 1 of 3  dim=65  epoch 1  best 0.1313");
  }
}
