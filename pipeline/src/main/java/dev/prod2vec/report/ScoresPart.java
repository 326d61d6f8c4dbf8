package dev.prod2vec.report;

import static dev.prod2vec.text.HumanNumbers.percent;

import dev.prod2vec.evaluation.Lead;
import dev.prod2vec.evaluation.Metric;
import dev.prod2vec.evaluation.Score;
import dev.prod2vec.feature.ProductFeature;
import dev.prod2vec.page.Html;
import dev.prod2vec.prepared.SplitBy;
import dev.prod2vec.recommend.NeighbourQuality;
import dev.prod2vec.text.HumanNumbers;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.DoubleFunction;

/// The part of the report that compares the model with the baselines.
final class ScoresPart {
  private static final List<String> THIRDS = List.of("Best sellers", "Middle", "Rarely bought");

  private ScoresPart() {}

  static void write(Html html, RunFacts facts) {
    List<Score> scores = facts.scores();
    html.open("section", "class", "part", "id", "results", "aria-labelledby", "results-title")
        .element("h2", "Do the vectors know what belongs together?", "id", "results-title");
    if (scores.isEmpty()) {
      html.element(
          "p", "There was no test order with two or more known products, so nothing was scored.");
      facts.neighbours().ifPresent(found -> neighbours(html, found, facts.features()));
      html.closeLine();
      return;
    }
    Score model = scores.getFirst();
    html.element(
        "p",
        "The test: %s that training has not seen%s. One product of each is hidden, every method sees the rest and names the ten products it would add. The share of orders where the hidden product is among these ten is the hit rate at ten (HR@10)."
            .formatted(HumanNumbers.count(model.baskets(), "order", "orders"), whichOrders(facts)));
    bars(html, scores);
    html.element("p", comparison(scores));
    thirds(html, scores);
    facts.neighbours().ifPresent(found -> neighbours(html, found, facts.features()));
    measures(html, scores);
    html.closeLine();
  }

  /// Which orders were held out, where their times are known.
  private static String whichOrders(RunFacts facts) {
    return facts
        .ingest()
        .times()
        .map(times ->
            times.split() == SplitBy.TIME
                ? times.testFrom().map(", the newest, from %s on"::formatted).orElse("")
                : ", drawn at random from all dates")
        .orElse("");
  }

  /// The model beside the best baseline, and whether chance may explain the difference.
  private static String comparison(List<Score> scores) {
    if (scores.size() < 2) {
      return "";
    }
    Score model = scores.getFirst();
    Score best = scores.get(1);
    for (Score score : scores.subList(1, scores.size())) {
      if (score.hitRate10().value() > best.hitRate10().value()) {
        best = score;
      }
    }
    if (best.hitRate10().value() <= 0) {
      return "None of the other methods found a hidden product.";
    }
    double relative = model.hitRate10().value() / best.hitRate10().value() - 1;
    String against = ScorerLabels.label(best);
    String difference =
        Math.abs(relative) < 0.0005
            ? "The vectors and the best of the simpler methods (%s) find equally many."
                .formatted(against)
            : "The vectors find %s %s hidden products than the best of the simpler methods (%s)."
                .formatted(percent(Math.abs(relative)), relative > 0 ? "more" : "fewer", against);
    return difference + best.lead().map(ScoresPart::certainty).orElse("");
  }

  private static String certainty(Lead lead) {
    boolean chance = lead.hitRate10().low() <= 0 && lead.hitRate10().high() >= 0;
    return " On the same orders the difference is %s to %s percentage points, with 95%% confidence: %s."
        .formatted(
            HumanNumbers.decimal(100 * lead.hitRate10().low(), 1),
            HumanNumbers.decimal(100 * lead.hitRate10().high(), 1),
            chance ? "it may be chance" : "more than chance explains");
  }

