package dev.prod2vec.prepared;

import static dev.prod2vec.setting.Records.requireRanges;
import static dev.prod2vec.setting.Require.require;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.basket.SplitRule;
import dev.prod2vec.setting.Records;
import dev.prod2vec.setting.Setting;
import java.util.List;
import java.util.Map;

/// How rows become baskets.
public record BasketsConfig(
    @Setting(
            value = "Fewest training orders a product must be in to have a vector.",
            defaultValue = "5",
            min = 1)
        int minCount,
    @Setting(
            value = "Most products that have a vector: the most bought.",
            defaultValue = "1000000",
            min = 2)
        int maxProducts,
    @Setting(
            value = "Largest basket; larger ones are shuffled and split.",
            defaultValue = "100",
            min = 2,
            max = Baskets.MAX_SIZE)
        int maxBasketSize,
    @Setting(
            value = "Share of the orders that stop training and choose trials.",
            defaultValue = "0.1",
            min = 0,
            below = 1)
        double validationFraction,
    @Setting(
            value = "Share of the orders that score the final model.",
            defaultValue = "0.1",
            min = 0,
            below = 1)
        double testFraction,
    @Setting(value = "Seed of the split of orders and of large baskets.", defaultValue = "1")
        long splitSeed) {

  public static final BasketsConfig DEFAULT = Records.defaults(BasketsConfig.class);

  public BasketsConfig {
    requireRanges(
        BasketsConfig.class,
        minCount,
        maxProducts,
        maxBasketSize,
        validationFraction,
        testFraction,
        splitSeed);
    require(
        validationFraction + testFraction < 1,
        List.of("validation-fraction", "test-fraction"),
        "validation-fraction and test-fraction must leave orders to train on, but are %s and %s",
        validationFraction,
        testFraction);
  }

  /// Which orders are held out.
  public SplitRule splitRule() {
    return new SplitRule(splitSeed, validationFraction, testFraction);
  }

  /// The same with other shares of the orders set aside.
  public BasketsConfig withFractions(double validation, double test) {
    return Records.with(this, Map.of("validation-fraction", validation, "test-fraction", test));
  }

  /// The same with other bounds of the vocabulary.
  public BasketsConfig withVocabulary(int newMinCount, int newMaxProducts) {
    return Records.with(this, Map.of("min-count", newMinCount, "max-products", newMaxProducts));
  }
}
