package dev.prod2vec.prepared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.prepared.OrderTimes.Gap;
import dev.prod2vec.prepared.OrderTimes.LastDay;
import java.time.LocalDate;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class OrderTimesTest {
  private static final LocalDate MONDAY = LocalDate.of(2024, 1, 1);

  private static OrderTimes of(SortedMap<Long, Long> days) {
    return OrderTimes.of(SplitBy.HASH, days, Optional.empty(), Optional.empty());
  }

  private static SortedMap<Long, Long> daily(int days, long orders) {
    SortedMap<Long, Long> daily = new TreeMap<>();
    for (int day = 0; day < days; day++) {
      daily.put(MONDAY.plusDays(day).toEpochDay(), orders);
    }
    return daily;
  }

  @Test
  void weeksBeginOnMonday() {
    SortedMap<Long, Long> days = daily(16, 3);
    days.remove(MONDAY.toEpochDay());
    OrderTimes times = of(days);
    assertThat(times.first()).isEqualTo("2024-01-02");
    assertThat(times.last()).isEqualTo("2024-01-16");
    assertThat(times.firstWeek()).isEqualTo("2024-01-01");
    assertThat(times.ordersPerWeek()).containsExactly(18L, 21L, 6L);
  }

  @Test
  void aLastDayIsComparedWithTheSameDaysBefore() {
    SortedMap<Long, Long> days = daily(35, 10);
    days.put(MONDAY.plusDays(34).toEpochDay(), 2L);
    days.put(MONDAY.plusDays(33).toEpochDay(), 1000L);
    assertThat(of(days).lastDay()).isEqualTo(new LastDay(2, 10));
    assertThat(of(daily(20, 10)).lastDay()).isEqualTo(new LastDay(10, 0));
  }

  @Test
  void gapsOfAWeekAreFound() {
    SortedMap<Long, Long> days = daily(60, 10);
    for (int day = 10; day < 17; day++) {
      days.remove(MONDAY.plusDays(day).toEpochDay());
    }
    for (int day = 30; day < 36; day++) {
      days.remove(MONDAY.plusDays(day).toEpochDay());
    }
    assertThat(of(days).gaps()).containsExactly(new Gap("2024-01-11", "2024-01-17", 7));
  }

  @Test
  void theLongestGapsAreKept() {
    SortedMap<Long, Long> days = new TreeMap<>();
    long day = MONDAY.toEpochDay();
    for (int gap = 7; gap < 15; gap++) {
      days.put(day, 1L);
      day += gap + 1;
    }
    days.put(day, 1L);
    assertThat(of(days).gaps()).extracting(Gap::days).containsExactly(10L, 11L, 12L, 13L, 14L);
  }
}
