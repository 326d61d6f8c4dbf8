package dev.prod2vec.report;

import dev.prod2vec.chart.ChartUnit;
import dev.prod2vec.chart.TrainingChart;
import dev.prod2vec.page.Html;
import dev.prod2vec.text.HumanNumbers;
import dev.prod2vec.training.EpochMetrics;
import java.util.List;

/// The part of the report with the training curve.
final class TrainingPart {
  private TrainingPart() {}

  static void write(Html html, List<EpochMetrics> epochs) {
    html.open("section", "class", "part", "id", "training", "aria-labelledby", "training-title")
        .element("h2", "How training went", "id", "training-title");
    int kept = kept(epochs);
    boolean validated =
        epochs.stream().allMatch(epoch -> Double.isFinite(epoch.validationHitRate10()));
    double seconds = epochs.stream().mapToDouble(EpochMetrics::seconds).sum();
    html.element(
        "p",
        "Training went over the baskets %s in %s. %s"
            .formatted(
                epochs.size() == 1 ? "once" : epochs.size() + " times (epochs)",
                HumanNumbers.duration(seconds),
                validated
                    ? "After each epoch the hit rate was taken on validation orders that are used for nothing else; the vectors of epoch %d, the best, were kept."
                        .formatted(epochs.get(kept).epoch())
                    : "There were no validation orders to compare epochs by; the vectors of epoch %d were kept."
                        .formatted(epochs.get(kept).epoch())));
    html.open("div", "class", "charts");
    chart(
        html,
        "Loss: how wrong the guesses are; lower is better",
        epochs.stream().mapToDouble(EpochMetrics::loss).toArray(),
        kept,
        ChartUnit.NUMBER);
    if (validated) {
      chart(
          html,
          "Hit rate at ten on validation orders; higher is better",
          epochs.stream().mapToDouble(EpochMetrics::validationHitRate10).toArray(),
          kept,
          ChartUnit.SHARE);
    }
    html.closeLine();
    table(html, epochs, kept);
    html.closeLine();
  }

  /// Position of the epoch whose vectors are kept: the last one that was the best so far.
  static int kept(List<EpochMetrics> epochs) {
    for (int i = epochs.size() - 1; i >= 0; i--) {
      if (epochs.get(i).best()) {
        return i;
      }
    }
    return epochs.size() - 1;
  }

  private static void chart(Html html, String caption, double[] values, int kept, ChartUnit unit) {
    html.open("figure").element("figcaption", caption);
    TrainingChart.draw(html, caption, values, kept, unit);
    html.closeLine();
  }

  private static void table(Html html, List<EpochMetrics> epochs, int kept) {
    html.open("details")
        .element("summary", "The numbers of each epoch")
        .open("table", "class", "narrow")
        .element("caption", "A pair is one product of a basket predicted from another one.")
        .open("thead")
        .open("tr");
    for (String column : List.of("Epoch", "Loss", "HR@10", "Seconds", "Pairs/s")) {
      html.element("th", column, "scope", "col", "class", "number");
    }
    html.close().close().open("tbody");
    for (int i = 0; i < epochs.size(); i++) {
      EpochMetrics epoch = epochs.get(i);
      html.open("tr")
          .element(
              "th",
              epoch.epoch() + (i == kept ? " (kept)" : ""),
              "scope",
              "row",
              "class",
              "number");
      for (String value :
          List.of(
              HumanNumbers.decimal(epoch.loss(), 4),
              HumanNumbers.percent(epoch.validationHitRate10()),
              HumanNumbers.decimal(epoch.seconds(), 1),
              HumanNumbers.count(Math.round(epoch.pairsPerSecond())))) {
        html.element("td", value, "class", "number");
      }
      html.closeLine();
    }
    html.close().close().closeLine();
  }
}
