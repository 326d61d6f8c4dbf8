package dev.prod2vec.live;

import dev.prod2vec.recommend.NeighbourKind;
import dev.prod2vec.recommend.NeighbourOrder;

/// What is asked about a product.
///
/// @param kind what the neighbours are to it
/// @param limit most neighbours; 1 or more
/// @param order of the list
public record Asks(NeighbourKind kind, int limit, NeighbourOrder order) {}
