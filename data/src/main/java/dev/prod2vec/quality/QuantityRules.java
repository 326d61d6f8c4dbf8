package dev.prod2vec.quality;

import static dev.prod2vec.quality.Measured.share;
import static dev.prod2vec.quality.Severity.ERROR;
import static dev.prod2vec.quality.Severity.WARN;
import static dev.prod2vec.text.HumanNumbers.count;

import dev.prod2vec.prepared.FindingKind;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.prepared.IngestReport.QuantityCounts;
import java.util.List;

/// Rules of how much was bought and given back, for shops where this is known.
final class QuantityRules {
  static final List<Rule<IngestReport>> ALL =
      List.of(
          new Rule<>(
              "missing-quantity",
              "Does every row say how much was bought?",
              ERROR,
              (ingest, bounds) ->
                  share(
                          bounds.maxMissingShare(),
                          ingest.finding(FindingKind.MISSING_QUANTITY),
                          ingest.rows().read(),
                          "rows")
                      .withAdvice(
                          "The key quality.max-missing-share allows some, which count as one;"
                              + " orders.decimal-comma reads 1,5.")),
          new Rule<>(
              "returns",
              "Do returns find the purchases that they take back?",
              WARN,
              (ingest, _) -> returns(ingest)));

  private QuantityRules() {}

  private static Measured returns(IngestReport ingest) {
    QuantityCounts counts = ingest.quantities().orElseThrow();
    return new Measured(
        "%s of %s of returns without a purchase; %s taken back, %s more in part"
            .formatted(
                count(counts.loneReturns()),
                count(counts.returnRows(), "row", "rows"),
                count(counts.takenBack(), "purchase was", "purchases were"),
                count(counts.takenBackInPart())),
        "half of the rows",
        2 * counts.loneReturns() <= counts.returnRows(),
        "If returns have order ids of their own, orders.returns: customer with"
            + " orders.customer-column takes purchases back from other orders.",
        Examples.of(ingest.finding(FindingKind.LONE_RETURN)));
  }
}
