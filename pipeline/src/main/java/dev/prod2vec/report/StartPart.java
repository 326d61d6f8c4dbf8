package dev.prod2vec.report;

import dev.prod2vec.drift.DriftSummary;
import dev.prod2vec.evaluation.Metric;
import dev.prod2vec.page.Html;
import dev.prod2vec.text.HumanNumbers;

/// The part of the report about the run that training started from.
final class StartPart {
  private StartPart() {}

  static void write(Html html, StartFacts start) {
    html.open("section", "class", "part", "id", "start", "aria-labelledby", "start-title")
        .element("h2", "What changed since the earlier run", "id", "start-title");
    html.element(
        "p",
        "Training started with the vectors of run %s. %s had one already, %s not; %s of the earlier run %s no vector here.%s"
            .formatted(
                start.run(),
                HumanNumbers.count(start.common(), "product"),
                start.added() == 1 ? "1 had" : HumanNumbers.count(start.added()) + " had",
                HumanNumbers.count(start.gone(), "product"),
                start.gone() == 1 ? "has" : "have",
                start.kept() == 0
                    ? ""
                    : " %s kept the vector they had: these orders have too few of them."
                        .formatted(HumanNumbers.count(start.kept(), "product"))));
    start.scores().ifPresentOrElse(scores -> scores(html, scores), () -> unscored(html, start));
    DriftSummary drift = start.drift();
    html.element(
        "p",
        "The vectors moved by %s on average over purchases, and by %s over products; half of the products moved by less than %s, nine tenths by less than %s. This is 1 - cosine: 0 means that a vector did not move, 1 that it has nothing in common with the earlier one. Vectors of both runs can be compared with each other."
            .formatted(
                decimal(drift.meanByOrders()),
                decimal(drift.mean()),
                decimal(drift.median()),
                decimal(drift.ninthDecile())));
    html.closeLine();
  }

  private static void unscored(Html html, StartFacts start) {
    html.element(
        "p",
        "The earlier model was not tested on the test orders of this run: %s."
            .formatted(start.unscored()));
  }

  private static void scores(Html html, StartFacts.Scores scores) {
    html.element(
            "p",
            "Both models were tested on %s of this run, and ranked the products that both know."
                .formatted(HumanNumbers.count(scores.baskets(), "test order")))
        .open("table", "class", "narrow")
        .element(
            "caption",
            "Higher is better; in brackets where the true value lies with 95% confidence.")
        .open("thead")
        .open("tr")
        .element("th", "Model", "scope", "col")
        .element("th", "HR@10", "scope", "col", "class", "number")
        .element("th", "MRR", "scope", "col", "class", "number")
        .close()
        .close()
        .open("tbody");
    row(html, "This run", scores.hitRate10(), scores.meanReciprocalRank());
    row(html, "The earlier run", scores.earlierHitRate10(), scores.earlierMeanReciprocalRank());
    row(html, "Difference", scores.hitRate10Lead(), scores.meanReciprocalRankLead());
    html.close().closeLine();
  }

  private static void row(Html html, String name, Metric hitRate10, Metric reciprocalRank) {
    html.open("tr").element("th", name, "scope", "row");
    for (Metric metric : new Metric[] {hitRate10, reciprocalRank}) {
      html.open("td", "class", "number")
          .text(decimal(metric.value()) + " ")
          .element(
              "span",
              "(%s to %s)".formatted(decimal(metric.low()), decimal(metric.high())),
              "class",
              "range")
          .close();
    }
    html.closeLine();
  }

  private static String decimal(double value) {
    return HumanNumbers.decimal(value, 3);
  }
}
