package dev.prod2vec.doctor;

import dev.prod2vec.ingest.CsvConfig;
import dev.prod2vec.prepared.IngestReport.FileFormat;
import dev.prod2vec.setting.Records;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// How several files of one section of the config are written.
final class SharedDialect {
  private SharedDialect() {}

  /// Whether the same keys read both. A file of ASCII without backslashes fits any encoding and
  /// escape.
  static boolean fits(Table one, Table other) {
    if (isTyped(one) || isTyped(other)) {
      return true;
    }
    CsvConfig first = one.look().csv();
    CsvConfig second = other.look().csv();
    return first.skipLines() == second.skipLines()
        && first.header() == second.header()
        && first.delimiter().equals(second.delimiter())
        && fits(first.encoding(), second.encoding());
  }

  private static boolean fits(String one, String other) {
    return one.isEmpty() || other.isEmpty() || one.equals(other);
  }

  private static boolean isTyped(Table table) {
    return table.look().format() != FileFormat.CSV && table.look().format() != FileFormat.XLSX;
  }

  /// The keys for files that fit.
  static CsvConfig of(List<Table> tables) {
    return merged(
        tables.stream().filter(table -> !isTyped(table)).map(table -> table.look().csv()).toList());
  }

  /// The first, with the encoding and the escape of those that need one.
  static CsvConfig merged(List<CsvConfig> dialects) {
    return dialects.isEmpty()
        ? CsvConfig.DEFAULT
        : Records.with(
            dialects.getFirst(),
            Map.of(
                "encoding", first(dialects, CsvConfig::encoding),
                "escape", first(dialects, CsvConfig::escape)));
  }

  private static String first(List<CsvConfig> dialects, Function<CsvConfig, String> key) {
    return dialects.stream().map(key).filter(value -> !value.isEmpty()).findFirst().orElse("");
  }

  /// What is unusual, for people; empty if nothing is.
  static List<String> words(CsvConfig csv) {
    List<String> words = new ArrayList<>();
    if (csv.skipLines() > 0) {
      words.add(
          csv.skipLines() == 1 ? "1 line to skip" : "%s lines to skip".formatted(csv.skipLines()));
    }
    if (!csv.header()) {
      words.add("no header");
    }
    if (!csv.encoding().isEmpty()) {
      words.add(csv.encoding());
    }
    if (!csv.escape().isEmpty()) {
      words.add("%s before quotes".formatted(csv.escape()));
    }
    return words;
  }
}
