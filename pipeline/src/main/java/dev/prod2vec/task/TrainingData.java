package dev.prod2vec.task;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.feature.SideInformation;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.training.AgreementChoice;
import dev.prod2vec.training.TrainingConfig;
import dev.prod2vec.training.TrainingOptions;
import dev.prod2vec.training.TrainingProgress;
import dev.prod2vec.vocabulary.Vocabulary;
import java.io.IOException;
import java.util.Optional;

/// What the trainings of a run learn from.
///
/// @param earlier what they start with; empty: from nothing
record TrainingData(
    Baskets training, Baskets validation, Vocabulary vocabulary, Optional<EarlierModel> earlier) {
  static TrainingData of(TaskFiles files) throws IOException {
    return new TrainingData(
        PreparedData.baskets(files.read(PreparedData.BASKETS)),
        PreparedData.baskets(files.read(PreparedData.VALIDATION)),
        PreparedData.vocabulary(files.read(PreparedData.VOCABULARY)),
        EarlierModel.find(files));
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
        .withProgress(progress)
        .withEarlier(earlier.map(EarlierModel::training));
  }

  /// The config with the agreement of the earlier training, if there is one; otherwise with the one
  /// that the validation baskets choose: see [AgreementChoice].
  TrainingConfig withChosenAgreement(
      TrainingConfig training, SideInformation side, TrainingProgress progress)
      throws InterruptedException {
    if (earlier.isPresent()) {
      return earlier.get().config(training);
    }
    TrainingOptions options = options(side, progress).withValidation(validation);
    return AgreementChoice.of(this.training, training, options);
  }

  /// Training and validation baskets, one after the other.
  Baskets all() {
    return training.and(validation);
  }
}
