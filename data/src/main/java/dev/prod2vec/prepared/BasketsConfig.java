package dev.prod2vec.prepared;

import static dev.prod2vec.setting.Require.require;

import dev.prod2vec.basket.SplitRule;
import dev.prod2vec.setting.Setting;

/// How rows become baskets.
public record BasketsConfig(
    @Setting("Fewest training orders a product must be in to have a vector; 1 or more.")
        int minCount,
    @Setting("Most products that have a vector: the most bought; 2 or more.") int maxProducts,
    @Setting("Largest basket; larger ones are shuffled and split; 2 to 1200.") int maxBasketSize,
    @Setting("Share of the orders that stop training and choose trials; 0 to below 1.")
        double validationFraction,
    @Setting("Share of the orders that score the final model; 0 to below 1.") double testFraction,
    @Setting("Seed of the split of orders and of large baskets.") long splitSeed) {

  public static final BasketsConfig DEFAULT = new BasketsConfig(5, 1_000_000, 100, 0.1, 0.1, 1L);

  public BasketsConfig {
    require(minCount >= 1, "min-count must be 1 or more, but is %d", minCount);
    require(maxProducts >= 2, "max-products must be 2 or more, but is %d", maxProducts);
    require(
        maxBasketSize >= 2 && maxBasketSize <= 1200,
        "max-basket-size must be 2 to 1200, but is %d",
        maxBasketSize);
    require(
        validationFraction >= 0 && validationFraction < 1,
        "validation-fraction must be 0 to below 1, but is %s",
        validationFraction);
    require(
        testFraction >= 0 && testFraction < 1,
        "test-fraction must be 0 to below 1, but is %s",
        testFraction);
    require(
        validationFraction + testFraction < 1,
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
    return new BasketsConfig(minCount, maxProducts, maxBasketSize, validation, test, splitSeed);
  }

  /// The same with other bounds of the vocabulary.
  public BasketsConfig withVocabulary(int newMinCount, int newMaxProducts) {
    return new BasketsConfig(
        newMinCount, newMaxProducts, maxBasketSize, validationFraction, testFraction, splitSeed);
  }
}
