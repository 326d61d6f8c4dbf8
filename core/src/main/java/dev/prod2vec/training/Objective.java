package dev.prod2vec.training;

/// What training predicts.
public enum Objective {
  /// Each product of a basket from all others together, against noise: see [CompletionLoss].
  COMPLETION(new Completion()),
  /// Each product of a basket from each other one, against noise: word2vec's skip-gram with
  /// negative sampling (Mikolov et al. 2013), with the whole basket as the window.
  SKIP_GRAM(new SkipGram()),
  /// Skip-gram by word2vec's own updates: pair by pair, each with its own noise, on one thread.
  SKIP_GRAM_PAIRS(new SkipGramPairs());

  private final ObjectiveStrategy strategy;

  Objective(ObjectiveStrategy strategy) {
    this.strategy = strategy;
  }

  /// Everything that this objective decides.
  ObjectiveStrategy strategy() {
    return strategy;
  }
}
