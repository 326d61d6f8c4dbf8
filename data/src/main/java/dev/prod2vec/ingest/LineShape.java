package dev.prod2vec.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Whether the first lines of a text file are rows with a header or baskets.
///
/// @param separator between fields
/// @param fields the most frequent number of fields
/// @param share of the lines that have so many
/// @param header the fields of the header; of the first row if there is none
/// @param headerLine number of the header's line, or of the line of the first row
/// @param headed whether there is a header
/// @param named whether the header has names that are known
record LineShape(
    String separator,
    int fields,
    double share,
    List<String> header,
    int headerLine,
    boolean headed,
    boolean named) {
  private static final int LINES = 2000;

  /// The header of rows is among so many lines.
  private static final int HEADER_LINES = 50;

  private static final double MOST_LINES = 0.9;

  /// Fewer lines may be baskets that happen to have equal lengths.
  private static final int FEWEST_ROWS = 10;

  private static final Pattern VALUE = Pattern.compile("[-+]?[0-9][-0-9.,:/ ]*");

  /// A separator and the number of fields of each line.
  private record Split(String separator, List<Integer> counts) {
    int most() {
      Map<Integer, Integer> lines = new HashMap<>();
      counts.forEach(count -> lines.merge(count, 1, Integer::sum));
      return lines.entrySet().stream()
          .max(Map.Entry.<Integer, Integer>comparingByValue().thenComparing(Map.Entry::getKey))
          .map(Map.Entry::getKey)
          .orElse(1);
    }

    double share(int fields) {
      long same = counts.stream().filter(count -> count == fields).count();
      return counts.isEmpty() ? 0 : (double) same / counts.size();
    }

    /// The same without the first lines.
    Split from(int line) {
      return new Split(separator, counts.subList(line, counts.size()));
    }

    double mean() {
      return counts.stream().mapToInt(Integer::intValue).average().orElse(0);
    }
  }

  /// @param dialect without lines to skip
  static LineShape of(Input file, Dialect dialect, Predicate<String> isColumnName) {
    List<String> lines = new ArrayList<>();
    try (LineReader reader = new LineReader(file, dialect)) {
      @Nullable String line;
      while (lines.size() < LINES && (line = reader.next()) != null) {
        lines.add(lines.isEmpty() && Header.separator(line).isPresent() ? "" : line);
      }
    }
    LineShape best = of(lines, ",", dialect, isColumnName);
    for (String separator : List.of(";", "\t", "|")) {
      LineShape other = of(lines, separator, dialect, isColumnName);
      if (other.isBetter(best)) {
        best = other;
      }
    }
    // Blanks separate ids alone: names have blanks themselves.
    LineShape blanks = of(lines, " ", dialect, isColumnName);
    return best.fields == 1 && best.share > MOST_LINES && !best.named && areIds(lines)
        ? blanks
        : best;
  }

  private static boolean areIds(List<String> lines) {
    return lines.stream()
            .filter(line -> !line.isBlank())
            .allMatch(line -> line.strip().matches("\\w*\\d\\w*( +\\w*\\d\\w*)*"))
        && lines.stream().anyMatch(line -> line.strip().contains(" "));
  }

  private static LineShape of(
      List<String> lines, String separator, Dialect dialect, Predicate<String> isColumnName) {
    List<List<String>> rows = new ArrayList<>();
    for (String line : lines) {
      if (!line.isBlank()) {
        rows.add(fields(line, separator, dialect));
      }
    }
    Split split = new Split(separator, rows.stream().map(List::size).toList());
    int fields = split.most();
    for (int i = 0; i < Math.min(HEADER_LINES, rows.size()); i++) {
      List<String> row = rows.get(i);
      boolean wide = row.size() == fields || (i == 0 && row.size() > 1);
      if (wide && fields > 1 && namesColumns(row, isColumnName)) {
        if (recurs(rows, row, isColumnName)) {
          // A header is above all rows.
          break;
        }
        return new LineShape(
            separator, fields, split.share(fields), row, line(lines, i), true, true);
      }
    }
    int first = first(rows, split);
    double share = split.from(first).share(fields);
    return new LineShape(
        separator,
        share < MOST_LINES ? (int) Math.ceil(split.mean()) : fields,
        share,
        rows.isEmpty() ? List.of() : rows.get(first),
        line(lines, first),
        rows.isEmpty()
            || !isRow(rows.get(first), rows.subList(first + 1, rows.size()), isColumnName),
        false);
  }

  private static boolean namesColumns(List<String> row, Predicate<String> isColumnName) {
    long known = row.stream().filter(isColumnName).count();
    long filled = row.stream().filter(field -> !field.isEmpty()).count();
    return known > 0
        && 2 * known >= Math.min(4, row.size())
        && 2 * filled > row.size()
        && row.stream().noneMatch(field -> VALUE.matcher(field).matches());
  }

  /// Whether other rows have values of a row in the same columns. A few names may be values, too.
  private static boolean recurs(
      List<List<String>> rows, List<String> row, Predicate<String> isColumnName) {
    List<List<String>> others = others(row, rows);
    int known = 0;
    int recurring = 0;
    for (int column = 0; column < row.size(); column++) {
      String value = row.get(column);
      boolean named = isColumnName.test(value);
      boolean again = !value.isEmpty() && has(others, column, value);
      if (again && !named) {
        return true;
      }
      known += named ? 1 : 0;
      recurring += again ? 1 : 0;
    }
    return 2 * recurring >= known;
  }

  private static boolean has(List<List<String>> rows, int column, String value) {
    return rows.stream().anyMatch(other -> other.get(column).equals(value));
  }

  /// The rows with as many fields that are not quite the same.
  private static List<List<String>> others(List<String> row, List<List<String>> rows) {
    return rows.stream().filter(other -> other.size() == row.size() && !other.equals(row)).toList();
  }

  /// The first row with the usual number of fields, where only lines of a title with fewer are
  /// above it.
  private static int first(List<List<String>> rows, Split split) {
    int fields = split.most();
    int first = 0;
    while (first < rows.size() && rows.get(first).size() < fields) {
      first++;
    }
    boolean title =
        first < HEADER_LINES
            && rows.size() - first >= FEWEST_ROWS
            && split.from(first).share(fields) >= MOST_LINES;
    return title ? first : 0;
  }

  /// Whether the first of several rows has values, not names: they are in other rows as well, or
  /// are numbers or dates where nearly all are.
  private static boolean isRow(
      List<String> first, List<List<String>> rows, Predicate<String> isColumnName) {
    List<List<String>> others = others(first, rows);
    boolean row = false;
    boolean named = false;
    boolean word = false;
    for (int i = 0; i < first.size() && !others.isEmpty(); i++) {
      int column = i;
      String value = first.get(i);
      boolean number = VALUE.matcher(value).matches();
      List<String> filled =
          others.stream().map(other -> other.get(column)).filter(it -> !it.isEmpty()).toList();
      long numbers = filled.stream().filter(it -> VALUE.matcher(it).matches()).count();
      boolean numeric = !filled.isEmpty() && numbers >= MOST_LINES * filled.size();
      if (value.isEmpty() || filled.contains(value)) {
        row |= !value.isEmpty();
        word |= !value.isEmpty() && !number;
      } else if (isColumnName.test(value)) {
        named = true;
      } else if (numeric && !number) {
        return false;
      } else {
        row |= numeric;
      }
    }
    // Words that appear again are values. Numbers may be both, such as years above columns.
    return named ? word : row;
  }

  private static int line(List<String> lines, int filled) {
    int seen = -1;
    for (int i = 0; i < lines.size(); i++) {
      seen += lines.get(i).isBlank() ? 0 : 1;
      if (seen == filled) {
        return i + 1;
      }
    }
    return 1;
  }

  private static List<String> fields(String line, String separator, Dialect dialect) {
    try {
      return dialect.fields(line, separator).stream().map(String::strip).toList();
    } catch (IllegalArgumentException _) {
      // A quoted field may have several lines.
      return List.of(line);
    }
  }

  private boolean isBetter(LineShape other) {
    if (named != other.named) {
      return named;
    } else if (named) {
      return fields > other.fields;
    }
    boolean same = share >= MOST_LINES && fields > 1;
    boolean otherSame = other.share >= MOST_LINES && other.fields > 1;
    return same != otherSame ? same : fields > other.fields;
  }

  /// Whether each line is a basket: the lines differ in length, and none of them names columns.
  boolean areBaskets() {
    return !named && fields > 1 && (share < MOST_LINES || separator.equals(" "));
  }
}
