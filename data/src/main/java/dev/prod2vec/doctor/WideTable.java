package dev.prod2vec.doctor;

import dev.prod2vec.doctor.ColumnFacts.Kind;
import java.util.List;
import java.util.Optional;

/// Tables with a row for each order and its products side by side.
final class WideTable {
  private static final int FEWEST_OF_MATRIX = 8;
  private static final int FEWEST_PLACES = 3;

  private WideTable() {}

  /// Whether a table has a column for each product, which says whether it was bought.
  static boolean isOneHot(Table table) {
    int columns = table.columns().size();
    return columns >= FEWEST_OF_MATRIX
        && table.where(column -> column.kind() == Kind.SWITCH).count() >= 0.9 * columns;
  }

  /// What is wrong with a table; empty if it is no such table.
  static Optional<String> fault(Table table) {
    int first = firstPlace(table.columns());
    return first < 0 || table.isTyped() || table.isHeadless()
        ? Optional.empty()
        : Optional.of(
            "%s: the products of an order are side by side, from column %s on; a line for each basket without a header expected\nhint: tail -n +2 FILE | cut -d'%s' -f%s- > baskets.csv, and doctor baskets.csv"
                .formatted(
                    table.name(),
                    table.columns().get(first).name(),
                    table.look().delimiter(),
                    first + 1));
  }

  /// The first of columns that are called alike but for a number that counts to the last column, as
  /// `Item 1` and `Item 2`; below 0 if there are none.
  private static int firstPlace(List<ColumnFacts> columns) {
    int last = columns.size() - 1;
    int first = last;
    while (first > 0 && isNext(columns.get(first - 1), columns.get(first))) {
      first--;
    }
    boolean products =
        columns.get(last).kind() == Kind.EMPTY || columns.get(first).kind() == Kind.TEXT;
    return products && last - first + 1 >= FEWEST_PLACES ? first : -1;
  }

  private static boolean isNext(ColumnFacts one, ColumnFacts next) {
    return number(one) >= 0
        && number(next) == number(one) + 1
        && stem(one).equals(stem(next))
        && (next.kind() == one.kind() || next.kind() == Kind.EMPTY)
        && next.filled() <= one.filled();
  }

  private static String stem(ColumnFacts column) {
    return column.name().replaceFirst("[0-9]{1,4}$", "");
  }

  private static int number(ColumnFacts column) {
    String digits = column.name().substring(stem(column).length());
    return digits.isEmpty() ? -1 : Integer.parseInt(digits);
  }
}
