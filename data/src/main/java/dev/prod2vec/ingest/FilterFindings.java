package dev.prod2vec.ingest;

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

  /// @param looks the files with a filter, in their order
  static Map<FindingKind, Finding> of(List<FilterLook> looks, RowCounts rows) {
    List<List<String>> lost = new ArrayList<>();
    looks.forEach(look -> lost.addAll(look.values()));
    lost.sort(Comparator.comparingLong((List<String> row) -> -FilterLook.rows(row)));
    boolean idle = !looks.isEmpty() && rows.filtered() == 0;
    return Map.of(
        FindingKind.IDLE_FILTER,
        new Finding(
            FindingKind.IDLE_FILTER,
            idle ? rows.read() : 0,
            List.of("filter", "values"),
            idle
                ? List.of(List.of(looks.getFirst().condition(), looks.getFirst().columns()))
                : List.of()),
        FindingKind.UNREADABLE_FILTER_VALUE,
        new Finding(
            FindingKind.UNREADABLE_FILTER_VALUE,
            looks.stream().mapToLong(FilterLook::lost).sum(),
            List.of("conversion", "value", "rows"),
            lost.stream().limit(Findings.EXAMPLES).toList()));
  }

  /// The end of the message that no row meets the filter.
  static String values(List<FilterLook> looks) {
    String columns = looks.isEmpty() ? "" : looks.getFirst().columns();
    return columns.isEmpty() ? "" : "; in the first rows " + columns;
  }
}
