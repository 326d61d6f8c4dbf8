package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.file.InputException;
import dev.prod2vec.prepared.IngestReport.FileFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What of files of baskets could not be used: rows that are broken or lack an id, and products
/// that nobody knows.
public final class RowFaults {
  private static final String REJECTS = "rejects_of_";
  private static final String SCAN = "scan_of_";

  /// Most rows that are named; the others are counted.
  private static final int NAMED = 5;

  /// Most broken rows whose lines are looked for.
  private static final int SOUGHT = 10_000;

  private static final Pattern FIELDS =
      Pattern.compile("Expected Number of Columns: (\\d+) Found: (\\d+)");

  /// Files with columns, by their number.
  private final SortedMap<Integer, TableFile> tables = new TreeMap<>();

  /// Files whose rows have several products, by their number.
  private final Set<Integer> several = new HashSet<>();

  private final List<String> named = new ArrayList<>();
  private long bad;
  private long known;
  private long unknownRows;
  private long unknownProducts;
  private List<String> unknown = List.of();

  RowFaults() {}

  /// Records rows that are broken, which the reading leaves out.
  BadRows broken() {
    return new BadRows() {
      @Override
      public String relation(int number, TableFile file) {
        tables.put(number, file);
        return file.relation(REJECTS + number, SCAN + number);
      }

      @Override
      public void several(int number) {
        several.add(number);
      }

      @Override
      public void line(InputException fault) {
        bad(String.valueOf(fault.getMessage()));
      }
    };
  }

  private void bad(String what) {
    if (bad++ < NAMED) {
      named.add(what);
    }
  }

  /// Rows that are broken or lack an id.
  public long bad() {
    return bad;
  }

  /// The first of these: file, line, what was found and what is allowed.
  public List<String> named() {
    return List.copyOf(named);
  }

  /// Rows whose product the model does not know.
  public long unknownRows() {
    return unknownRows;
  }

  /// The different products of these rows.
  public long unknownProducts() {
    return unknownProducts;
  }

  /// The ids of the most frequent ones.
  public List<String> unknown() {
    return unknown;
  }

  /// Rows whose product is known.
  long known() {
    return known;
  }

  String examples() {
    return unknown.isEmpty()
        ? ""
        : "; it has "
            + unknown.stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(", "));
  }

  /// Looks through the rows that were read.
  void find(Database database) throws InterruptedException {
    for (Map.Entry<Integer, TableFile> table : tables.entrySet()) {
      find(table.getKey(), table.getValue(), database);
    }
    String usable =
        Spellings.ROWS
            + " LEFT JOIN known ON p.id = known_id"
            + " WHERE kept AND o.id IS NOT NULL AND p.id IS NOT NULL AND known_id IS";
    known = database.number("SELECT count(*) FROM %s NOT NULL".formatted(usable));
    unknownRows = database.number("SELECT count(*) FROM %s NULL".formatted(usable));
    if (unknownRows > 0) {
      unknownProducts =
          database.number("SELECT count(DISTINCT p.id) FROM %s NULL".formatted(usable));
      unknown =
          database
              .rows(
                  "SELECT p.id FROM %s NULL GROUP BY p.id ORDER BY count(*) DESC, p.id LIMIT %s"
                      .formatted(usable, NAMED))
              .stream()
              .map(row -> Excerpt.value(row.getFirst()))
              .toList();
    }
  }

  private void find(int number, TableFile file, Database database) throws InterruptedException {
    Map<Long, String> rejected = new TreeMap<>();
    long broken = 0;
    if (file.format() == FileFormat.CSV) {
      broken = database.number("SELECT count(DISTINCT line) FROM %s%s".formatted(REJECTS, number));
      for (List<String> row :
          database.rows(
              "SELECT line, error_type, error_message FROM %s%s ORDER BY line LIMIT %s"
                  .formatted(REJECTS, number, SOUGHT))) {
        if (row.get(1).equals("UNQUOTED VALUE")) {
          // Nobody knows where this field ends, nor what was in the rows after it.
          unclosed(file, Long.parseLong(row.getFirst()), rejected);
        }
        rejected.putIfAbsent(Long.parseLong(row.getFirst()), what(file, row.get(2)));
      }
    }
    String lacking =
        "%s WHERE kept AND order_line.file = %s AND (o.id IS NULL OR p.id IS NULL)"
            .formatted(Spellings.ROWS, number);
    Map<Long, String> lacks = new TreeMap<>();
    for (List<String> row :
        database.rows(
            """
            SELECT order_line.rowid - (SELECT min(rowid) FROM order_line WHERE file = %s), o.id, p.id
            FROM %s ORDER BY order_line.rowid LIMIT %s
            """
                .formatted(number, lacking, NAMED))) {
      String what =
          row.get(1).isEmpty()
              ? row.get(2).isEmpty() ? "neither order id nor product id" : "no order id"
              : "no product id";
      lacks.put(Long.parseLong(row.getFirst()), what + "; both expected");
    }
    boolean lists = several.contains(number);
    Map<Long, String> faults = inOrder(file, rejected, lists ? Map.of() : lacks);
    faults.forEach((line, what) -> bad(where(file, line) + ": " + what));
    if (lists) {
      lacks.forEach((product, what) ->
          bad("%s: product %s of its lists: %s".formatted(file.name(), product + 1, what)));
    }
    long said = (long) faults.size() + (lists ? lacks.size() : 0);
    bad += broken + database.number("SELECT count(*) FROM " + lacking) - said;
  }

  /// What is wrong, by line; by row where a file has no lines.
  private static Map<Long, String> inOrder(
      TableFile file, Map<Long, String> rejected, Map<Long, String> lacks) {
    Map<Long, String> faults = new TreeMap<>();
    if (rejected.isEmpty() && lacks.isEmpty()) {
      return faults;
    } else if (file.format() != FileFormat.CSV) {
      lacks.forEach((row, what) -> faults.put(row + 1, what));
      return faults;
    }
    Map<Long, Long> rejectedLines = new TreeMap<>();
    Map<Long, Long> lines =
        CsvLines.find(file, rejected::containsKey, lacks.keySet(), rejectedLines);
    rejectedLines.forEach((record, line) -> faults.put(line, rejected.get(record)));
    lines.forEach((row, line) -> faults.put(line, lacks.get(row)));
    return faults;
  }

  private static void unclosed(TableFile file, long record, Map<Long, String> rejected) {
    Set<Long> all = new HashSet<>(rejected.keySet());
    all.add(record);
    Map<Long, Long> lines = new TreeMap<>();
    CsvLines.find(file, all::contains, Set.of(), lines);
    throw CsvFault.unclosed(file.input(), lines.getOrDefault(record, record), file.dialect());
  }

  private static String where(TableFile file, long number) {
    return file.format() == FileFormat.CSV
        ? file.name() + ":" + number
        : "%s: row %s".formatted(file.name(), number);
  }

  private static String what(TableFile file, String message) {
    Matcher fields = FIELDS.matcher(message);
    return fields.find()
        ? CsvFault.wrongNumber(fields.group(2), fields.group(1), file.columns(), file.dialect())
        : Excerpt.reason(message);
  }
}
