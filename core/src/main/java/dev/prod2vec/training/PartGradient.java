package dev.prod2vec.training;

/// Computes gradients on weights that nobody changes meanwhile. One thread uses one object.
sealed interface PartGradient permits SkipGramGradient, CompletionGradient {
  /// Overwrites the part's rows of the gradients in the batch, what the gradients of its noise are
  /// made of, and its loss.
  void compute(Batch batch, int part);

  /// The array, or a longer one where it is too short; what it held is lost then.
  static float[] room(float[] array, int length) {
    return array.length < length ? new float[length + length / 2] : array;
  }
}
