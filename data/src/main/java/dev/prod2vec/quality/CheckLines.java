package dev.prod2vec.quality;

import dev.prod2vec.ingest.Excerpt;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Checks as lines of a message that fits a screen. If there are too many, examples are dropped
/// first, then advice.
final class CheckLines {
  private static final int MOST_LINES = 9;
  private static final int MOST_BYTES = 1_700;
  private static final int MOST_EXAMPLES = 3;
  private static final int MOST_PATH = 60;

  private CheckLines() {}

  /// One line per check. If there are too many, the last line has the names of the rest.
  ///
  /// @param format format of a line's beginning, with the check's name, what was observed and the
  ///   bound
  /// @return lines, each of which ends in a line feed
  static String of(String format, List<Check> checks) {
    for (int examples = MOST_EXAMPLES; examples >= 0; examples--) {
      String lines = lines(format, checks, MOST_LINES, examples, true);
      if (fits(lines)) {
        return lines;
      }
    }
    int shown = Math.min(MOST_LINES, checks.size());
    String lines = lines(format, checks, shown, 0, false);
    while (shown > 1 && !fits(lines)) {
      shown--;
      lines = lines(format, checks, shown, 0, false);
    }
    return lines;
  }

  private static boolean fits(String lines) {
    return lines.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
  }

  private static String lines(
      String format, List<Check> checks, int most, int examples, boolean advised) {
    StringBuilder lines = new StringBuilder();
    int shown = checks.size() <= most ? checks.size() : most - 1;
    for (Check check : checks.subList(0, shown)) {
      lines.append(format.formatted(check.name(), check.observed(), check.bound()));
      if (examples > 0 && !check.examples().isEmpty()) {
        lines.append("; for example ").append(examples(check, examples));
      }
      lines.append('.');
      if (advised && !check.advice().isEmpty()) {
        lines.append(' ').append(check.advice());
      }
      lines.append('\n');
    }
    if (shown < checks.size()) {
      List<String> rest = checks.subList(shown, checks.size()).stream().map(Check::name).toList();
      lines.append("%s more: %s\n".formatted(rest.size(), String.join(", ", rest)));
    }
    return lines.toString();
  }

  private static String examples(Check check, int most) {
    List<String> rows = new ArrayList<>();
    for (List<String> example :
        check.examples().subList(0, Math.min(most, check.examples().size()))) {
      List<String> values = new ArrayList<>();
      for (int i = 0; i < example.size(); i++) {
        String column = check.exampleColumns().get(i);
        String whole = example.get(i);
        String value =
            whole.isEmpty() ? "empty" : column.equals("file") ? end(whole) : Excerpt.value(whole);
        values.add(column.equals("id_of") ? value : column.replace('_', ' ') + " " + value);
      }
      rows.add(String.join(", ", values));
    }
    return String.join("; ", rows);
  }

  /// The end of a path, where the paths of files differ.
  private static String end(String path) {
    return path.length() <= MOST_PATH ? path : "..." + path.substring(path.length() - MOST_PATH);
  }
}
