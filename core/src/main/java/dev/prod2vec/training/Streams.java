package dev.prod2vec.training;

/// What random numbers are for: each use has a stream of its own.
final class Streams {
  static final int START = 1;
  static final int SHUFFLE = 2;
  static final int NOISE = 3;
  static final int DROPOUT = 4;
  static final int SUBSAMPLING = 5;
  static final int WINDOW = 6;

  private Streams() {}
}
