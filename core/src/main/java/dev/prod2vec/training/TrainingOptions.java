package dev.prod2vec.training;

import dev.prod2vec.basket.Baskets;
import java.util.OptionalInt;

/// What a training may be given besides its baskets and its config.
///
/// @param validation baskets that say after each epoch how good the vectors are; may be empty: then
///   the last epoch's vectors are kept
/// @param vocabularySize number of products, more than every index; empty: as many as the highest
///   index of the training baskets asks for
/// @param progress hears how the training goes and may end it
public record TrainingOptions(
    Baskets validation, OptionalInt vocabularySize, TrainingProgress progress) {
  /// No validation, no progress, and no product that is in no training basket.
  public static final TrainingOptions NONE =
      new TrainingOptions(Baskets.of(new int[0][]), OptionalInt.empty(), TrainingProgress.NONE);

  /// The same with validation baskets.
  public TrainingOptions withValidation(Baskets newValidation) {
    return new TrainingOptions(newValidation, vocabularySize, progress);
  }

  /// The same with so many products.
  public TrainingOptions withVocabularySize(int newVocabularySize) {
    return new TrainingOptions(validation, OptionalInt.of(newVocabularySize), progress);
  }

  /// The same with somebody who listens.
  public TrainingOptions withProgress(TrainingProgress newProgress) {
    return new TrainingOptions(validation, vocabularySize, newProgress);
  }
}
