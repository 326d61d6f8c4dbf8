package dev.prod2vec.task;

import dev.prod2vec.baseline.CoCount;
import dev.prod2vec.baseline.ItemKnn;
import dev.prod2vec.baseline.Popularity;
import dev.prod2vec.basket.Baskets;
import dev.prod2vec.cooccurrence.Cooccurrence;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.evaluation.Evaluation;
import dev.prod2vec.evaluation.EvaluationConfig;
import dev.prod2vec.evaluation.Scorer;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.parallel.Crew;
import dev.prod2vec.recommend.BasketCompletion;
import dev.prod2vec.recommend.NeighbourQuality;
import dev.prod2vec.vocabulary.Vocabulary;
import java.util.List;
import java.util.Optional;

/// Scores a model, and the scorers that it has to beat, on the same questions.
public final class ModelScores {
  /// Number of validation baskets on which ItemKNN's exponent is chosen.
  private static final int VALIDATION_BASKETS = 2_000;

  /// ItemKNN's exponent if there are no validation baskets to choose it on.
  private static final double COSINE = 0.5;

  private ModelScores() {}

  /// Scores the model, popularity, co-count and ItemKNN, which all learned from the training
  /// baskets.
  ///
  /// @param model neighbours are compared by the first category column of its vocabulary
  /// @param validation chooses ItemKNN's exponent; may be empty
  /// @param threads 0: one per core
  /// @throws InterruptedException if the thread is interrupted
  public static EvaluationReport evaluate(
      ProductModel model, Baskets validation, Baskets test, EvaluationConfig config, int threads)
      throws InterruptedException {
    Embedding embedding = model.embedding();
    long[] counts = model.vocabulary().counts();
    Optional<NeighbourQuality> neighbours =
        NeighbourQuality.of(
            model.similarity(threads), counts, categories(model.vocabulary()), threads);
    Evaluation questions = Evaluation.of(test, counts, config);
    if (questions.size() == 0) {
      return EvaluationReport.of(List.of(), neighbours);
    }
    Cooccurrence cooccurrence = model.evidence();
    try (Crew crew = new Crew(threads)) {
      EvaluationConfig sample =
          new EvaluationConfig(config.minBasketSize(), VALIDATION_BASKETS, 1, config.seed());
      Evaluation choosing = Evaluation.of(validation, counts, sample);
      List<Scorer> scorers =
          List.of(
              new BasketCompletion(embedding),
              new Popularity(cooccurrence),
              new CoCount(cooccurrence),
              choosing.size() == 0
                  ? new ItemKnn(cooccurrence, COSINE)
                  : ItemKnn.best(cooccurrence, scorer -> choosing.hitRate10(scorer, crew)));
      return EvaluationReport.of(questions.compare(scorers, crew), neighbours);
    }
  }

  /// The values of the first category column.
  private static Optional<NeighbourQuality.Categories> categories(Vocabulary vocabulary) {
    return vocabulary.categoryColumns().stream()
        .findFirst()
        .map(column ->
            new NeighbourQuality.Categories(
                column,
                vocabulary.products().stream()
                    .map(product -> product.categories().getFirst())
                    .toList()));
  }
}
