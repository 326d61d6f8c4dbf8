package dev.prod2vec.doctor;

import dev.prod2vec.doctor.ColumnFacts.Kind;
import java.util.List;
import java.util.Optional;

/// The column with how much was bought, and whose returns its negative numbers are.
///
/// @param customer who returns something; empty if nothing is returned or nobody is known
record QuantityColumn(ColumnFacts column, Optional<ColumnFacts> customer) {
  /// The first column that is named so and has a number in every row: a check stops a run where one
  /// lacks it.
  static Optional<QuantityColumn> of(OrderColumns orders) throws InterruptedException {
    Optional<ColumnFacts> column =
        orders
            .table()
            .saying(Meaning.QUANTITY)
            .filter(it -> it.isNumber() && it.distinct() > 1 && it.filled() == it.rows())
            .filter(it -> !orders.orders().contains(it) && !it.equals(orders.product()))
            .findFirst();
    if (column.isEmpty()) {
      return Optional.empty();
    }
    boolean returned = negative(orders.table(), column.get(), "true") > 0;
    return Optional.of(
        new QuantityColumn(column.get(), returned ? customer(orders) : Optional.empty()));
  }

  private static Optional<ColumnFacts> customer(OrderColumns orders) {
    List<ColumnFacts> customers =
        orders
            .table()
            .saying(Meaning.CUSTOMER)
            .filter(it -> it.isNumber() || it.kind() == Kind.TEXT)
            .filter(it -> !orders.orders().equals(List.of(it)))
            .toList();
    return customers.stream()
        .filter(it -> ColumnWords.saysId(it.name()))
        .findFirst()
        .or(() -> customers.stream().findFirst());
  }

  private static long negative(Table table, ColumnFacts column, String condition)
      throws InterruptedException {
    return table.count("(%s) AND %s LIKE '-%%'".formatted(condition, column.place()));
  }

  /// Whether all rows that meet a condition take something back from a customer.
  ///
  /// @param rows number of these rows
  boolean takesBackAll(Table table, String condition, long rows) throws InterruptedException {
    return customer.isPresent() && negative(table, column, condition) == rows;
  }

  boolean hasDecimalComma() {
    return column.kind() == Kind.COMMA;
  }
}
