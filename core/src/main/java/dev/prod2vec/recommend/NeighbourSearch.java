package dev.prod2vec.recommend;

/// Scores the candidates for the lists of products. Safe to share between threads.
sealed interface NeighbourSearch permits SubstituteSearch, ComplementSearch, CannibalSearch {

  /// Number of products.
  int size();

  /// Offers each product's candidates to its list.
  ///
  /// @param first the product of the first list; the next list is of the next product
  void search(int first, TopList[] lists);
}