  private static void bars(Html html, List<Score> scores) {
    double most = 0;
    for (Score score : scores) {
      most = Math.max(most, Math.max(score.hitRate10().value(), score.hitRate10().high()));
    }
    double full = most > 0 ? most * 1.02 : 1;
    html.open("table", "class", "scores")
        .element(
            "caption",
            "Hit rate at ten. In brackets and as a line on the bar: where the true value lies with 95% confidence.")
        .open("thead")
        .open("tr")
        .element("th", "Method", "scope", "col")
        .element("th", "HR@10", "scope", "col")
        .close()
        .close()
        .open("tbody");
    for (Score score : scores) {
      boolean model = score.equals(scores.getFirst());
      html.open("tr").open("th", "scope", "row");
      html.element(model ? "strong" : "span", ScorerLabels.label(score));
      html.element("small", ScorerLabels.meaning(score)).close();
      html.open("td").open("span", "class", "score-value");
      html.element(model ? "strong" : "span", percent(score.hitRate10().value()));
      html.element(
              "span",
              " (%s to %s)"
                  .formatted(percent(score.hitRate10().low()), percent(score.hitRate10().high())),
              "class",
              "soft")
          .close();
      bar(html, score, full, model ? "model" : "other");
      html.close().closeLine();
    }
    html.close().closeLine();
  }

  /// Without a view box and with shares of the width, so that line widths do not scale.
  private static void bar(Html html, Score score, double full, String style) {
    String low = share(score.hitRate10().low() / full);
    String high = share(score.hitRate10().high() / full);
    html.open("svg", "class", "bars", "aria-hidden", "true")
        .empty(
            "rect",
            "class",
            style,
            "x",
            "0",
            "y",
            "10%",
            "width",
            share(score.hitRate10().value() / full),
            "height",
            "80%",
            "rx",
            "2");
    html.empty("line", "x1", low, "x2", high, "y1", "50%", "y2", "50%");
    html.empty("line", "x1", low, "x2", low, "y1", "30%", "y2", "70%");
    html.empty("line", "x1", high, "x2", high, "y1", "30%", "y2", "70%").close();
  }

  private static String share(double share) {
    double finite = Double.isFinite(share) ? share : 0;
    return String.format(Locale.ROOT, "%.2f%%", Math.clamp(100 * finite, 0, 100));
  }

  private static void thirds(Html html, List<Score> scores) {
    int[] baskets = scores.getFirst().basketsByTercile();
    html.element("h3", "By how often the hidden product is bought")
        .element(
            "p",
            "The products form three groups, each with a third of all purchases: a few best sellers, some in the middle, and very many that are rarely bought. Best sellers are easy to guess; the other groups show what a method knows.")
        .open("table", "class", "narrow")
        .element("caption", "Hit rate at ten by group; the highest of each is bold.")
        .open("thead")
        .open("tr")
        .element("th", "Method", "scope", "col");
    for (int third = 0; third < THIRDS.size(); third++) {
      html.open("th", "scope", "col", "class", "number")
          .text(THIRDS.get(third))
          .empty("br")
          .text(HumanNumbers.count(baskets[third], "order", "orders"))
          .close();
    }
    html.close().close().open("tbody");
    for (Score score : scores) {
      html.open("tr").element("th", ScorerLabels.label(score), "scope", "row");
      for (int third = 0; third < THIRDS.size(); third++) {
        html.open("td", "class", "number");
        String value =
            baskets[third] == 0 ? HumanNumbers.NONE : percent(score.hitRate10ByTercile()[third]);
        html.element(isBest(scores, score, third) ? "strong" : "span", value).close();
      }
      html.closeLine();
    }
    html.close().closeLine();
  }

  /// Whether no other method is better in the digits that are shown.
  private static boolean isBest(List<Score> scores, Score score, int third) {
    double most =
        scores.stream().mapToDouble(other -> other.hitRate10ByTercile()[third]).max().orElse(0);
    return most > 0 && percent(score.hitRate10ByTercile()[third]).equals(percent(most));
  }

