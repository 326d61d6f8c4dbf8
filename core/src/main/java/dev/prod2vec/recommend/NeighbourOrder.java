package dev.prod2vec.recommend;

import java.util.Comparator;
import java.util.List;

/// The order in which a list is shown. It does not decide what is in the list: the best by score
/// are, or else a list by lift would hold products that were met once.
public enum NeighbourOrder {
  /// The highest score first.
  SCORE,
  /// The highest lift first.
  LIFT,
  /// Those most often bought together first.
  TOGETHER;

  /// A list in this order; equal ones stay as they are.
  ///
  /// @param best best first
  public List<Neighbour> of(List<Neighbour> best) {
    Comparator<Neighbour> order =
        switch (this) {
          case SCORE -> Comparator.comparingDouble(Neighbour::score);
          case LIFT -> Comparator.comparingDouble(Neighbour::lift);
          case TOGETHER -> Comparator.comparingInt(Neighbour::together);
        };
    return best.stream().sorted(order.reversed()).toList();
  }
}
