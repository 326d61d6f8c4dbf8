package dev.prod2vec.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.ingest.Shop;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TimeRulesTest {
  @TempDir private Path folder;

  /// Four orders a day for five weeks.
  ///
  /// @param gap days left out after the first week
  /// @param last orders of the last day
  /// @param missing more rows
  private List<Check> checks(int gap, int last, String missing) throws Exception {
    StringBuilder rows = new StringBuilder("order_id,product_id,t\n");
    int days = 35;
    for (int day = 0; day < days; day++) {
      String date = LocalDate.of(2024, 1, 1).plusDays(day).toString();
      int orders = day == days - 1 ? last : day >= 7 && day < 7 + gap ? 0 : 4;
      for (int order = 0; order < orders; order++) {
        rows.append("%s-%s,a,%s\n%s-%s,b,%s\n".formatted(day, order, date, day, order, date));
      }
    }
    rows.append(missing);
    Shop shop =
        Shop.in(folder)
            .withOrders("orders.csv", rows.toString())
            .withOrderSettings(Map.of("time-column", "t"));
    return Quality.check(shop.ingest(), shop.out(), QualityConfig.DEFAULT).checks();
  }

  private static Check named(List<Check> checks, String name) {
    return checks.stream().filter(check -> check.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void regularOrdersPass() throws Exception {
    List<Check> checks = checks(6, 2, "");
    for (Rule<?> rule : TimeRules.ALL) {
      assertThat(named(checks, rule.name()).verdict()).isEqualTo(Verdict.PASSED);
    }
    assertThat(named(checks, "last-day").observed())
        .isEqualTo("2 orders on 2024-02-04, where 4 are usual on this day of the week");
  }

  @Test
  void aMissingWeekIsNamed() throws Exception {
    Check gaps = named(checks(7, 4, ""), "time-gaps");
    assertThat(gaps.verdict()).isEqualTo(Verdict.WARNED);
    assertThat(gaps.observed())
        .isEqualTo("1 span of seven days or more without an order, from 2024-01-01 to 2024-02-04");
    assertThat(gaps.examples()).containsExactly(List.of("2024-01-08", "2024-01-14", "7"));
  }

  @Test
  void aCutLastDayIsNoticed() throws Exception {
    assertThat(named(checks(0, 1, ""), "last-day").verdict()).isEqualTo(Verdict.WARNED);
  }

  @Test
  void rowsWithoutATimeFail() throws Exception {
    List<Check> checks = checks(0, 4, "x,a,\nx,b,\n");
    assertThat(named(checks, "missing-time").verdict()).isEqualTo(Verdict.FAILED);
    assertThat(named(checks, "missing-time").observed()).isEqualTo("2 of 282 rows (0.7%)");
  }
}
