package dev.prod2vec.recommend;

import dev.prod2vec.cooccurrence.Cooccurrence;
import java.util.ArrayList;
import java.util.List;

/// The neighbours of every product. The evidence of a list is looked up when the list is asked for.
/// Safe to share between threads.
public final class NeighbourLists {
  private final NearestProducts nearest;
  private final NeighbourBasis basis;
  private final Cooccurrence cooccurrence;

  NeighbourLists(NearestProducts nearest, NeighbourBasis basis, Cooccurrence cooccurrence) {
    this.nearest = nearest;
    this.basis = basis;
    this.cooccurrence = cooccurrence;
  }

  /// What a neighbour rests on.
  interface NeighbourBasis {
    Basis of(int product, int neighbour);
  }

  /// The neighbours of `product`, best first; fewer than were asked for where there are no more.
  public List<Neighbour> of(int product) {
    int list = product - nearest.first();
    if (list >= nearest.sizes().length) {
      // A new product was never bought along with another one.
      return List.of();
    }
    int start = list * nearest.k();
    List<Neighbour> neighbours = new ArrayList<>(nearest.sizes()[list]);
    for (int at = start; at < start + nearest.sizes()[list]; at++) {
      int neighbour = nearest.products()[at];
      neighbours.add(
          Neighbour.of(
              neighbour,
              nearest.scores()[at],
              product,
              basis.of(product, neighbour),
              cooccurrence));
    }
    return neighbours;
  }
}
