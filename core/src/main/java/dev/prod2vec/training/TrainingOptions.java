package dev.prod2vec.training;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.feature.SideInformation;
import java.util.Optional;
import java.util.OptionalInt;

/// What a training may use besides its baskets and its config.
///
/// @param validation baskets to score the vectors on after each epoch; if there are none, the last
///   epoch's vectors are kept
/// @param vocabularySize number of products, more than every index; empty: the highest index of the
///   training baskets decides
/// @param sideInformation features of the products; their vectors are pulled towards what the
///   features predict
/// @param progress listens to the training and may end it
/// @param earlier the training whose vectors this one starts with; empty: from nothing
public record TrainingOptions(
    Baskets validation,
    OptionalInt vocabularySize,
    SideInformation sideInformation,
    TrainingProgress progress,
    Optional<EarlierTraining> earlier) {
  /// No validation, no listener, no side information, no earlier training, and as many products as
  /// the training baskets ask for.
  public static final TrainingOptions NONE =
      new TrainingOptions(
          Baskets.of(new int[0][]),
          OptionalInt.empty(),
          SideInformation.NONE,
          TrainingProgress.NONE,
          Optional.empty());

  /// The same with validation baskets.
  public TrainingOptions withValidation(Baskets newValidation) {
    return new TrainingOptions(newValidation, vocabularySize, sideInformation, progress, earlier);
  }

  /// The same with this many products.
  public TrainingOptions withVocabularySize(int newVocabularySize) {
    return new TrainingOptions(
        validation, OptionalInt.of(newVocabularySize), sideInformation, progress, earlier);
  }

  /// The same with features of as many products.
  public TrainingOptions withSideInformation(SideInformation newSideInformation) {
    return new TrainingOptions(validation, vocabularySize, newSideInformation, progress, earlier);
  }

  /// The same with a listener.
  public TrainingOptions withProgress(TrainingProgress newProgress) {
    return new TrainingOptions(validation, vocabularySize, sideInformation, newProgress, earlier);
  }

  /// The same, but starting from an earlier training, or from nothing.
  public TrainingOptions withEarlier(Optional<EarlierTraining> newEarlier) {
    return new TrainingOptions(validation, vocabularySize, sideInformation, progress, newEarlier);
  }
}
