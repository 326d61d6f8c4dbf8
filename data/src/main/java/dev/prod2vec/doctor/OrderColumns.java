package dev.prod2vec.doctor;

import dev.prod2vec.doctor.ColumnFacts.Kind;
import dev.prod2vec.prepared.SplitBy;
import dev.prod2vec.text.HumanNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The columns that make a table one of orders.
///
/// @param orders the columns that identify an order: one, or a customer and a day
/// @param points how much speaks for them
/// @param reasons why each column of `orders`, then `product`, is taken
record OrderColumns(
    Table table, List<ColumnFacts> orders, ColumnFacts product, int points, List<String> reasons) {
  /// Fewer points are chance.
  private static final int ENOUGH = 3;

  private static final int NAMED = 6;
  private static final int NAMED_AS_ID = 1;
  private static final int IN_BLOCKS = 3;

  /// Orders of fewer days are held out at random.
  private static final long DAYS_FOR_A_SPLIT = 28;

  /// The time of orders, and how they are held out.
  record Time(String column, SplitBy split) {
    static final Time NONE = new Time("", SplitBy.HASH);
  }

  /// An order column or a product column that was weighed.
  private record Weighed(ColumnFacts column, int points, String reason) {}

  OrderColumns {
    orders = List.copyOf(orders);
    reasons = List.copyOf(reasons);
  }

  ColumnFacts order() {
    return orders.getFirst();
  }

  /// The best pair of columns; empty if the table does not seem to hold orders.
  static Optional<OrderColumns> of(Table table) throws InterruptedException {
    Optional<ColumnFacts> date = table.where(column -> column.kind() == Kind.DATE).findFirst();
    Optional<OrderColumns> best = Optional.empty();
    for (ColumnFacts first : table.columns()) {
      Weighed order = order(first, date.isPresent());
      if (order.points() < ENOUGH) {
        continue;
      }
      for (ColumnFacts second : table.columns()) {
        if (second.equals(first)) {
          continue;
        }
        Weighed product = product(table, first, second);
        int points = order.points() + product.points();
        if (product.points() >= ENOUGH && best.stream().noneMatch(it -> it.points >= points)) {
          best =
              Optional.of(
                  new OrderColumns(
                      table,
                      List.of(first),
                      second,
                      points,
                      List.of(order.reason(), product.reason())));
        }
      }
    }
    return best.isPresent() ? Optional.of(best.get().withDay(date)) : best;
  }

  private static Weighed order(ColumnFacts column, boolean dated) {
    boolean named = ColumnWords.says(Meaning.ORDER, column.name());
    boolean customer = ColumnWords.says(Meaning.CUSTOMER, column.name());
    boolean other =
        says(
            column,
            Meaning.PRODUCT,
            Meaning.NAME,
            Meaning.QUANTITY,
            Meaning.PRICE,
            Meaning.DATE,
            Meaning.CATEGORY);
    boolean possible =
        switch (column.kind()) {
          case WHOLE, TEXT -> named || customer || !other;
          case DECIMAL -> named;
          case EMPTY, COMMA, DATE, SWITCH -> false;
        };
    if (!possible || column.distinct() < 2) {
      return new Weighed(column, 0, "");
    }
    List<String> reasons = new ArrayList<>();
    int points = 0;
    if (named) {
      points += NAMED + (ColumnWords.saysId(column.name()) ? NAMED_AS_ID : 0);
      reasons.add("its name");
    } else if (customer) {
      points += dated ? ENOUGH : ENOUGH - 1;
      reasons.add("a customer");
    }
    double each = column.rowsEach();
    if (column.isInBlocks()) {
      points += IN_BLOCKS;
    }
    if (each >= 1.2 && each <= 150) {
      points++;
      reasons.add(
          "%s rows each%s"
              .formatted(
                  HumanNumbers.decimal(each, 1),
                  column.isInBlocks() ? ", one after the other" : ""));
    } else if (each < 1.05) {
      points -= NAMED - 1;
      reasons.add("mostly one row each");
    } else if (each > 1000) {
      points -= NAMED;
    }
    return new Weighed(column, points, String.join("; ", reasons));
  }

  private static boolean says(ColumnFacts column, Meaning... meanings) {
    return Stream.of(meanings).anyMatch(meaning -> ColumnWords.says(meaning, column.name()));
  }

  private static Weighed product(Table table, ColumnFacts order, ColumnFacts column)
      throws InterruptedException {
    boolean named = ColumnWords.says(Meaning.PRODUCT, column.name());
    boolean name = ColumnWords.says(Meaning.NAME, column.name());
    boolean other =
        says(
            column,
            Meaning.ORDER,
            Meaning.QUANTITY,
            Meaning.PRICE,
            Meaning.DATE,
            Meaning.CUSTOMER,
            Meaning.CATEGORY);
    boolean possible =
        switch (column.kind()) {
          case WHOLE, TEXT -> named || name || !other;
          case DECIMAL -> named;
          case EMPTY, COMMA, DATE, SWITCH -> false;
        };
    if (!possible || column.distinct() < 2) {
      return new Weighed(column, 0, "");
    }
    List<String> reasons = new ArrayList<>();
    int points = 0;
    if (named) {
      points += NAMED + (ColumnWords.saysId(column.name()) ? NAMED_AS_ID : 0);
      reasons.add("its name");
    } else if (name) {
      points += NAMED / 2;
      reasons.add("its name");
    }
    long pairs = table.pairs(order, column);
    if (column.filled() > 0 && pairs >= 0.7 * Math.min(column.filled(), order.filled())) {
      points++;
    }
    if (pairs <= 1.1 * order.distinct() && order.rowsEach() >= 1.5) {
      points -= NAMED + 2;
    } else if (!named && column.kind() == Kind.WHOLE && isPosition(table, order, column)) {
      points -= NAMED + 2;
    }
    if (column.rowsEach() >= 1.5) {
      points += 2;
      reasons.add(
          "%s values, each in about %s rows"
              .formatted(
                  HumanNumbers.count(column.distinct()),
                  HumanNumbers.decimal(column.rowsEach(), column.rowsEach() < 10 ? 1 : 0)));
    }
    return new Weighed(column, points, String.join("; ", reasons));
  }

  /// Whether the values count the rows of an order.
  static boolean isPosition(Table table, ColumnFacts order, ColumnFacts column)
      throws InterruptedException {
    long counted =
        table.number(
            """
            SELECT count(*) FROM (
              SELECT count(*) AS rows, max(try_cast(%2$s AS BIGINT)) AS last,
                min(try_cast(%2$s AS BIGINT)) AS first
              FROM %3$s WHERE %1$s IS NOT NULL GROUP BY %1$s)
            WHERE first IN (0, 1) AND last - first <= rows AND last - first >= rows - 2\
            """
                .formatted(order.place(), column.place(), table.look().table()));
    return counted >= 0.8 * order.distinct();
  }

  /// The same with the day, if one value of the order column has rows of many days.
  private OrderColumns withDay(Optional<ColumnFacts> date) throws InterruptedException {
    if (date.isEmpty()) {
      return this;
    }
    long several = severalDays(date.get());
    long pairs = table.pairs(order(), date.get());
    boolean customer = ColumnWords.says(Meaning.CUSTOMER, order().name());
    if (several < (customer ? 0.02 : 0.2) * order().distinct() || pairs > 0.8 * order().filled()) {
      return this;
    }
    return new OrderColumns(
        table,
        List.of(order(), date.get()),
        product,
        points,
        List.of(
            reasons.getFirst(),
            "%s of %s values of %s have several days"
                .formatted(
                    HumanNumbers.count(several),
                    HumanNumbers.count(order().distinct()),
                    order().name()),
            reasons.getLast()));
  }

  /// The first column with dates, or with times, that can be read in one way only.
  Time time() throws InterruptedException {
    Optional<ColumnFacts> date =
        table
            .where(column -> column.kind() == Kind.DATE && column.formats().size() <= 1)
            .findFirst();
    if (date.isEmpty()) {
      return Time.NONE;
    }
    long days =
        table.number(
            "SELECT max(%1$s) - min(%1$s) FROM %2$s"
                .formatted(day(date.get()), table.look().table()));
    return new Time(date.get().name(), days >= DAYS_FOR_A_SPLIT ? SplitBy.TIME : SplitBy.HASH);
  }

  private static String day(ColumnFacts date) {
    String formats =
        date.formats().stream()
            .limit(1)
            .map(format -> "try_strptime(%s, '%s')".formatted(date.place(), format))
            .collect(Collectors.joining());
    return "CAST(%s AS DATE)"
        .formatted(
            formats.isEmpty() ? "try_cast(%s AS TIMESTAMP)".formatted(date.place()) : formats);
  }

  /// How many values of the order column have rows of more than one day.
  long severalDays(ColumnFacts date) throws InterruptedException {
    return table.number(
        """
        SELECT count(*) FROM (
          SELECT 1 FROM %2$s WHERE %1$s IS NOT NULL GROUP BY %1$s HAVING count(DISTINCT %3$s) > 1)\
        """
            .formatted(order().place(), table.look().table(), day(date)));
  }
}
