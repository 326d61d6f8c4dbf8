package dev.prod2vec.quality;

import static dev.prod2vec.quality.Measured.none;
import static dev.prod2vec.quality.Measured.share;
import static dev.prod2vec.quality.Severity.ERROR;
import static dev.prod2vec.quality.Severity.WARN;
import static dev.prod2vec.text.HumanNumbers.count;

import dev.prod2vec.prepared.Finding;
import dev.prod2vec.prepared.FindingKind;
import dev.prod2vec.prepared.IngestReport;
import java.util.List;

/// Rules of the product table and the products that were bought.
final class ProductRules {
  static final List<Rule<IngestReport>> ALL =
      List.of(
          new Rule<>(
              "unlisted-products",
              "Does the product table know the products that were bought?",
              ERROR,
              ProductRules::unlisted),
          new Rule<>(
              "unbought-products",
              "Was most of the product table bought?",
              WARN,
              (ingest, bounds) ->
                  ofListed(
                      ingest,
                      bounds.maxUnboughtShare(),
                      FindingKind.UNBOUGHT_PRODUCT,
                      "listed products that nobody bought")),
          new Rule<>(
              "missing-listed-id",
              "Does every row of the product table have an id?",
              WARN,
              (ingest, _) ->
                  none(ingest.finding(FindingKind.MISSING_LISTED_ID), "rows without one")),
          new Rule<>(
              "duplicate-listing",
              "Is every id once in the product table?",
              WARN,
              (ingest, _) ->
                  none(ingest.finding(FindingKind.REPEATED_LISTING), "ids on several rows")),
          new Rule<>(
              "several-names",
              "Does every product have one name?",
              WARN,
              (ingest, bounds) ->
                  ofListed(
                      ingest,
                      bounds.maxSeveralNamesShare(),
                      FindingKind.SEVERAL_NAMES,
                      "products with several names")),
          new Rule<>(
              "missing-names",
              "Does every product have a name?",
              WARN,
              (ingest, bounds) ->
                  ofListed(
                      ingest,
                      bounds.maxMissingNameShare(),
                      FindingKind.MISSING_NAME,
                      "products without a name")),
          new Rule<>(
              "repeated-products",
              "Is every product once in an order?",
              WARN,
              (ingest, bounds) ->
                  share(
                      bounds.maxRepeatedShare(),
                      ingest.finding(FindingKind.REPEATED_PRODUCT),
                      ingest.rows().read(),
                      "rows that repeat a product of their order")),
          new Rule<>(
              "rare-products",
              "Are most purchases of products in the vocabulary?",
              WARN,
              (ingest, bounds) ->
                  share(
                      bounds.maxRareShare(),
                      ingest.products().belowMinCountPurchases()
                          + ingest.products().aboveMaxProductsPurchases(),
                      ingest.rows().purchases(),
                      "purchases of products left out")));

  private ProductRules() {}

  private static Measured ofListed(
      IngestReport ingest, double allowed, FindingKind kind, String unit) {
    return share(allowed, ingest.finding(kind), ingest.products().listed(), unit);
  }

  private static Measured unlisted(IngestReport ingest, QualityConfig bounds) {
    Finding alike = ingest.finding(FindingKind.UNLISTED_ALIKE);
    Finding unlisted = ingest.finding(FindingKind.UNLISTED_PRODUCT);
    Measured measured =
        share(
            bounds.maxUnlistedShare(),
            ingest.finding(FindingKind.UNLISTED_PURCHASE).count(),
            ingest.rows().purchases(),
            "purchases of products it lacks");
    if (alike.count() == 0) {
      return measured.with(Examples.of(unlisted));
    }
    return measured
        .andObserved(
            "; %s of %s such products would match but for %s"
                .formatted(
                    count(alike.count()),
                    count(unlisted.count()),
                    alike.examples().getFirst().get(2)))
        .withAdvice("Write ids alike in the orders and in the product table.")
        .with(Examples.of(alike));
  }
}
