package dev.prod2vec.evaluation;

import java.util.Arrays;

/// The scorers that are compared.
public enum ScorerName {
  /// The product vectors.
  MODEL("model"),
  /// The best sellers, whatever the basket holds.
  POPULARITY("popularity"),
  /// How often products were bought together.
  CO_COUNT("co-count"),
  /// Item-based nearest neighbours.
  ITEM_KNN("item-knn");

  private final String word;

  ScorerName(String word) {
    this.word = word;
  }

  /// The name in files and tables, for example `co-count`.
  public String word() {
    return word;
  }

  /// The scorer with a word.
  ///
  /// @throws IllegalArgumentException if there is none
  public static ScorerName of(String word) {
    return Arrays.stream(values())
        .filter(name -> name.word.equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such scorer: " + word));
  }

  @Override
  public String toString() {
    return word;
  }
}
