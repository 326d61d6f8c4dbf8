package dev.prod2vec.systemtest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The table of packages in `docs/architecture.md`.
///
/// @param rows by package, in the table's order
record Architecture(Map<String, Row> rows) {
  private static final String HEAD = "| module | package | what it is | may use |";
  private static final Pattern LINE =
      Pattern.compile("\\| ([\\w-]+) \\| `(\\w+)` \\| (.+?) \\| (.*?) ?\\|");
  private static final String ALL_EARLIER = "all earlier packages";
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /// One line of the table.
  ///
  /// @param phrase what the package is
  /// @param mayUse names of the table's packages, and the beginnings of others' full names
  record Row(String module, String name, String phrase, Set<String> mayUse) {}

  /// The table of this checkout.
  static Architecture ofRepository() {
    return of(Repository.text("docs/architecture.md"));
  }

  /// Reads the table.
  ///
  /// @throws AssertionError if it is not there or a line of it cannot be read
  static Architecture of(String markdown) {
    List<String> lines = markdown.lines().toList();
    int head = lines.indexOf(HEAD);
    if (head < 0) {
      throw new AssertionError("no table with the head " + HEAD);
    }
    Map<String, Row> rows = new LinkedHashMap<>();
    for (String line : lines.subList(head + 2, lines.size())) {
      if (!line.startsWith("|")) {
        break;
      }
      Row row = row(line, rows.keySet());
      if (rows.put(row.name(), row) != null) {
        throw new AssertionError("two lines for " + row.name());
      }
    }
    return new Architecture(rows);
  }

  /// The modules in the table's order.
  List<String> modules() {
    List<String> modules = new ArrayList<>();
    for (Row row : rows.values()) {
      if (!modules.contains(row.module())) {
        modules.add(row.module());
      }
    }
    return modules;
  }

  /// The packages of a module, in the table's order.
  List<Row> packages(String module) {
    return rows.values().stream().filter(row -> row.module().equals(module)).toList();
  }

  private static Row row(String line, Set<String> earlier) {
    var matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new AssertionError("not a line of the table: " + line);
    }
    Set<String> mayUse = new TreeSet<>();
    CODE.matcher(matcher.group(4))
        .results()
        .map((MatchResult r) -> r.group(1))
        .forEach(mayUse::add);
    if (matcher.group(4).contains(ALL_EARLIER)) {
      mayUse.addAll(earlier);
    }
    return new Row(matcher.group(1), matcher.group(2), matcher.group(3), mayUse);
  }
}
