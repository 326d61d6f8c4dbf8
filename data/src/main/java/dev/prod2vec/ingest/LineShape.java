package dev.prod2vec.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Whether the first lines of a text file are rows with a header or baskets.
///
/// @param separator between fields
/// @param fields the most frequent number of fields
/// @param share of the lines that have so many
/// @param header the fields of the header; of the first line if none is recognised
/// @param headerLine number of the header's line
/// @param named whether the header has names that are known
record LineShape(
    String separator,
    int fields,
    double share,
    List<String> header,
    int headerLine,
    boolean named) {
  private static final int LINES = 2000;

  /// The header of rows is among so many lines.
  private static final int HEADER_LINES = 50;

  private static final double MOST_LINES = 0.9;

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

    double mean() {
      return counts.stream().mapToInt(Integer::intValue).average().orElse(0);
    }
  }

  static LineShape of(Input file, Predicate<String> isColumnName) {
    List<String> lines = new ArrayList<>();
    try (LineReader reader = new LineReader(file, Dialect.USUAL)) {
      @Nullable String line;
      while (lines.size() < LINES && (line = reader.next()) != null) {
        lines.add(line);
      }
    }
    LineShape best = of(lines, ",", isColumnName);
    for (String separator : List.of(";", "\t", "|")) {
      LineShape other = of(lines, separator, isColumnName);
      if (other.isBetter(best)) {
        best = other;
      }
    }
    // Blanks separate ids alone: names have blanks themselves.
    LineShape blanks = of(lines, " ", isColumnName);
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
      List<String> lines, String separator, Predicate<String> isColumnName) {
    List<Integer> counts = new ArrayList<>();
    List<List<String>> firsts = new ArrayList<>();
    for (String line : lines) {
      if (!line.isBlank()) {
        List<String> fields = fields(line, separator);
        counts.add(fields.size());
        firsts.add(firsts.size() < HEADER_LINES ? fields : List.of());
      }
    }
    Split split = new Split(separator, counts);
    int fields = split.most();
    for (int i = 0; i < Math.min(HEADER_LINES, firsts.size()); i++) {
      long known = firsts.get(i).stream().filter(isColumnName).count();
      boolean wide = firsts.get(i).size() == fields || (i == 0 && firsts.get(i).size() > 1);
      if (wide && fields > 1 && known > 0 && 2 * known >= Math.min(4, firsts.get(i).size())) {
        return new LineShape(
            separator, fields, split.share(fields), firsts.get(i), line(lines, i), true);
      }
    }
    return new LineShape(
        separator,
        split.share(fields) < MOST_LINES ? (int) Math.ceil(split.mean()) : fields,
        split.share(fields),
        firsts.isEmpty() ? List.of() : firsts.getFirst(),
        1,
        false);
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

  private static List<String> fields(String line, String separator) {
    try {
      return Fields.of(line, separator).stream().map(String::strip).toList();
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
