package dev.prod2vec.quality;

import static dev.prod2vec.quality.Measured.share;
import static dev.prod2vec.quality.Severity.WARN;

import dev.prod2vec.prepared.FindingKind;
import java.util.List;

/// Rules of what baskets are like.
final class BasketRules {
  static final List<Rule<Shop>> ALL =
      List.of(
          new Rule<>(
              "single-product-baskets",
              "Do most baskets hold two products or more?",
              WARN,
              (shop, bounds) ->
                  share(
                          bounds.maxSingleShare(),
                          shop.files().singles(),
                          shop.files().baskets(PreparedBaskets.TRAIN, 1),
                          "training baskets with one product")
                      .with(
                          new Examples(
                              List.of("order_id", "product_name"),
                              shop.files().singles(Examples.MOST)))),
          new Rule<>(
              "large-baskets",
              "Do most orders fit into one basket?",
              WARN,
              (shop, bounds) ->
                  share(
                      bounds.maxLargeShare(),
                      shop.ingest().finding(FindingKind.LARGE_ORDER),
                      shop.ingest().baskets().orders(),
                      "orders that were split, being larger than baskets.max-basket-size")),
          new Rule<>(
              "duplicate-orders",
              "Does every training basket of three products or more differ from the others?",
              WARN,
              (shop, bounds) ->
                  share(
                          bounds.maxDuplicateShare(),
                          shop.files().duplicates(),
                          shop.files().baskets(PreparedBaskets.TRAIN, 3),
                          "baskets with the products of another")
                      .with(
                          new Examples(
                              List.of("order_id", "same_as", "products"),
                              shop.files().duplicates(Examples.MOST)))),
          new Rule<>(
              "popularity-skew",
              "Do purchases spread over the products?",
              WARN,
              (shop, bounds) ->
                  share(
                          bounds.maxTopShare(),
                          shop.files().topPurchases(),
                          shop.files().purchases(),
                          "training purchases are of the most bought 1% of products")
                      .with(
                          new Examples(
                              List.of("product_id", "product_name", "count"),
                              shop.files().topProducts(Examples.MOST)))));

  private BasketRules() {}
}
