package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Database;
import java.util.Comparator;
import java.util.List;

/// What a filter did in one file.
///
/// @param lost rows with a value that the filter tries to convert, in vain
/// @param values conversion, value and number of rows of the most frequent of these
/// @param columns values of the columns that the filter names, if it met every row or none; else
///   empty text
record FilterLook(String condition, long lost, List<List<String>> values, String columns) {
  /// @param rows rows of the file
  /// @param kept those that meet the filter
  static FilterLook at(TableFile file, Filter filter, long rows, long kept, Database database)
      throws InterruptedException {
    FilterAdvice advice = new FilterAdvice(file, database);
    List<List<String>> lost =
        advice.lost(filter.attempts(), filter.relation(file.relation())).stream()
            .sorted(Comparator.comparingLong((List<String> row) -> -rows(row)))
            .toList();
    return new FilterLook(
        filter.condition(),
        lost.stream().mapToLong(FilterLook::rows).sum(),
        lost.stream().limit(Findings.EXAMPLES).toList(),
        kept == 0 || kept == rows ? advice.values(filter.columns()) : "");
  }

  static long rows(List<String> value) {
    return Long.parseLong(value.get(2));
  }
}
