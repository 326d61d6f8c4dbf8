package dev.prod2vec.prepared;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// When the orders were, by the shop's clock. Dates are written as 2011-12-31.
///
/// @param split what decided which orders are held out
/// @param first date of the first order
/// @param last date of the last order
/// @param validationFrom first moment of the validation orders; empty if time did not decide, or
///   there are none
/// @param testFrom first moment of the test orders; likewise
/// @param firstWeek the Monday of the first week
/// @param ordersPerWeek orders of each week, from the first to the last
/// @param gaps the longest spans without an order, of a week or more, in their order
/// @param lastDay the last date and what was usual there
public record OrderTimes(
    SplitBy split,
    String first,
    String last,
    Optional<String> validationFrom,
    Optional<String> testFrom,
    String firstWeek,
    List<Long> ordersPerWeek,
    List<Gap> gaps,
    LastDay lastDay) {
  private static final int DAYS = 7;

  /// Weeks before the last day whose same day of the week is compared with it.
  private static final int WEEKS = 8;

  private static final int MOST_GAPS = 5;

  public OrderTimes {
    ordersPerWeek = List.copyOf(ordersPerWeek);
    gaps = List.copyOf(gaps);
  }

  /// A span without an order.
  ///
  /// @param from its first date
  /// @param to its last date
  /// @param days its length
  public record Gap(String from, String to, long days) {}

  /// The last date with an order.
  ///
  /// @param orders orders of this date
  /// @param usual the median of the same days of the week before it, at most eight; the lower of
  ///   two, 0 if there are fewer than three
  public record LastDay(long orders, long usual) {}

  /// Describes the days of the orders.
  ///
  /// @param orders number of orders by day since the beginning of 1970; not empty
  public static OrderTimes of(
      SplitBy split,
      SortedMap<Long, Long> orders,
      Optional<String> validationFrom,
      Optional<String> testFrom) {
    LocalDate first = LocalDate.ofEpochDay(orders.firstKey());
    LocalDate last = LocalDate.ofEpochDay(orders.lastKey());
    LocalDate monday = first.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    long[] weeks = new long[(int) (ChronoUnit.DAYS.between(monday, last) / DAYS) + 1];
    for (Map.Entry<Long, Long> day : orders.entrySet()) {
      weeks[(int) ((day.getKey() - monday.toEpochDay()) / DAYS)] += day.getValue();
    }
    List<Long> perWeek = new ArrayList<>();
    for (long week : weeks) {
      perWeek.add(week);
    }
    return new OrderTimes(
        split,
        first.toString(),
        last.toString(),
        validationFrom,
        testFrom,
        monday.toString(),
        perWeek,
        gaps(orders),
        lastDay(orders));
  }

  private static List<Gap> gaps(SortedMap<Long, Long> orders) {
    SortedMap<Long, Gap> longest = new TreeMap<>();
    long before = orders.firstKey();
    for (long day : orders.keySet()) {
      long days = day - before - 1;
      if (days >= DAYS) {
        longest.put(
            before,
            new Gap(
                LocalDate.ofEpochDay(before + 1).toString(),
                LocalDate.ofEpochDay(day - 1).toString(),
                days));
      }
      before = day;
    }
    while (longest.size() > MOST_GAPS) {
      longest.remove(
          longest.entrySet().stream()
              .min(Map.Entry.comparingByValue((a, b) -> Long.compare(a.days(), b.days())))
              .orElseThrow()
              .getKey());
    }
    return List.copyOf(longest.values());
  }

  private static LastDay lastDay(SortedMap<Long, Long> orders) {
    List<Long> same = new ArrayList<>();
    for (int week = 1; week <= WEEKS; week++) {
      long day = orders.lastKey() - (long) week * DAYS;
      if (day >= orders.firstKey()) {
        same.add(orders.getOrDefault(day, 0L));
      }
    }
    same.sort(null);
    long usual = same.size() < 3 ? 0 : same.get((same.size() - 1) / 2);
    return new LastDay(orders.lastEntry().getValue(), usual);
  }
}
