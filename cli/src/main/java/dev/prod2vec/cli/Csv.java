package dev.prod2vec.cli;

import java.util.List;
import java.util.stream.Collectors;

/// Lines of comma-separated values (RFC 4180, with `\n`).
final class Csv {
  private Csv() {}

  /// A line with its newline.
  static String line(List<String> cells) {
    return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\n"));
  }

  private static String cell(String text) {
    boolean plain =
        text.indexOf(',') < 0
            && text.indexOf('"') < 0
            && text.indexOf('\n') < 0
            && text.indexOf('\r') < 0;
    return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
  }
}
