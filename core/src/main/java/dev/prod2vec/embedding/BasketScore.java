package dev.prod2vec.embedding;

/// How vectors score a product as the one missing from a basket.
public enum BasketScore {
  /// The sum over the basket's products `i` of `softmax_j(input_i . output_j + bias_j)`: each of
  /// them adds its own prediction.
  SOFTMAX_SUM,
  /// The sum over the basket's products `i` of `exp(input_i . output_j + bias_j)`: as above, but
  /// products with larger exponentials have more weight.
  EXPONENTIAL_SUM
}
