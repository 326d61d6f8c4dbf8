package dev.prod2vec.task;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.feature.SideInformation;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.training.AgreementChoice;
import dev.prod2vec.training.TrainingConfig;
import dev.prod2vec.training.TrainingOptions;
import dev.prod2vec.training.TrainingProgress;
import dev.prod2vec.vocabulary.Vocabulary;

/// The baskets of a run.
record TrainingData(Baskets training, Baskets validation, Vocabulary vocabulary) {
  static TrainingData of(TaskFiles files) {
    return new TrainingData(
        PreparedData.baskets(files.read(PreparedData.BASKETS)),
        PreparedData.baskets(files.read(PreparedData.VALIDATION)),
        PreparedData.vocabulary(files.read(PreparedData.VOCABULARY)));
  }

  /// Training baskets that each product is in.
  long[] counts() {
    return training.counts(vocabulary.size());
  }

  /// The features that a config asks for.
  SideInformation side(TrainingConfig training) {
    return SideInformation.of(vocabulary, training.features());
  }

  /// What a training may use besides the training baskets.
  TrainingOptions options(SideInformation side, TrainingProgress progress) {
    return TrainingOptions.NONE
        .withVocabularySize(vocabulary.size())
        .withSideInformation(side)
        .withProgress(progress);
  }

  /// The config with the agreement that the validation baskets choose: see [AgreementChoice].
  TrainingConfig withChosenAgreement(
      TrainingConfig training, SideInformation side, TrainingProgress progress)
      throws InterruptedException {
    TrainingOptions options = options(side, progress).withValidation(validation);
    return AgreementChoice.of(this.training, training, options);
  }

  /// Training and validation baskets, one after the other.
  Baskets all() {
    return training.and(validation);
  }
}
