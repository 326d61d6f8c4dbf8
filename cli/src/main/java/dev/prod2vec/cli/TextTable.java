package dev.prod2vec.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A table for a terminal: columns as wide as their widest cell, two spaces apart. If the terminal
/// is narrower, texts are wrapped at words, then the last columns are left out.
final class TextTable {
  private static final int GAP = 2;

  /// Texts are not made narrower than this as long as there is a column to leave out.
  private static final int NARROWEST = 16;

  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();

  /// @param heading may be empty
  record Column(String heading, Side side) {}

  /// The alignment of a cell's text.
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
  ///
  /// @param most columns of the terminal
  String text(int most) {
    List<List<String>> all = new ArrayList<>();
    all.add(columns.stream().map(Column::heading).toList());
    all.addAll(rows);
    int[] widths = fit(all, most);
    return all.stream().map(row -> lines(row, widths)).collect(Collectors.joining());
  }

  /// The widths of the columns that are shown.
  private int[] fit(List<List<String>> all, int most) {
    int[] widths =
        IntStream.range(0, columns.size())
            .map(c -> all.stream().mapToInt(row -> Layout.columns(row.get(c))).max().orElse(0))
            .toArray();
    for (int shown = widths.length; true; shown--) {
      int[] tried = IntStream.range(0, shown).map(c -> widths[c]).toArray();
      narrow(tried, most, shown == 1 ? 1 : NARROWEST);
      if (shown == 1 || total(tried) <= most) {
        return tried;
      }
    }
  }

  /// Shortens the widest texts, down to `narrowest`.
  private void narrow(int[] widths, int most, int narrowest) {
    for (int over = total(widths) - most; over > 0; over--) {
      int widest = -1;
      for (int c = 0; c < widths.length; c++) {
        boolean mayShrink = columns.get(c).side() == Side.LEFT && widths[c] > narrowest;
        if (mayShrink && (widest < 0 || widths[c] > widths[widest])) {
          widest = c;
        }
      }
      if (widest < 0) {
        return;
      }
      widths[widest]--;
    }
  }

  private static int total(int[] widths) {
    return IntStream.of(widths).sum() + GAP * (widths.length - 1);
  }

  /// A row, with as many lines as its longest wrapped cell.
  private String lines(List<String> row, int[] widths) {
    List<List<String>> cells = new ArrayList<>();
    int height = 1;
    for (int c = 0; c < widths.length; c++) {
      // Blanks at the beginning of a first column are its indentation.
      cells.add(Layout.wrap(row.get(c), Math.max(1, widths[c])));
      height = Math.max(height, cells.getLast().size());
    }
    StringBuilder lines = new StringBuilder();
    for (int line = 0; line < height; line++) {
      StringBuilder text = new StringBuilder();
      for (int c = 0; c < widths.length; c++) {
        String cell = line < cells.get(c).size() ? cells.get(c).get(line) : "";
        String pad = " ".repeat(Math.max(0, widths[c] - Layout.columns(cell)));
        boolean right = columns.get(c).side() == Side.RIGHT;
        text.append(" ".repeat(c == 0 ? 0 : GAP)).append(right ? pad + cell : cell + pad);
      }
      lines.append(text.toString().stripTrailing()).append('\n');
    }
    return lines.toString();
  }
}
