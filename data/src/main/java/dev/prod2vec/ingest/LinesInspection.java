package dev.prod2vec.ingest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Observes lines of baskets while they are read: null values that pad them, a column of numbers
/// before the products, and a first line that may be a header.
final class LinesInspection {
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

  /// What was observed so far.
  LinesLook seen() {
    return new LinesLook(
        files.stream()
            .map(file ->
                new LinesLook.OfFile(
                    file.name, file.first, file.second, file.lines, file.counted, file.grown))
            .toList(),
        padding);
  }
}
