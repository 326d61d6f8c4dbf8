package dev.prod2vec.task;

import dev.prod2vec.baseline.ItemKnn;
import dev.prod2vec.basket.Baskets;
import dev.prod2vec.evaluation.Evaluation;
import dev.prod2vec.evaluation.EvaluationConfig;
import dev.prod2vec.evaluation.ScorerName;
import dev.prod2vec.parallel.Crew;
import dev.prod2vec.recommend.NearestProducts;
import dev.prod2vec.recommend.NeighbourQuality;
import dev.prod2vec.vocabulary.Vocabulary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Scores a model, and the scorers that it has to beat, on the same questions.
public final class ModelScores {
  /// Number of validation baskets on which ItemKNN's exponent is chosen.
  private static final int VALIDATION_BASKETS = 2_000;

  /// ItemKNN's exponent if there are no validation baskets to choose it on.
  private static final double COSINE = 0.5;

  private final Vocabulary vocabulary;
  private final EvaluationConfig config;
  private final ModelWorkers workers;
  private final int threads;

  /// @param vocabulary of the model, without new products; neighbours are compared by its first
  ///   category column
  /// @param workers have the model; its new products are left out
  /// @param threads of this process; 0: one per core
  public ModelScores(
      Vocabulary vocabulary, EvaluationConfig config, ModelWorkers workers, int threads) {
    this.vocabulary = vocabulary;
    this.config = config;
    this.workers = workers;
    this.threads = threads;
  }

  /// Scores the model, popularity, co-count and ItemKNN, which all learned from the training
  /// baskets.
  ///
  /// @param validation chooses ItemKNN's exponent; may be empty
  /// @throws InterruptedException if the thread is interrupted
  public EvaluationReport evaluate(Baskets validation, Baskets test)
      throws IOException, InterruptedException {
    long[] counts = vocabulary.counts();
    Optional<NeighbourQuality> neighbours =
        NeighbourQuality.of(nearest(), counts, categories(vocabulary));
    Evaluation questions = Evaluation.of(test, counts, config);
    if (questions.size() == 0) {
      return EvaluationReport.of(List.of(), neighbours);
    }
    List<ScorerChoice> scorers =
        List.of(
            ScorerChoice.of(ScorerName.MODEL),
            ScorerChoice.of(ScorerName.POPULARITY),
            ScorerChoice.of(ScorerName.CO_COUNT),
            new ScorerChoice(ScorerName.ITEM_KNN, exponent(validation)));
    List<int[]> ranks = new ArrayList<>();
    for (ScorerChoice scorer : scorers) {
      ranks.add(ranks(questions, scorer));
    }
    try (Crew crew = new Crew(threads)) {
      return EvaluationReport.of(
          questions.scores(scorers.stream().map(ScorerChoice::name).toList(), ranks, crew),
          neighbours);
    }
  }

  private NearestProducts nearest() throws IOException, InterruptedException {
    return NearestProducts.joined(
        workers.inParts(
            "substitutes",
            (model, part, parts, each) ->
                model
                    .trained()
                    .recommender(each)
                    .nearestSubstitutes(NeighbourQuality.K, part, parts)));
  }

  private double exponent(Baskets validation) throws IOException, InterruptedException {
    Evaluation choosing =
        Evaluation.of(
            validation,
            vocabulary.counts(),
            new EvaluationConfig(config.minBasketSize(), VALIDATION_BASKETS, 1, config.seed()));
    if (choosing.size() == 0) {
      return COSINE;
    }
    List<Double> hits = new ArrayList<>();
    for (double exponent : ItemKnn.EXPONENTS) {
      ScorerChoice scorer = new ScorerChoice(ScorerName.ITEM_KNN, exponent);
      List<Integer> found =
          workers.inParts(
              "validation of item-knn",
              (model, part, parts, each) -> {
                try (Crew crew = new Crew(each)) {
                  return choosing.part(part, parts).hits10(scorer.scorer(model.trained()), crew);
                }
              });
      hits.add(found.stream().mapToDouble(Integer::intValue).sum());
    }
    return ItemKnn.best(hits);
  }

  private int[] ranks(Evaluation questions, ScorerChoice scorer)
      throws IOException, InterruptedException {
    List<int[]> ranks =
        workers.inParts(
            "ranks of " + scorer.name(),
            (model, part, parts, each) -> {
              try (Crew crew = new Crew(each)) {
                return questions.part(part, parts).ranks(scorer.scorer(model.trained()), crew);
              }
            });
    return ranks.stream().flatMapToInt(Arrays::stream).toArray();
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
