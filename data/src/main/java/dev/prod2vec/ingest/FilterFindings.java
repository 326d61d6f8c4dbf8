package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.prepared.Finding;
import dev.prod2vec.prepared.FindingKind;
import dev.prod2vec.prepared.IngestReport.RowCounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Anomalies of a filter: it leaves out nothing, or loses values.
final class FilterFindings {
  private FilterFindings() {}

  static Map<FindingKind, Finding> of(OrderLines lines, RowCounts rows, Database database)
      throws InterruptedException {
    List<List<String>> lost = new ArrayList<>();
    List<String> conditions = new ArrayList<>();
    for (Map.Entry<TableFile, Filter> entry : lines.filtered().entrySet()) {
      Filter filter = entry.getValue();
      conditions.add(filter.condition());
      lost.addAll(
          new FilterAdvice(entry.getKey(), database)
              .lost(filter.attempts(), filter.relation(entry.getKey())));
    }
    lost.sort(Comparator.comparingLong((List<String> row) -> -Long.parseLong(row.get(2))));
    boolean idle = !conditions.isEmpty() && rows.filtered() == 0;
    return Map.of(
        FindingKind.IDLE_FILTER,
        new Finding(
            FindingKind.IDLE_FILTER,
            idle ? rows.read() : 0,
            List.of("filter", "values"),
            idle ? List.of(List.of(conditions.getFirst(), columns(lines, database))) : List.of()),
        FindingKind.UNREADABLE_FILTER_VALUE,
        new Finding(
            FindingKind.UNREADABLE_FILTER_VALUE,
            lost.stream().mapToLong(row -> Long.parseLong(row.get(2))).sum(),
            List.of("conversion", "value", "rows"),
            lost.stream().limit(Findings.EXAMPLES).toList()));
  }

  /// The end of the message that no row meets the filter.
  static String values(OrderLines lines, Database database) throws InterruptedException {
    String columns = columns(lines, database);
    return columns.isEmpty() ? "" : "; in the first rows " + columns;
  }

  private static String columns(OrderLines lines, Database database) throws InterruptedException {
    for (Map.Entry<TableFile, Filter> entry : lines.filtered().entrySet()) {
      return new FilterAdvice(entry.getKey(), database).values(entry.getValue().columns());
    }
    return "";
  }
}
