package dev.prod2vec.quality;

import static dev.prod2vec.quality.Measured.share;
import static dev.prod2vec.quality.Severity.ERROR;
import static dev.prod2vec.quality.Severity.WARN;
import static dev.prod2vec.text.HumanNumbers.count;

import dev.prod2vec.prepared.FindingKind;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.prepared.OrderTimes;
import dev.prod2vec.prepared.OrderTimes.Gap;
import dev.prod2vec.prepared.OrderTimes.LastDay;
import java.util.List;

/// Rules of when the orders were, for shops where this is known.
final class TimeRules {
  static final List<Rule<IngestReport>> ALL =
      List.of(
          new Rule<>(
              "missing-time",
              "Does every row say when it was bought?",
              ERROR,
              (ingest, bounds) ->
                  share(
                          bounds.maxMissingShare(),
                          ingest.finding(FindingKind.MISSING_TIME),
                          ingest.rows().read(),
                          "rows")
                      .withAdvice(
                          "The key quality.max-missing-share allows some; an order without any time"
                              + " is a training order.")),
          new Rule<>(
              "time-gaps",
              "Were there orders in every week?",
              WARN,
              (ingest, _) -> gaps(ingest.times().orElseThrow())),
          new Rule<>(
              "last-day",
              "Is the last day whole?",
              WARN,
              (ingest, _) -> lastDay(ingest.times().orElseThrow())));

  private TimeRules() {}

  private static Measured gaps(OrderTimes times) {
    List<Gap> gaps = times.gaps();
    return new Measured(
        count(gaps.size(), "span")
            + " of seven days or more without an order, from %s to %s"
                .formatted(times.first(), times.last()),
        "0",
        gaps.isEmpty(),
        "Was the shop closed, or is a file missing?",
        new Examples(
            List.of("from", "to", "days"),
            gaps.stream()
                .limit(Examples.MOST)
                .map(gap -> List.of(gap.from(), gap.to(), String.valueOf(gap.days())))
                .toList()));
  }

  private static Measured lastDay(OrderTimes times) {
    LastDay day = times.lastDay();
    return new Measured(
        "%s on %s%s"
            .formatted(
                count(day.orders(), "order"),
                times.last(),
                day.usual() == 0
                    ? ""
                    : ", where %s are usual on this day of the week".formatted(count(day.usual()))),
        "half of what is usual or more",
        2 * day.orders() >= day.usual(),
        "The files may end in the middle of the day; orders.until leaves it out.",
        Examples.NONE);
  }
}
