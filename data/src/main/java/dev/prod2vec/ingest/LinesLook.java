package dev.prod2vec.ingest;

import dev.prod2vec.prepared.Finding;
import dev.prod2vec.prepared.FindingKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What [LinesInspection] observed of files of baskets.
///
/// @param padding null values among the products, which were left out, with how often each appeared
record LinesLook(List<OfFile> files, Map<String, Long> padding) {
  /// With fewer lines, a column cannot be recognised.
  private static final int FEWEST_LINES = 10;

  private static final double MOST_LINES = 0.9;

  /// One file.
  ///
  /// @param first products of the first line that is not blank
  /// @param second products of the second one
  /// @param lines lines with products
  /// @param counted lines that begin with the number of products that follow
  /// @param grown lines that begin with a larger number than the lines before
  record OfFile(
      String name, List<String> first, List<String> second, long lines, long counted, long grown) {}

  /// @param products products of the first line that is not blank
  record FirstLine(String file, List<String> products) {}

  /// All files of several looks.
  static LinesLook merged(List<LinesLook> looks) {
    List<OfFile> files = new ArrayList<>();
    Map<String, Long> padding = new LinkedHashMap<>();
    for (LinesLook look : looks) {
      files.addAll(look.files());
      look.padding().forEach((value, count) -> padding.merge(value, count, Long::sum));
    }
    return new LinesLook(files, padding);
  }

  List<FirstLine> firstLines() {
    return files.stream()
        .filter(file -> file.lines() > 1)
        .map(file -> new FirstLine(file.name(), file.first()))
        .toList();
  }

  /// Lines that begin with a number that is not a product.
  Finding leadingColumn() {
    long lines = 0;
    List<List<String>> examples = new ArrayList<>();
    for (OfFile file : files) {
      if (file.lines() < FEWEST_LINES) {
        continue;
      }
      boolean counted = file.counted() >= MOST_LINES * file.lines();
      // The first line may be a header; each further number must be larger than the one before.
      if (counted || file.grown() >= file.lines() - 1) {
        lines += file.lines();
        examples.add(
            List.of(
                file.name(),
                counted ? "how many products follow" : "a number that grows from line to line",
                file.second().stream().limit(4).collect(Collectors.joining(", "))));
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
