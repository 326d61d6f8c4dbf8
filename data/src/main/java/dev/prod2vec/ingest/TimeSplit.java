package dev.prod2vec.ingest;

import dev.prod2vec.file.InputException;
import dev.prod2vec.prepared.BasketsConfig;
import dev.prod2vec.prepared.Moment;
import java.util.List;

/// Which orders are held out by their time: the newest are the test, those before them validation.
/// Orders of one moment stay together. Orders whose time is unknown are training orders.
///
/// @param validation first moment of the validation orders, in microseconds since the beginning of
///   1970
/// @param test first moment of the test orders
public record TimeSplit(long validation, long test) {
  /// The day of `time`, in days since the beginning of 1970, in SQL of both engines.
  public static final String DAY = "CAST(floor(time / 86400000000) AS INT)";

  /// Divides the orders of a table `order_time(order_id, time)`: by the dates of the config, or so
  /// that each part has at least the share of the orders that the config names.
  ///
  /// @throws InputException if no training order is left
  public static TimeSplit of(BasketsConfig config, Tables tables) throws InterruptedException {
    long orders = tables.number("SELECT count(*) FROM order_time");
    TimeSplit split =
        config.testFrom().isEmpty()
            ? byShares(config, orders, tables)
            : new TimeSplit(
                Moment.micros(config.validationFrom()), Moment.micros(config.testFrom()));
    long training =
        tables.number(
            "SELECT count(*) FROM order_time WHERE time IS NULL OR time < " + split.validation);
    if (orders > 0 && training == 0) {
      throw new InputException(
          "baskets.split: time leaves no training order: none of %s orders is before %s, where validation begins\nhint: give baskets.validation-from and baskets.test-from, or smaller fractions"
              .formatted(orders, Moment.text(split.validation)));
    }
    return split;
  }

  private static TimeSplit byShares(BasketsConfig config, long orders, Tables tables)
      throws InterruptedException {
    long test = Math.round(orders * config.testFraction());
    long heldOut = Math.round(orders * (config.testFraction() + config.validationFraction()));
    return new TimeSplit(newest(heldOut, tables), newest(test, tables));
  }

  /// The latest moment from which on there are at least this many orders.
  private static long newest(long orders, Tables tables) throws InterruptedException {
    if (orders == 0) {
      return Long.MAX_VALUE;
    }
    List<String> time =
        tables
            .rows(
                """
                SELECT max(time) AS time FROM (
                  SELECT time, sum(orders) OVER (ORDER BY time DESC) AS later FROM (
                    SELECT time, count(*) AS orders FROM order_time
                    WHERE time IS NOT NULL GROUP BY time))
                WHERE later >= %s\
                """
                    .formatted(orders))
            .getFirst();
    return time.getFirst().isEmpty() ? Long.MIN_VALUE : Long.parseLong(time.getFirst());
  }

  /// The name of the split of an order, in SQL of both engines.
  public String sql() {
    return "CASE WHEN time >= %s THEN 'TEST' WHEN time >= %s THEN 'VALIDATION' ELSE 'TRAIN' END"
        .formatted(test, validation);
  }
}
