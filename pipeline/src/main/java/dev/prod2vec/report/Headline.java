package dev.prod2vec.report;

import static dev.prod2vec.text.HumanNumbers.percent;

import dev.prod2vec.evaluation.Score;
import dev.prod2vec.feature.ProductFeature;
import dev.prod2vec.page.Html;
import dev.prod2vec.quality.Verdict;
import dev.prod2vec.text.HumanNumbers;
import java.util.List;
import java.util.Set;

/// The top of the report: what was found, in one sentence and four numbers.
final class Headline {
  private Headline() {}

  static void write(Html html, ReportData data) {
    html.open("header")
        .open("p", "class", "eyebrow")
        .element("strong", "prod2vec")
        .text(" · run " + data.run().id() + " · " + RunReport.date(data.run().created()))
        .close()
        .element("h1", sentence(data.scores()));
    html.element("p", lead(data), "class", "lead");
    html.open("dl", "class", "figures");
    if (!data.scores().isEmpty()) {
      figure(
          html,
          "Hidden product found (HR@10)",
          percent(data.scores().getFirst().hitRate10().value()));
    }
    figure(html, "Orders read", HumanNumbers.count(data.ingest().baskets().orders()));
    figure(html, "Products trained", HumanNumbers.count(data.products().vocabulary().trained()));
    figure(html, "Checks passed", passed(data));
    html.close().closeLine();
  }

  static String sentence(List<Score> scores) {
    if (scores.isEmpty()) {
      return "The vectors are made, but there was no test order to score them on.";
    }
    Score model = scores.getFirst();
    String found =
        "The vectors find the hidden product in ten guesses for %s of the orders"
            .formatted(percent(model.hitRate10().value()));
    return scores.stream()
        .filter(ScorerLabels::isPopularity)
        .findFirst()
        .map(popularity ->
            found
                + "; guessing the best sellers finds it for %s."
                    .formatted(percent(popularity.hitRate10().value())))
        .orElse(found + ".");
  }

  private static String lead(ReportData data) {
    String made =
        "Made from %s in %s, %s."
            .formatted(
                HumanNumbers.count(data.ingest().products().purchases(), "purchase", "purchases"),
                HumanNumbers.count(data.ingest().baskets().orders(), "order", "orders"),
                besides(data.features()));
    return data.scores().isEmpty() ? made : meaning(data.scores().getFirst()) + made;
  }

  /// What the vectors are made from besides purchases.
  private static String besides(Set<ProductFeature> features) {
    if (features.isEmpty()) {
      return "and from nothing else: no product text, no category";
    }
    String known = "names and categories";
    if (!features.contains(ProductFeature.CATEGORIES)) {
      known = "the words of names";
    } else if (!features.contains(ProductFeature.NAMES)) {
      known = "categories";
    }
    return "and from %s, which place what was rarely bought".formatted(known);
  }

  /// What the hit rate means in the shop.
  private static String meaning(Score model) {
    return HumanNumbers.share(model.hitRate10().value())
        .map(share ->
            "In about %s baskets the product that is still missing would be among ten suggestions. "
                .formatted(share))
        .orElse("");
  }

  private static String passed(ReportData data) {
    int all = data.quality().checks().size();
    return "%s of %s".formatted(CheckList.count(data.quality(), Verdict.PASSED), all);
  }

  private static void figure(Html html, String name, String value) {
    html.open("div").element("dt", name).element("dd", value).close();
  }
}
