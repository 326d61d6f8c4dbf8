package dev.prod2vec.tuning;

/// Chooses the next point to try.
public interface Sampler {
  /// The next point. A function of the sampler's settings and the history alone: the same history
  /// gives the same point, on any machine, so a study goes on from its recorded trials as if it had
  /// never stopped. Pending trials are in the history too; the point is chosen with regard to them.
  Point next(History history);
}
