package dev.prod2vec.training;

/// The streams of random numbers: one for each use.
final class Streams {
  static final int START = 1;
  static final int SHUFFLE = 2;
  static final int NOISE = 3;
  static final int DROPOUT = 4;
  static final int SUBSAMPLING = 5;
  static final int WINDOW = 6;
  static final int SHARD = 7;
  static final int FADING = 8;
  static final int QUANTITY = 9;

  private Streams() {}
}
