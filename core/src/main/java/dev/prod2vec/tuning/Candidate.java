package dev.prod2vec.tuning;

/// A point that may be tried next.
///
/// @param codes codes of its values
/// @param row row of its positions
/// @param score the higher the better
record Candidate(double[] codes, double[] row, double score) {
  static Candidate of(Axis[] axes, Acquisition acquisition, double[] codes) {
    double[] row = Axis.positions(axes, codes);
    return new Candidate(codes, row, acquisition.score(row));
  }
}
