package dev.prod2vec.recommend;

import dev.prod2vec.cooccurrence.Cooccurrence;

/// A product in a list of neighbours, and the evidence for it in the training baskets.
///
/// @param product its vocabulary index
/// @param score what the list is sorted by; higher is closer
/// @param with the other product of the evidence: the one whose neighbours were asked for, or the
///   product of the basket that adds most to this one's score
/// @param together number of training baskets that hold both
/// @param support share of the training baskets that hold both, in [0, 1]
/// @param lift how many times more often both were bought together than by chance
/// @param basis what the score rests on; complements and completions always rest on orders
public record Neighbour(
    int product, float score, int with, int together, double support, double lift, Basis basis) {

  static Neighbour of(int product, float score, int with, Basis basis, Cooccurrence cooccurrence) {
    int together = cooccurrence.count(with, product);
    return new Neighbour(
        product,
        score,
        with,
        together,
        cooccurrence.support(together),
        cooccurrence.lift(with, product, together),
        basis);
  }
}
