package dev.prod2vec.recommend;

/// Scores the candidates for the lists of products. Safe to share between threads.
sealed interface NeighbourSearch permits SubstituteSearch, ComplementSearch, CannibalSearch {

  /// Number of products.
  int size();

  /// Offers each product's candidates to its list.
  ///
  /// @param products one per list
  void search(int[] products, TopList[] lists);
}
