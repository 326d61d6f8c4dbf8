package dev.prod2vec.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.page.Page;
import dev.prod2vec.prepared.OrderTimes;
import dev.prod2vec.prepared.SplitBy;
import java.time.LocalDate;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class TimesPartTest {
  private static String html(SplitBy split, Optional<String> validation, Optional<String> test) {
    SortedMap<Long, Long> days = new TreeMap<>();
    for (int day = 0; day < 21; day++) {
      days.put(LocalDate.of(2024, 1, 1).plusDays(day).toEpochDay(), day < 7 ? 10L : 1234L);
    }
    Page page = Page.plain("times");
    TimesPart.write(page.html(), OrderTimes.of(split, days, validation, test));
    return page.finish();
  }

  @Test
  void eachWeekHasABarOfItsHeight() {
    String html = html(SplitBy.HASH, Optional.empty(), Optional.empty());
    assertThat(html)
        .contains("viewBox=\"0 0 3 72\"")
        .contains("<title>week of 2024-01-01: 70 orders</title>")
        .contains("<title>week of 2024-01-08: 8,638 orders</title>")
        .contains("y=\"71.42\" width=\"0.8\" height=\"0.58\"")
        .contains("y=\"0.00\" width=\"0.8\" height=\"72.00\"")
        .contains("baskets.split: time would hold out the newest")
        .doesNotContain("class=\"other\"");
  }

  @Test
  void heldOutWeeksHaveAnotherColour() {
    String html = html(SplitBy.TIME, Optional.of("2024-01-17"), Optional.of("2024-01-20 10:00:00"));
    assertThat(html)
        .containsOnlyOnce("class=\"other\"")
        .contains("from 2024-01-17 for validation, from 2024-01-20 10:00:00 for the test.");
  }
}
