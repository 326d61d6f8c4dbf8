package dev.prod2vec.report;

import dev.prod2vec.page.Html;
import dev.prod2vec.prepared.OrderTimes;
import dev.prod2vec.prepared.SplitBy;
import dev.prod2vec.text.HumanNumbers;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/// When the orders were: a bar for each week, and which of them were held out.
final class TimesPart {
  private static final int HEIGHT = 72;

  private TimesPart() {}

  static void write(Html html, OrderTimes times) {
    List<Long> weeks = times.ordersPerWeek();
    long most = Math.max(1, weeks.stream().mapToLong(Long::longValue).max().orElse(1));
    html.element("h3", "Orders per week")
        .open(
            "svg",
            "class",
            "weeks",
            "viewBox",
            "0 0 %s %s".formatted(weeks.size(), HEIGHT),
            "preserveAspectRatio",
            "none",
            "role",
            "img",
            "aria-label",
            "Orders of each week from %s to %s; at most %s in a week"
                .formatted(times.first(), times.last(), HumanNumbers.count(most)));
    for (int week = 0; week < weeks.size(); week++) {
      double height = (double) HEIGHT * weeks.get(week) / most;
      html.open(
              "rect",
              "class",
              style(times, LocalDate.parse(times.firstWeek()).plusWeeks(week)),
              "x",
              decimal(week + 0.1),
              "y",
              decimal(HEIGHT - height),
              "width",
              "0.8",
              "height",
              decimal(height))
          .element("title", title(times, week))
          .close();
    }
    html.close().element("p", sentence(times, most));
  }

  private static String title(OrderTimes times, int week) {
    return "week of %s: %s"
        .formatted(
            LocalDate.parse(times.firstWeek()).plusWeeks(week),
            HumanNumbers.count(times.ordersPerWeek().get(week), "order", "orders"));
  }

  /// By the split of the week's last day.
  private static String style(OrderTimes times, LocalDate monday) {
    String last = monday.plusDays(6).toString();
    boolean heldOut =
        times
            .validationFrom()
            .or(times::testFrom)
            .map(from -> last.compareTo(from.substring(0, 10)) >= 0)
            .orElse(false);
    return heldOut ? "other" : "model";
  }

  private static String sentence(OrderTimes times, long most) {
    String span =
        "From %s to %s, at most %s in a week. "
            .formatted(times.first(), times.last(), HumanNumbers.count(most, "order", "orders"));
    if (times.split() == SplitBy.HASH) {
      return span
          + "Orders were held out at random, so the scores are of orders between those that were"
          + " learned from; baskets.split: time would hold out the newest.";
    }
    return span
        + "The newest orders were held out, in the other colour: "
        + times
            .validationFrom()
            .map(from -> "from %s for validation".formatted(from))
            .orElse("none for validation")
        + times.testFrom().map(from -> ", from %s for the test.".formatted(from)).orElse(".");
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
