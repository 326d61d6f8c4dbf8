package dev.prod2vec.training;

import dev.prod2vec.embedding.BasketScore;

/// What training predicts.
public enum Objective {
  /// Each product of a basket from all others together, against noise: see [CompletionLoss].
  COMPLETION(BasketScore.EXPONENTIAL_SUM),
  /// Each product of a basket from each other one, against noise: word2vec's skip-gram with
  /// negative sampling (Mikolov et al. 2013), with the whole basket as the window.
  SKIP_GRAM(BasketScore.SOFTMAX_SUM),
  /// Skip-gram by word2vec's own updates: pair by pair, each with noise of its own, on one thread.
  SKIP_GRAM_PAIRS(BasketScore.SOFTMAX_SUM);

  private final BasketScore basketScore;

  Objective(BasketScore basketScore) {
    this.basketScore = basketScore;
  }

  /// How a product's score for a basket is made of the vectors that this objective trains.
  public BasketScore basketScore() {
    return basketScore;
  }
}