  private static void neighbours(
      Html html, NeighbourQuality quality, Set<ProductFeature> features) {
    html.element("h3", "Are similar products alike?");
    quality.purity10().ifPresent(purity -> purity(html, purity, features));
    html.element(
        "p",
        "Hubness is %s: 0 means that every product appears in equally many of these lists; the higher it is, the more lists are filled with the same few products."
            .formatted(HumanNumbers.decimal(quality.hubness(), 2)));
  }

  private static void purity(
      Html html, NeighbourQuality.Purity purity, Set<ProductFeature> features) {
    html.element(
        "p",
        "Take a product and the ten most similar to it: %s of these share its %s on average over all products, and %s on average over purchases; of ten drawn at random %s would. This is purity@10. %s"
            .formatted(
                percent(purity.byProduct()),
                purity.category(),
                percent(purity.byPurchase()),
                percent(purity.chance()),
                features.contains(ProductFeature.CATEGORIES)
                    ? "The vectors know the categories, so it says how far the lists follow them."
                    : "The vectors have never seen it."));
    html.open("table", "class", "narrow")
        .element(
            "caption", "How many of the ten share the product's %s".formatted(purity.category()))
        .open("thead")
        .open("tr")
        .element("th", "Orders with the product", "scope", "col");
    html.element("th", "Products", "scope", "col", "class", "number")
        .element("th", "purity@10", "scope", "col", "class", "number")
        .close()
        .close()
        .open("tbody");
    List<NeighbourQuality.Band> bands = purity.bands();
    for (int band = 0; band < bands.size(); band++) {
      NeighbourQuality.Band shown = bands.get(band);
      html.open("tr")
          .element("th", orders(bands, band), "scope", "row")
          .element("td", HumanNumbers.count(shown.products()), "class", "number")
          .element("td", percent(shown.purity10()), "class", "number")
          .closeLine();
    }
    html.close().closeLine();
  }

  private static String orders(List<NeighbourQuality.Band> bands, int band) {
    long from = bands.get(band).minOrders();
    if (band + 1 == bands.size()) {
      return HumanNumbers.count(from) + " or more";
    }
    String to = HumanNumbers.count(bands.get(band + 1).minOrders() - 1);
    return from == 0 ? "up to " + to : HumanNumbers.count(from) + " to " + to;
  }

  private static void measures(Html html, List<Score> scores) {
    html.open("details")
        .element("summary", "More measures")
        .element(
            "p",
            "HR@100 counts the hidden product as found among the first hundred. NDCG@10 gives more for a product that stands higher in the list of ten (1 = always first). MRR, the mean reciprocal rank, is the mean of 1/place over the whole list. Below each: where the true value lies with 95% confidence.")
        .open("table", "class", "narrow")
        .element("caption", "All measures on the same orders; higher is better.")
        .open("thead")
        .open("tr")
        .element("th", "Method", "scope", "col");
    for (String measure : List.of("HR@10", "HR@100", "NDCG@10", "MRR")) {
      html.element("th", measure, "scope", "col", "class", "number");
    }
    html.close().close().open("tbody");
    for (Score score : scores) {
      html.open("tr").element("th", ScorerLabels.label(score), "scope", "row");
      measure(html, score.hitRate10(), HumanNumbers::percent);
      measure(html, score.hitRate100(), HumanNumbers::percent);
      measure(html, score.ndcg10(), ScoresPart::decimal);
      measure(html, score.meanReciprocalRank(), ScoresPart::decimal);
      html.closeLine();
    }
    html.close().close().closeLine();
  }

  private static void measure(Html html, Metric metric, DoubleFunction<String> text) {
    html.open("td", "class", "number")
        .text(text.apply(metric.value()) + " ")
        .element(
            "span",
            "%s to %s".formatted(text.apply(metric.low()), text.apply(metric.high())),
            "class",
            "range")
        .close();
  }

  private static String decimal(double value) {
    return HumanNumbers.decimal(value, 3);
  }
}
