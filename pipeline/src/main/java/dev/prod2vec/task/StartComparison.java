package dev.prod2vec.task;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.drift.Drift;
import dev.prod2vec.drift.DriftSummary;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.evaluation.Evaluation;
import dev.prod2vec.evaluation.EvaluationConfig;
import dev.prod2vec.evaluation.Metrics;
import dev.prod2vec.linalg.Matrix;
import dev.prod2vec.parallel.Crew;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.process.ExitCode;
import dev.prod2vec.process.Failure;
import dev.prod2vec.recommend.BasketCompletion;
import dev.prod2vec.report.StartFacts;
import dev.prod2vec.text.HumanNumbers;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/// Compares a model with the one that its training started with.
final class StartComparison {
  private final EarlierModel earlier;
  private final Embedding trained;

  /// Indexes of the products that both know.
  private final int[] common;

  /// Training orders of each of them.
  private final long[] counts;

  private StartComparison(EarlierModel earlier, Embedding trained, long[] counts) {
    this.earlier = earlier;
    this.trained = trained;
    common =
        IntStream.range(0, trained.size()).filter(product -> earlier.known()[product]).toArray();
    this.counts = Arrays.stream(common).mapToLong(product -> counts[product]).toArray();
  }

  /// Compares them, if the run starts from an earlier one.
  ///
  /// @param counts training orders of each product
  /// @throws InterruptedException soon after the thread is interrupted
  static Optional<StartFacts> of(TaskContext context, Embedding trained, long[] counts)
      throws IOException, InterruptedException {
    Optional<EarlierModel> earlier = EarlierModel.find(context.files());
    if (earlier.isEmpty()) {
      return Optional.empty();
    }
    Baskets test =
        earlier.get().unscored().isEmpty()
            ? PreparedData.baskets(context.files().read(PreparedData.TEST))
            : Baskets.of(new int[0][]);
    return Optional.of(
        new StartComparison(earlier.get(), trained, counts)
            .facts(test, context.config().evaluation(), context.config().training().threads()));
  }

  private StartFacts facts(Baskets test, EvaluationConfig config, int threads)
      throws InterruptedException {
    Optional<StartFacts.Scores> scores = scores(test, config, threads);
    String unscored =
        scores.isEmpty() && earlier.unscored().isEmpty()
            ? "no test order has two products that both know"
            : earlier.unscored();
    return new StartFacts(
        earlier.run(),
        common.length,
        trained.size() - common.length,
        earlier.gone(),
        earlier.kept(),
        drift(),
        scores,
        unscored);
  }

  private DriftSummary drift() {
    return DriftSummary.of(Drift.inPlace(rows(earlier.vectors()), rows(trained)), counts);
  }

  private Matrix rows(Embedding embedding) {
    return Matrix.of(embedding.input(), embedding.size(), embedding.dim()).choose(common);
  }

  private Optional<StartFacts.Scores> scores(Baskets test, EvaluationConfig config, int threads)
      throws InterruptedException {
    int[] numbers = new int[trained.size()];
    Arrays.fill(numbers, -1);
    for (int number = 0; number < common.length; number++) {
      numbers[common[number]] = number;
    }
    Evaluation questions = Evaluation.of(test.translated(numbers), counts, config);
    if (questions.size() == 0) {
      return Optional.empty();
    }
    try (Crew crew = new Crew(threads)) {
      int[] ranks = questions.ranks(new BasketCompletion(trained.choose(common)), crew);
      if (Thread.interrupted()) {
        throw new InterruptedException("the comparison with the earlier run was stopped");
      }
      int[] before = questions.ranks(new BasketCompletion(earlier.vectors().choose(common)), crew);
      Metrics own = questions.metrics(ranks, crew);
      Metrics other = questions.metrics(before, crew);
      Metrics lead = questions.differences(ranks, before, crew);
      return Optional.of(
          new StartFacts.Scores(
              questions.size(),
              own.hitRate10(),
              other.hitRate10(),
              lead.hitRate10(),
              own.meanReciprocalRank(),
              other.meanReciprocalRank(),
              lead.meanReciprocalRank()));
    }
  }

  /// Why the run must not continue; empty if the vectors are still comparable.
  ///
  /// @param most the largest mean drift by orders that is allowed
  static Optional<Failure> refusal(StartFacts facts, double most) {
    double found = facts.drift().meanByOrders();
    return found <= most
        ? Optional.empty()
        : Optional.of(
            new Failure(
                ExitCode.GATE,
                """
                the vectors are no longer comparable with those of run %s: their mean drift by orders is %s, \
                allowed is %s (start.max-drift); nothing is exported
                hint: do the ids still name the same products? prod2vec compare shows what moved; fewer --epochs \
                or a smaller --learning-rate move them less\
                """
                    .formatted(
                        facts.run(),
                        HumanNumbers.decimal(found, 3),
                        HumanNumbers.decimal(most, 3))));
  }
}
