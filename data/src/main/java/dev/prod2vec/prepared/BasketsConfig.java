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
        long splitSeed,
    @Setting(
            value =
                "How orders are held out; hash: at random, by a hash of the id; time: the newest"
                    + " orders are the test, those before them validation, so that no training order"
                    + " is younger than a held-out one (needs orders.time-column).",
            defaultValue = "hash")
        SplitBy split,
    @Setting(
            "First date or time of the validation orders (split time), instead of"
                + " validation-fraction.")
        String validationFrom,
    @Setting("First date or time of the test orders (split time), instead of test-fraction.")
        String testFrom) {

  public static final BasketsConfig DEFAULT = Records.defaults(BasketsConfig.class);

  public BasketsConfig {
    requireRanges(
        BasketsConfig.class,
        minCount,
        maxProducts,
        maxBasketSize,
        validationFraction,
        testFraction,
        splitSeed,
        split,
        validationFrom,
        testFrom);
    require(
        validationFraction + testFraction < 1,
        List.of("validation-fraction", "test-fraction"),
        "validation-fraction and test-fraction must leave orders to train on, but are %s and %s",
        validationFraction,
        testFraction);
    Moment.check("validation-from", validationFrom);
    Moment.check("test-from", testFrom);
    require(
        split == SplitBy.TIME || (validationFrom + testFrom).isEmpty(),
        List.of("validation-from", "test-from"),
        "validation-from and test-from need split: time");
    require(
        validationFrom.isEmpty() == testFrom.isEmpty()
            && (testFrom.isEmpty() || Moment.micros(validationFrom) <= Moment.micros(testFrom)),
        List.of("validation-from", "test-from"),
        "validation-from and test-from must be given together, the earlier one first, but are \"%s\""
            + " and \"%s\"",
        validationFrom,
        testFrom);
  }

  /// Orders that are held out by a hash.
  public BasketsConfig(
      int minCount,
      int maxProducts,
      int maxBasketSize,
      double validationFraction,
      double testFraction,
      long splitSeed) {
    this(
        minCount,
        maxProducts,
        maxBasketSize,
        validationFraction,
        testFraction,
        splitSeed,
        SplitBy.HASH,
        "",
        "");
  }

  /// Which orders are held out by a hash.
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
