package dev.prod2vec.ingest;

import dev.prod2vec.prepared.Finding;
import dev.prod2vec.prepared.FindingKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Observes lines of baskets while they are read: null values that pad them, a column of numbers
/// before the products, and a first line that may be a header.
final class LinesInspection {
  /// With fewer lines, a column cannot be recognised.
  private static final int FEWEST_LINES = 10;

  private static final double MOST_LINES = 0.9;

  /// @param products products of the first line that is not blank
  record FirstLine(String file, List<String> products) {}

  private static final class OfFile {
    final String name;
    List<String> first = List.of();
    List<String> second = List.of();
    long lines;
    long counted;
    long grown;
    long last = Long.MIN_VALUE;

    OfFile(String name) {
      this.name = name;
    }
  }

  private final Ids ids;
  private final List<OfFile> files = new ArrayList<>();
  private final Map<String, Long> padding = new LinkedHashMap<>();

  LinesInspection(Ids ids) {
    this.ids = ids;
  }

  /// Begins the lines of a file.
  void begin(String file) {
    files.add(new OfFile(file));
  }

  /// Looks at one line.
  ///
  /// @return the line's products, as they are written, without blanks and null values
  List<String> products(List<String> fields) {
    List<String> products = new ArrayList<>(fields.size());
    for (String field : fields) {
      if (ids.isNull(field)) {
        padding.merge(Ids.stripped(field), 1L, Long::sum);
      } else if (!Ids.stripped(field).isEmpty()) {
        products.add(field);
      }
    }
    if (!products.isEmpty()) {
      look(files.getLast(), products);
    }
    return products;
  }

  private static void look(OfFile file, List<String> products) {
    file.lines++;
    if (file.lines == 1) {
      file.first = List.copyOf(products);
    } else if (file.lines == 2) {
      file.second = List.copyOf(products);
    }
    @Nullable Long number = number(Ids.stripped(products.getFirst()));
    if (number == null || products.size() < 2) {
      return;
    }
    if (number == products.size() - 1) {
      file.counted++;
    }
    if (number > file.last) {
      file.grown++;
    }
    file.last = number;
  }

  private static @Nullable Long number(String text) {
    return text.matches("[0-9]{1,18}") ? (Long) Long.parseLong(text) : null;
  }

  /// Null values among the products, which were left out, with how often each appeared.
  Map<String, Long> padding() {
    return padding;
  }

  List<FirstLine> firstLines() {
    return files.stream()
        .filter(file -> file.lines > 1)
        .map(file -> new FirstLine(file.name, file.first))
        .toList();
  }

  /// Lines that begin with a number that is not a product.
  Finding leadingColumn() {
    long lines = 0;
    List<List<String>> examples = new ArrayList<>();
    for (OfFile file : files) {
      if (file.lines < FEWEST_LINES) {
        continue;
      }
      boolean counted = file.counted >= MOST_LINES * file.lines;
      // The first line may be a header; each further number must be larger than the one before.
      if (counted || file.grown >= file.lines - 1) {
        lines += file.lines;
        examples.add(
            List.of(
                file.name,
                counted ? "how many products follow" : "a number that grows from line to line",
                file.second.stream().limit(4).collect(Collectors.joining(", "))));
      }
    }
    return new Finding(
        FindingKind.LEADING_COLUMN,
        lines,
        List.of("file", "begins with", "second line"),
        examples.stream().limit(Findings.EXAMPLES).toList());
  }

  /// Whether the products are the numbers from 0 or from 1 on, the names of columns without names.
  static boolean isNumbering(List<String> products) {
    List<String> stripped = products.stream().map(Ids::stripped).toList();
    return products.size() > 1
        && (stripped.equals(numbers(0, products.size()))
            || stripped.equals(numbers(1, products.size())));
  }

  private static List<String> numbers(int from, int count) {
    return IntStream.range(from, from + count).mapToObj(Integer::toString).toList();
  }
}
