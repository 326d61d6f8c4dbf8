package dev.prod2vec.cli;

import dev.prod2vec.file.PartFiles;
import dev.prod2vec.run.TaskRecord;
import dev.prod2vec.runner.RunListener;
import dev.prod2vec.study.StudyListener;
import dev.prod2vec.task.TaskId;
import dev.prod2vec.text.HumanNumbers;
import dev.prod2vec.training.TrainingProgress;
import java.util.Map;
import java.util.stream.Collectors;

/// Shows on stderr which task is running, and how it ended.
final class RunProgress implements RunListener {
  /// Columns of a task's name and time, which its result follows.
  private static final int HANG = 35;

  private final Console console;
  private final TrainingBar training;
  private final StudyView study;

  /// @param epochs most epochs of the training
  RunProgress(Console console, int epochs) {
    this.console = console;
    training = new TrainingBar(console, epochs);
    study = new StudyView(console);
  }

  @Override
  public void started(TaskId task) {
    console.status(task + " ...");
  }

  @Override
  public void finished(TaskRecord attempt) {
    String time = HumanNumbers.time(attempt.duration());
    String what =
        switch (attempt.outcome()) {
          case DONE -> said(attempt);
          case FAILED -> "failed";
          case INTERRUPTED -> "interrupted";
        };
    console.message("%-24s %8s  %s".formatted(attempt.task(), time, what).stripTrailing(), HANG);
  }

  @Override
  public TrainingProgress training() {
    return training;
  }

  @Override
  public StudyListener tuning() {
    return study;
  }

  @Override
  public void notice(String line) {
    console.message(line);
  }

  private static String said(TaskRecord attempt) {
    Map<String, Object> metrics = attempt.metrics();
    return switch (attempt.id()) {
      case PRE_PROCESS_DATA ->
          "%s, %s"
              .formatted(
                  number(metrics, "orders", "order"), number(metrics, "products", "product"));
      case RUN_DATA_QUALITY_CHECKS ->
          "%s passed, %s"
              .formatted(number(metrics, "passed", "check"), number(metrics, "warned", "warning"));
      case BRANCHING -> attempt.next().stream().collect(Collectors.joining(", ", "next: ", ""));
      case MODEL_TRAINING ->
          "%s, the best is number %s, %s pairs/s"
              .formatted(
                  number(metrics, "epochs", "epoch"),
                  metrics.get("bestEpoch"),
                  HumanNumbers.rate(decimal(metrics, "pairsPerSecond")));
      case MODEL_TUNING ->
          "%s, the best is number %s, validation HR@10 %s"
              .formatted(
                  number(metrics, "trials", "trial"),
                  metrics.get("bestTrial"),
                  HumanNumbers.decimal(decimal(metrics, "validationHitRate10"), 3));
      case TUNING_ANALYSIS, POST_PROCESSING -> tables(attempt) + " files written";
    };
  }

  /// The number of outputs; all parts of a table are one.
  private static long tables(TaskRecord attempt) {
    return attempt.outputs().stream()
        .map(output -> PartFiles.table(output.path()))
        .distinct()
        .count();
  }

  private static String number(Map<String, Object> metrics, String name, String singular) {
    return HumanNumbers.count((long) decimal(metrics, name), singular);
  }

  private static double decimal(Map<String, Object> metrics, String name) {
    return metrics.get(name) instanceof Number number ? number.doubleValue() : 0;
  }
}
