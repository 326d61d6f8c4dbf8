package dev.prod2vec.training;

import dev.prod2vec.linalg.Matrix;

/// What weight decay pulls vectors towards instead of towards zero: what side information predicts
/// of them. [PriorFit] makes it at the start of each epoch; it stays as it is until the next one.
///
/// @param input one row per product
/// @param output one row per product
record Prior(Matrix input, Matrix output) {
  static Prior zeros(int size, int dim) {
    return new Prior(Matrix.zeros(size, dim), Matrix.zeros(size, dim));
  }

  /// The vectors of what [#state] made.
  static Prior of(TrainingState state) {
    return new Prior(state.input(), state.output());
  }

  /// Its vectors in the form in which a state's vectors travel.
  TrainingState state() {
    int size = input.rows();
    return new TrainingState(
        input, output, new float[size], new float[size], new float[size], new float[size]);
  }
}
