package dev.prod2vec.tuning;

/// Chooses the next point to try.
public interface Sampler {
  /// The next point. A function of the sampler's settings and the history alone: the same history
  /// gives the same point on any machine, so a study resumes from its recorded trials as if it had
  /// never stopped. The history holds pending trials too, and the choice takes them into account.
  Point next(History history);
}
