package dev.prod2vec.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A table for a terminal: columns as wide as their widest cell, two spaces apart.
final class TextTable {
  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();

  /// @param heading may be empty
  record Column(String heading, Side side) {}

  /// Where a cell's text stands.
  enum Side {
    LEFT,
    RIGHT
  }

  TextTable(List<Column> columns) {
    this.columns = List.copyOf(columns);
  }

  /// A table whose columns are texts (`LEFT`), and numbers where the heading begins with `#`.
  static TextTable of(String... headings) {
    List<Column> columns = new ArrayList<>();
    for (String heading : headings) {
      columns.add(
          heading.startsWith("#")
              ? new Column(heading.substring(1), Side.RIGHT)
              : new Column(heading, Side.LEFT));
    }
    return new TextTable(columns);
  }

  /// Adds a row with as many cells as there are columns.
  TextTable row(String... cells) {
    return row(List.of(cells));
  }

  /// Adds a row with as many cells as there are columns.
  TextTable row(List<String> cells) {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(cells + " do not fit " + columns);
    }
    rows.add(cells);
    return this;
  }

  /// The lines, each with a newline; the headings first.
  String text() {
    List<List<String>> all = new ArrayList<>();
    all.add(columns.stream().map(Column::heading).toList());
    all.addAll(rows);
    int[] widths = new int[columns.size()];
    for (List<String> row : all) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], length(row.get(c)));
      }
    }
    return all.stream().map(row -> line(row, widths)).collect(Collectors.joining());
  }

  private String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < widths.length; c++) {
      String pad = " ".repeat(widths[c] - length(row.get(c)));
      boolean right = columns.get(c).side() == Side.RIGHT;
      line.append(c == 0 ? "" : "  ").append(right ? pad + row.get(c) : row.get(c) + pad);
    }
    return line.toString().stripTrailing() + "\n";
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
