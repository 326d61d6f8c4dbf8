package dev.prod2vec.task;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.evaluation.Evaluation;
import dev.prod2vec.evaluation.EvaluationConfig;
import dev.prod2vec.evaluation.Fit;
import dev.prod2vec.parallel.Crew;
import dev.prod2vec.recommend.BasketCompletion;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.study.StudyKey;
import dev.prod2vec.study.TuningConfig;
import dev.prod2vec.training.TrainingConfig;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// The validation questions that every trial of a search is scored on: which product was left out
/// of an order. Immutable.
public final class TrialQuestions {
  private final Evaluation questions;

  private TrialQuestions(long[] counts, Baskets validation, EvaluationConfig evaluation) {
    questions =
        Evaluation.of(
            validation,
            counts,
            new EvaluationConfig(
                evaluation.minBasketSize(), evaluation.maxBaskets(), 1, evaluation.seed()));
    if (questions.size() == 0) {
      throw new WrongUseException(
          "no validation order has two known products, so trials cannot be judged\n"
              + "hint: set more orders aside: --baskets.validation-fraction 0.2");
    }
  }

  /// The questions of a run's baskets.
  ///
  /// @throws WrongUseException if there are none
  public static TrialQuestions of(TaskFiles files, EvaluationConfig evaluation) throws IOException {
    return of(TrainingData.of(files), evaluation);
  }

  static TrialQuestions of(TrainingData data, EvaluationConfig evaluation) {
    return of(data.counts(), data.validation(), evaluation);
  }

  /// The questions of validation baskets.
  ///
  /// @param counts training baskets that each product is in
  /// @throws WrongUseException if there are none
  public static TrialQuestions of(long[] counts, Baskets validation, EvaluationConfig evaluation) {
    return new TrialQuestions(counts, validation, evaluation);
  }

  /// The key of a study that asks these questions.
  public StudyKey studyKey(TaskContext context, TuningConfig tuning, TrainingConfig base)
      throws IOException {
    Map<String, String> hashes = new LinkedHashMap<>();
    for (String name : TrainingFiles.INPUTS) {
      hashes.put(name, context.files().sha256(name));
    }
    return StudyKey.of(tuning, base, questions.size(), hashes);
  }

  /// Scores a model. The result does not depend on the number of threads.
  public Fit scores(Embedding embedding, int threads) throws InterruptedException {
    try (Crew crew = new Crew(threads)) {
      return questions.fit(new BasketCompletion(embedding), crew);
    }
  }
}
