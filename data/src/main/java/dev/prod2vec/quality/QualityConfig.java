package dev.prod2vec.quality;

import static dev.prod2vec.setting.Require.require;

import dev.prod2vec.setting.Setting;
import java.util.List;

/// Bounds of the checks. Shares are in [0, 1].
public record QualityConfig(
    @Setting("Checks that only warn when they fail, by name.") List<String> warnOnly,
    @Setting("Most rows of the orders without an order id or a product id, as a share of all.")
        double maxMissingShare,
    @Setting("Fewest orders with a product in the vocabulary; 1 or more.") long minOrders,
    @Setting("Fewest products in the vocabulary; 2 or more.") long minProducts,
    @Setting("Fewest training baskets with two products or more; 1 or more.")
        long minTrainingBaskets,
    @Setting("Fewest test baskets with two products or more; 0 or more.") long minTestBaskets,
    @Setting("Most purchases of products that the product table lacks, as a share of all.")
        double maxUnlistedShare,
    @Setting("Most listed products that nobody bought, as a share of the listed ones.")
        double maxUnboughtShare,
    @Setting("Most products with several names, as a share of the listed ones.")
        double maxSeveralNamesShare,
    @Setting("Most products without a name, as a share of the listed ones.")
        double maxMissingNameShare,
    @Setting("Most rows that name a product their order has already, as a share of all.")
        double maxRepeatedShare,
    @Setting("Most purchases dropped because their product is too rare, as a share of all.")
        double maxRareShare,
    @Setting("Most training baskets with a single product, as a share of all.")
        double maxSingleShare,
    @Setting("Most orders above the largest basket size, as a share of all.") double maxLargeShare,
    @Setting(
            "Most training baskets of three products or more whose products are those of another,"
                + " as a share of such baskets.")
        double maxDuplicateShare,
    @Setting("Most purchases that fall on the most bought hundredth of the products, as a share.")
        double maxTopShare) {

  public static final QualityConfig DEFAULT =
      new QualityConfig(
          List.of(), 0, 100, 10, 50, 10, 0.01, 0.9, 0.25, 0.05, 0.1, 0.25, 0.6, 0.05, 0.2, 0.6);

  public QualityConfig {
    warnOnly = List.copyOf(warnOnly);
    for (String name : warnOnly) {
      require(
          Quality.NAMES.contains(name),
          "warn-only names checks, which are %s, but there is '%s'",
          String.join(", ", Quality.NAMES),
          name);
    }
    require(minOrders >= 1, "min-orders must be 1 or more, but is %d", minOrders);
    require(minProducts >= 2, "min-products must be 2 or more, but is %d", minProducts);
    require(
        minTrainingBaskets >= 1,
        "min-training-baskets must be 1 or more, but is %d",
        minTrainingBaskets);
    require(minTestBaskets >= 0, "min-test-baskets must be 0 or more, but is %d", minTestBaskets);
    requireShare("max-missing-share", maxMissingShare);
    requireShare("max-unlisted-share", maxUnlistedShare);
    requireShare("max-unbought-share", maxUnboughtShare);
    requireShare("max-several-names-share", maxSeveralNamesShare);
    requireShare("max-missing-name-share", maxMissingNameShare);
    requireShare("max-repeated-share", maxRepeatedShare);
    requireShare("max-rare-share", maxRareShare);
    requireShare("max-single-share", maxSingleShare);
    requireShare("max-large-share", maxLargeShare);
    requireShare("max-duplicate-share", maxDuplicateShare);
    requireShare("max-top-share", maxTopShare);
  }

  private static void requireShare(String name, double share) {
    require(share >= 0 && share <= 1, "%s must be 0 to 1, but is %s", name, share);
  }
}
