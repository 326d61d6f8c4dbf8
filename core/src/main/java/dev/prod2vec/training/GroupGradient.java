package dev.prod2vec.training;

/// Computes gradients on weights that nobody changes meanwhile. One thread uses one object.
sealed interface GroupGradient permits SkipGramGradient, CompletionGradient {
  /// Overwrites the group's rows of the gradients in the batch, and its loss.
  void compute(Batch batch, int group);

  /// The array, or a longer one where it is too short; what it held is lost then.
  static float[] room(float[] array, int length) {
    return array.length < length ? new float[length + length / 2] : array;
  }
}
