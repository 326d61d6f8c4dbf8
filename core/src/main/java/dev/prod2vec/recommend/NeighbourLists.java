package dev.prod2vec.recommend;

import dev.prod2vec.cooccurrence.Cooccurrence;
import java.util.ArrayList;
import java.util.List;

/// The neighbours of every product. The evidence of a list is looked up when the list is asked for.
/// Safe to share between threads.
public final class NeighbourLists {
  private final NearestProducts nearest;
  private final Cooccurrence cooccurrence;

  NeighbourLists(NearestProducts nearest, Cooccurrence cooccurrence) {
    this.nearest = nearest;
    this.cooccurrence = cooccurrence;
  }

  /// The neighbours of `product`, best first; fewer than were asked for where there are no more.
  public List<Neighbour> of(int product) {
    int list = product - nearest.first();
    int start = list * nearest.k();
    List<Neighbour> neighbours = new ArrayList<>(nearest.sizes()[list]);
    for (int at = start; at < start + nearest.sizes()[list]; at++) {
      neighbours.add(
          Neighbour.of(nearest.products()[at], nearest.scores()[at], product, cooccurrence));
    }
    return neighbours;
  }
}
