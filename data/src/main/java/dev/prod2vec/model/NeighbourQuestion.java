package dev.prod2vec.model;

import dev.prod2vec.recommend.NeighbourFilter;
import dev.prod2vec.recommend.NeighbourKind;
import dev.prod2vec.recommend.NeighbourOrder;

/// A question to a model about some products.
///
/// @param kind what neighbours are to the products
/// @param limit most neighbours in a list; 1 or more
/// @param filter which products a list may hold
/// @param order of the list, once its products are chosen
public record NeighbourQuestion(
    NeighbourKind kind, int limit, NeighbourFilter filter, NeighbourOrder order) {
  /// Of all products, the best by score.
  public NeighbourQuestion(NeighbourKind kind, int limit) {
    this(kind, limit, NeighbourFilter.NONE, NeighbourOrder.SCORE);
  }

  /// Whether a list may lack products because of the filter.
  public boolean isFiltered() {
    return !filter.equals(NeighbourFilter.NONE);
  }
}
