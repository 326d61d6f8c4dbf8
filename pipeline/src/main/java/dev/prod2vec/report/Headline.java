package dev.prod2vec.report;

import static dev.prod2vec.text.HumanNumbers.percent;
import static java.util.stream.Collectors.joining;

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

  static void write(Html html, RunFacts facts) {
    html.open("header")
        .open("p", "class", "eyebrow")
        .element("strong", "prod2vec")
        .text(" · run " + facts.run().id() + " · " + RunReport.date(facts.run().created()))
        .text(facts.run().tags().stream().map(" · "::concat).collect(joining()))
        .close()
        .element("h1", sentence(facts.scores()));
    html.element("p", lead(facts), "class", "lead");
    html.open("dl", "class", "figures");
    if (!facts.scores().isEmpty()) {
      figure(
          html,
          "Hidden product found (HR@10)",
          percent(facts.scores().getFirst().hitRate10().value()));
    }
    figure(html, "Orders read", HumanNumbers.count(facts.ingest().baskets().orders()));
    figure(html, "Products trained", HumanNumbers.count(facts.trained()));
    figure(html, "Checks passed", passed(facts));
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

  private static String lead(RunFacts facts) {
    String made =
        "Made from %s in %s, %s."
            .formatted(
                HumanNumbers.count(facts.ingest().products().purchases(), "purchase", "purchases"),
                HumanNumbers.count(facts.ingest().baskets().orders(), "order", "orders"),
                besides(facts.features()));
    return facts.scores().isEmpty() ? made : meaning(facts.scores().getFirst()) + made;
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

  private static String passed(RunFacts facts) {
    int all = facts.quality().checks().size();
    return "%s of %s".formatted(CheckList.count(facts.quality(), Verdict.PASSED), all);
  }

  private static void figure(Html html, String name, String value) {
    html.open("div").element("dt", name).element("dd", value).close();
  }
}
