package dev.prod2vec.embedding;

/// How a product's score as the one missing from a basket is made of vectors.
public enum BasketScore {
  /// The sum over the basket's products `i` of `softmax_j(input_i . output_j + bias_j)`: what each
  /// of them says of its own company.
  SOFTMAX_SUM,
  /// The sum over the basket's products `i` of `exp(input_i . output_j + bias_j)`: as above, but
  /// who has more to say has more weight.
  EXPONENTIAL_SUM
}
