package dev.prod2vec.study;

import dev.prod2vec.evaluation.Fit;
import dev.prod2vec.file.Csv;
import dev.prod2vec.file.CsvFormulas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The trials of a study as `tuning.csv`.
public final class TrialsCsv {
  /// Name of the file in a run directory.
  public static final String FILE = "tuning.csv";

  private TrialsCsv() {}

  /// Writes a row per trial.
  ///
  /// @param trials in the order of the rows; all of the same space
  /// @param formulas how to write a message that a spreadsheet would run
  public static void write(
      Path file, Measure measure, List<TrialRecord> trials, CsvFormulas formulas)
      throws IOException {
    List<String> names =
        trials.stream().flatMap(trial -> trial.parameters().keySet().stream()).distinct().toList();
    StringBuilder csv = new StringBuilder();
    List<String> head = new ArrayList<>(List.of("trial", "status"));
    head.addAll(names);
    head.addAll(
        List.of(
            "metric",
            "value",
            "hit_rate_10",
            "mrr",
            "loss",
            "epochs",
            "best_epoch",
            "start",
            "end",
            "seconds",
            "earlier",
            "message"));
    line(csv, head);
    for (TrialRecord trial : trials) {
      List<String> row = new ArrayList<>();
      row.add(Integer.toString(trial.trial()));
      row.add(trial.status().name().toLowerCase(Locale.ROOT));
      names.forEach(name -> row.add(String.valueOf(trial.parameters().get(name))));
      row.add(measure.title());
      row.add(trial.value().map(String::valueOf).orElse(""));
      row.add(score(trial, Fit::hitRate10));
      row.add(score(trial, Fit::meanReciprocalRank));
      row.add(score(trial, Fit::loss));
      row.add(Integer.toString(trial.epochs().size()));
      row.add(Integer.toString(trial.bestEpoch()));
      row.add(trial.start().toString());
      row.add(trial.end().toString());
      row.add(Double.toString(trial.seconds()));
      row.add(Boolean.toString(trial.earlier()));
      row.add(formulas.of(trial.message().orElse("")));
      line(csv, row);
    }
    Files.writeString(file, csv);
  }

  private static String score(TrialRecord trial, Function<Fit, Double> score) {
    Optional<Double> value = trial.scores().map(score);
    return value.map(String::valueOf).orElse("");
  }

  private static void line(StringBuilder csv, List<String> cells) {
    csv.append(cells.stream().map(Csv::field).collect(Collectors.joining(","))).append('\n');
  }
}
