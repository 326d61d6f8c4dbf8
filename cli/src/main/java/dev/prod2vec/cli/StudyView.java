package dev.prod2vec.cli;

import dev.prod2vec.text.HumanNumbers;
import dev.prod2vec.study.Measure;
import dev.prod2vec.study.StudyListener;
import dev.prod2vec.study.TrialRecord;
import dev.prod2vec.training.EpochMetrics;
import dev.prod2vec.tuning.Trial;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Shows a search: a line per trial that ended and, on a terminal, what the running ones do.
final class StudyView implements StudyListener {
  private final Console console;
  private final Map<Integer, Running> running = new TreeMap<>();
  private Measure measure = Measure.HIT_RATE;
  private int trials;
  private int ended;
  private int endedBefore;
  private Optional<Instant> deadline = Optional.empty();
  private Optional<TrialRecord> best = Optional.empty();
  private Instant begin = Instant.EPOCH;

  private record Running(Trial trial, String epoch) {}

  StudyView(Console console) {
    this.console = console;
  }

  @Override
  public void begun(Measure by, int ofTrials, Optional<Instant> until, int endedSoFar) {
    measure = by;
    trials = ofTrials;
    deadline = until;
    ended = endedSoFar;
    endedBefore = endedSoFar;
    begin = console.clock().instant();
    if (endedSoFar > 0) {
      console.message("  resuming after " + HumanNumbers.count(endedSoFar, "trial"));
    }
  }

  @Override
  public void started(Trial trial) {
    running.put(trial.number(), new Running(trial, "epoch 1"));
    status();
  }

  @Override
  public void epoch(int trial, EpochMetrics metrics) {
    running.computeIfPresent(
        trial,
        (_, now) ->
            new Running(
                now.trial(),
                "epoch %d HR@10 %s"
                    .formatted(metrics.epoch(), HumanNumbers.decimal(metrics.validationHitRate10(), 3))));
    status();
  }

  @Override
  public void ended(TrialRecord trial, Optional<TrialRecord> bestNow) {
    running.remove(trial.trial());
    ended++;
    best = bestNow;
    console.message(line(trial), 4);
    status();
  }

  @Override
  public void over(List<TrialRecord> all) {
    console.status("");
  }

  /// ` trial 7 completed HR@10 0.1312 best dim=128 dropout=0.41 19 epochs 24.1 s`.
  String line(TrialRecord trial) {
    boolean isBest = best.filter(now -> now.trial() == trial.trial()).isPresent();
    String value =
        trial.value().map(number -> measure.title() + " " + HumanNumbers.decimal(number, 4)).orElse("");
    return "  trial %-3d %-9s  %-12s  %-4s  %s  %s  %s"
        .formatted(
            trial.trial(),
            trial.status().name().toLowerCase(Locale.ROOT),
            value,
            isBest ? "best" : "",
            parameters(trial.parameters()),
            trial.message().orElseGet(() -> HumanNumbers.count(trial.epochs().size(), "epoch")),
            HumanNumbers.time(Duration.ofMillis(Math.round(1e3 * trial.seconds()))))
        .stripTrailing();
  }

  /// `dim=128 learning-rate=0.07`.
  static String parameters(Map<String, Object> parameters) {
    return parameters.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + value(entry.getValue()))
        .collect(Collectors.joining(" "));
  }

  /// Three significant digits are enough to identify a trial.
  private static String value(Object value) {
    return value instanceof Double number
        ? String.format(Locale.ROOT, "%.3g", number)
        : String.valueOf(value);
  }

  private void status() {
    if (!console.terminal() || running.isEmpty()) {
      return;
    }
    Running first = running.values().iterator().next();
    String others = running.size() == 1 ? "" : " and " + HumanNumbers.count(running.size() - 1L, "other");
    String bestSoFar =
        best.flatMap(TrialRecord::value)
            .map(value -> "  best " + HumanNumbers.decimal(value, 4))
            .orElse("");
    String trial = "  trial %d of %d".formatted(ended, trials);
    String doing = "  " + first.epoch();
    String time = left().map(left -> "  " + HumanNumbers.clock(left) + " left").orElse("");
    String parameters = "  " + parameters(first.trial().point().values());
    // Parts that other lines show too are dropped first if there is no room.
    console.status(
        Stream.of(
                trial + others + parameters + doing + bestSoFar + time,
                trial + parameters + doing + bestSoFar + time,
                trial + doing + bestSoFar + time,
                trial + doing + time,
                trial + doing)
            .filter(line -> Layout.columns(line) <= console.statusColumns())
            .findFirst()
            .orElse(trial));
  }

  /// By the trials so far, but no longer than until the deadline; empty before the first one.
  private Optional<Duration> left() {
    Instant now = console.clock().instant();
    Optional<Duration> byDeadline =
        deadline.map(end -> Duration.between(now, end)).filter(time -> !time.isNegative());
    int here = ended - endedBefore;
    if (here == 0) {
      return byDeadline;
    }
    Duration byTrials =
        Duration.between(begin, now).multipliedBy(Math.max(0, trials - ended)).dividedBy(here);
    return byDeadline.filter(time -> time.compareTo(byTrials) < 0).or(() -> Optional.of(byTrials));
  }
}
