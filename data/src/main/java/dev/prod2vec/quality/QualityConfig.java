package dev.prod2vec.quality;

import static dev.prod2vec.setting.Records.requireRanges;
import static dev.prod2vec.setting.Require.require;

import dev.prod2vec.setting.Records;
import dev.prod2vec.setting.Setting;
import java.util.List;

/// Bounds of the checks. Shares are in [0, 1].
public record QualityConfig(
    @Setting("Checks that only warn when they fail, by name.") List<String> warnOnly,
    @Setting(
            value =
                "Most rows of the orders without an order id or a product id, as a share of all.",
            defaultValue = "0",
            min = 0,
            max = 1)
        double maxMissingShare,
    @Setting(
            value = "Fewest orders with a product in the vocabulary.",
            defaultValue = "100",
            min = 1)
        long minOrders,
    @Setting(value = "Fewest products in the vocabulary.", defaultValue = "10", min = 2)
        long minProducts,
    @Setting(
            value = "Fewest training baskets with two products or more.",
            defaultValue = "50",
            min = 1)
        long minTrainingBaskets,
    @Setting(value = "Fewest test baskets with two products or more.", defaultValue = "10", min = 0)
        long minTestBaskets,
    @Setting(
            value = "Most purchases of products that the product table lacks, as a share of all.",
            defaultValue = "0.01",
            min = 0,
            max = 1)
        double maxUnlistedShare,
    @Setting(
            value = "Most listed products that nobody bought, as a share of the listed ones.",
            defaultValue = "0.9",
            min = 0,
            max = 1)
        double maxUnboughtShare,
    @Setting(
            value = "Most products with several names, as a share of the listed ones.",
            defaultValue = "0.25",
            min = 0,
            max = 1)
        double maxSeveralNamesShare,
    @Setting(
            value = "Most products without a name, as a share of the listed ones.",
            defaultValue = "0.05",
            min = 0,
            max = 1)
        double maxMissingNameShare,
    @Setting(
            value = "Most rows that name a product their order has already, as a share of all.",
            defaultValue = "0.1",
            min = 0,
            max = 1)
        double maxRepeatedShare,
    @Setting(
            value = "Most purchases dropped because their product is too rare, as a share of all.",
            defaultValue = "0.25",
            min = 0,
            max = 1)
        double maxRareShare,
    @Setting(
            value = "Most training baskets with a single product, as a share of all.",
            defaultValue = "0.6",
            min = 0,
            max = 1)
        double maxSingleShare,
    @Setting(
            value = "Most orders above the largest basket size, as a share of all.",
            defaultValue = "0.05",
            min = 0,
            max = 1)
        double maxLargeShare,
    @Setting(
            value =
                "Most training baskets of three products or more that have exactly the products of"
                    + " another, as a share of such baskets.",
            defaultValue = "0.2",
            min = 0,
            max = 1)
        double maxDuplicateShare,
    @Setting(
            value =
                "Most purchases that fall on the most bought hundredth of the products, as a share.",
            defaultValue = "0.6",
            min = 0,
            max = 1)
        double maxTopShare,
    @Setting(
            value =
                "Most orders whose rows have several days or receipt numbers, as a share of all.",
            defaultValue = "0.05",
            min = 0,
            max = 1)
        double maxMixedShare) {

  public static final QualityConfig DEFAULT = Records.defaults(QualityConfig.class);

  public QualityConfig {
    warnOnly = List.copyOf(warnOnly);
    requireRanges(
        QualityConfig.class,
        warnOnly,
        maxMissingShare,
        minOrders,
        minProducts,
        minTrainingBaskets,
        minTestBaskets,
        maxUnlistedShare,
        maxUnboughtShare,
        maxSeveralNamesShare,
        maxMissingNameShare,
        maxRepeatedShare,
        maxRareShare,
        maxSingleShare,
        maxLargeShare,
        maxDuplicateShare,
        maxTopShare,
        maxMixedShare);
    for (String name : warnOnly) {
      require(
          Quality.NAMES.contains(name),
          List.of("warn-only"),
          "warn-only names checks, which are %s, but there is '%s'",
          String.join(", ", Quality.NAMES),
          name);
    }
  }
}
