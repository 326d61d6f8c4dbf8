package dev.prod2vec.comparison;

import dev.prod2vec.drift.Drift;
import dev.prod2vec.evaluation.Evaluation;
import dev.prod2vec.evaluation.EvaluationConfig;
import dev.prod2vec.evaluation.Metrics;
import dev.prod2vec.linalg.Matrix;
import dev.prod2vec.model.ProductEntry;
import dev.prod2vec.parallel.Crew;
import dev.prod2vec.recommend.BasketCompletion;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.text.HumanNumbers;
import dev.prod2vec.vocabulary.Product;
import java.util.ArrayList;
import java.util.List;

/// Compares two models.
///
/// Both are scored on the same hidden products of the same baskets, and both rank the same
/// products: those that both learned. A model with fewer products would otherwise have fewer to
/// confuse.
///
/// Drift is measured on the vectors by which products are similar
/// ([dev.prod2vec.recommend.Recommender#similarity]), not on input vectors: they are what `similar`
/// ranks by, so that drift explains changed lists. Input vectors all share one direction, which
/// would hide much of a drift, and the ones of rare products are mostly chance.
///
/// The result does not depend on the number of threads.
public final class Comparison {
  private final ComparedModel a;
  private final ComparedModel b;
  private final CommonProducts common;

  private Comparison(ComparedModel a, ComparedModel b, CommonProducts common) {
    this.a = a;
    this.b = b;
    this.common = common;
  }

  /// Compares two models; a model may be compared with itself.
  ///
  /// @param threads 0: one per core
  /// @param limit most products in each list of the document
  /// @throws WrongUseException if they have no products in common
  /// @throws dev.prod2vec.file.InputException if a file of baskets is broken
  /// @throws InterruptedException soon after the thread is interrupted
  public static RunComparison of(
      ComparedModel a, ComparedModel b, EvaluationConfig config, int threads, int limit)
      throws InterruptedException {
    CommonProducts common = CommonProducts.of(a.learned(), b.learned());
    if (common.size() == 0) {
      throw new WrongUseException(
          "%s and %s have no product in common, by id: %s has \"%s\", %s has \"%s\""
              .formatted(a.id(), b.id(), a.id(), example(a), b.id(), example(b)));
    }
    return new Comparison(a, b, common).document(config, threads, limit);
  }

  private static String example(ComparedModel model) {
    return model.learned().products().stream().map(product -> product.id()).findFirst().orElse("");
  }

  private RunComparison document(EvaluationConfig config, int threads, int limit)
      throws InterruptedException {
    TestOrders test = TestOrders.of(a, b, common);
    try (Crew crew = new Crew(threads)) {
      ComparedScores scores = scores(test, config, crew);
      requireNoInterrupt();
      double[] drifts =
          Drift.of(vectors(a, common.inA(), threads), vectors(b, common.inB(), threads), crew);
      requireNoInterrupt();
      ProductChanges changes = ProductChanges.of(a, b, common, drifts, threads);
      return new RunComparison(
          ComparedRun.of(a),
          ComparedRun.of(b),
          warnings(test),
          scores,
          products(limit),
          changes.lists(limit),
          changes.vectors(limit));
    }
  }

  private static void requireNoInterrupt() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("the comparison was stopped");
    }
  }

  private static Matrix vectors(ComparedModel model, int[] products, int threads) {
    return model.model().similarity(threads).choose(products);
  }

  private ComparedScores scores(TestOrders test, EvaluationConfig config, Crew crew)
      throws InterruptedException {
    Evaluation questions = Evaluation.of(test.baskets(), common.countsB(), config);
    int[] ranksA = ranks(a, common.inA(), questions, crew);
    requireNoInterrupt();
    int[] ranksB = ranks(b, common.inB(), questions, crew);
    Metrics ofA = questions.metrics(ranksA, crew);
    Metrics ofB = questions.metrics(ranksB, crew);
    Metrics difference = questions.differences(ranksB, ranksA, crew);
    return new ComparedScores(
        test.of().word(),
        test.all(),
        test.small(),
        test.seen(),
        questions.size(),
        common.size(),
        List.of(
            ComparedMetric.of("HR@10", ofA.hitRate10(), ofB.hitRate10(), difference.hitRate10()),
            ComparedMetric.of(
                "HR@100", ofA.hitRate100(), ofB.hitRate100(), difference.hitRate100()),
            ComparedMetric.of("NDCG@10", ofA.ndcg10(), ofB.ndcg10(), difference.ndcg10()),
            ComparedMetric.of(
                "MRR",
                ofA.meanReciprocalRank(),
                ofB.meanReciprocalRank(),
                difference.meanReciprocalRank())));
  }

  private static int[] ranks(ComparedModel model, int[] products, Evaluation questions, Crew crew) {
    return questions.size() == 0
        ? new int[0]
        : questions.ranks(new BasketCompletion(model.model().embedding().choose(products)), crew);
  }

  private ComparedProducts products(int limit) {
    List<Product> added = common.onlyInB();
    List<Product> gone = common.onlyInA();
    return new ComparedProducts(
        common.size(),
        added.size(),
        gone.size(),
        added.stream().limit(limit).map(it -> ProductEntry.of(it, common.b())).toList(),
        gone.stream().limit(limit).map(it -> ProductEntry.of(it, common.a())).toList());
  }

  private List<String> warnings(TestOrders test) {
    List<String> warnings = new ArrayList<>();
    boolean ofA = test.of() == TestOrders.Holder.A;
    String tested = ofA ? a.id() : b.id();
    String other = ofA ? b.id() : a.id();
    if (test.of() == TestOrders.Holder.NONE) {
      warnings.add("neither run has test orders, so nothing was scored");
    } else if (ofA) {
      warnings.add("%s has no test orders, so the ones of %s are used".formatted(b.id(), a.id()));
    }
    if (test.seen() > 0) {
      warnings.add(
          "%s was trained on orders with the ids of %s test baskets of %s; these are left out"
              .formatted(other, HumanNumbers.count(test.seen()), tested));
    }
    if (test.all() > 0 && test.baskets().size() == 0) {
      warnings.add("no test basket is left, so nothing was scored");
    }
    int renamed = common.renamed();
    if (renamed > common.size() / 2) {
      warnings.add(
          "%s of %s common products have another name in %s: perhaps their ids mean other products"
              .formatted(HumanNumbers.count(renamed), HumanNumbers.count(common.size()), b.id()));
    }
    return warnings;
  }
}
