package dev.prod2vec.training;

import dev.prod2vec.basket.Baskets;
import java.util.OptionalInt;

/// What a training may use besides its baskets and its config.
///
/// @param validation baskets to score the vectors on after each epoch; if there are none, the last
///   epoch's vectors are kept
/// @param vocabularySize number of products, more than every index; empty: the highest index of the
///   training baskets decides
/// @param progress listens to the training and may end it
public record TrainingOptions(
    Baskets validation, OptionalInt vocabularySize, TrainingProgress progress) {
  /// No validation, no listener, and as many products as the training baskets ask for.
  public static final TrainingOptions NONE =
      new TrainingOptions(Baskets.of(new int[0][]), OptionalInt.empty(), TrainingProgress.NONE);

  /// The same with validation baskets.
  public TrainingOptions withValidation(Baskets newValidation) {
    return new TrainingOptions(newValidation, vocabularySize, progress);
  }

  /// The same with this many products.
  public TrainingOptions withVocabularySize(int newVocabularySize) {
    return new TrainingOptions(validation, OptionalInt.of(newVocabularySize), progress);
  }

  /// The same with a listener.
  public TrainingOptions withProgress(TrainingProgress newProgress) {
    return new TrainingOptions(validation, vocabularySize, newProgress);
  }
}
