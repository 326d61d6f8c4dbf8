package dev.prod2vec.recommend;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.evaluation.Scorer;
import dev.prod2vec.linalg.Matrix;
import dev.prod2vec.parallel.Crew;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/// How well side information places products that nothing was learned of. They were taken out of
/// the orders before training; so it is known where they belong and who bought them.
public final class NewProductQuality {
  private static final int NEIGHBOURS = 10;
  private static final int FOUND = 100;

  /// Baskets that are scored at a time.
  private static final int BASKETS = 1000;

  private NewProductQuality() {}

  /// How alike the new products and their ten substitutes are: the mean share of these that have
  /// the product's category, in [0, 1]. Empty if no new product has one.
  ///
  /// @param similarity see [Recommender#similarity]
  /// @param trained number of products that were learned; they come first
  /// @param categories one per product; blank where unknown
  /// @param threads 0: one per core; the result does not depend on it
  public static OptionalDouble purity10(
      Matrix similarity, int trained, List<String> categories, int threads) {
    int others = similarity.rows() - trained;
    NearestProducts nearest =
        NearestProducts.of(
            new SubstituteSearch(similarity, trained), trained, others, NEIGHBOURS, threads);
    double shares = 0;
    int asked = 0;
    for (int list = 0; list < others; list++) {
      String category = categories.get(trained + list);
      if (!category.isBlank()) {
        int same = 0;
        for (int at = 0; at < nearest.sizes()[list]; at++) {
          int neighbour = nearest.products()[list * nearest.k() + at];
          same += categories.get(neighbour).equals(category) ? 1 : 0;
        }
        shares += (double) same / NEIGHBOURS;
        asked++;
      }
    }
    return asked == 0 ? OptionalDouble.empty() : OptionalDouble.of(shares / asked);
  }

  /// How often a new product that a basket holds is among the first hundred.
  ///
  /// @param questions new products in baskets that hold a known one too
  /// @param hitRate100 share of the questions where less than a hundred of the new products have a
  ///   higher score for the known products of the basket, in [0, 1]
  /// @param chance what an order drawn at random would give
  public record Found(int questions, double hitRate100, double chance) {}

  /// Ranks the new products for each basket by the scores of [BasketCompletion].
  ///
  /// @param embedding see [Recommender#withNewProducts]
  /// @param trained number of products that were learned; they come first
  /// @param baskets that nothing was trained on, ascending
  /// @param threads 0: one per core; the result does not depend on it
  public static Found found(Embedding embedding, int trained, Baskets baskets, int threads) {
    int others = embedding.size() - trained;
    int[] asked =
        IntStream.range(0, baskets.size())
            .filter(basket -> {
              int known = known(baskets.basket(basket), trained);
              return known > 0 && known < baskets.length(basket);
            })
            .toArray();
    BasketCompletion completion = new BasketCompletion(embedding);
    int questions = 0;
    int hits = 0;
    try (Crew crew = new Crew(threads)) {
      for (int from = 0; from < asked.length; from += BASKETS) {
        int[] part = Arrays.copyOfRange(asked, from, Math.min(asked.length, from + BASKETS));
        float[][] scores = new float[part.length][others];
        int[][] known = new int[part.length][];
        Arrays.setAll(
            known,
            i -> {
              int[] basket = baskets.basket(part[i]);
              return Arrays.copyOf(basket, known(basket, trained));
            });
        completion.score(Baskets.of(known), crew, new Copying(scores, trained));
        for (int i = 0; i < part.length; i++) {
          int[] basket = baskets.basket(part[i]);
          for (int at = known[i].length; at < basket.length; at++) {
            questions++;
            hits += rank(scores[i], basket[at] - trained) < FOUND ? 1 : 0;
          }
        }
      }
    }
    return new Found(
        questions,
        questions == 0 ? 0 : (double) hits / questions,
        Math.min(1, (double) FOUND / Math.max(1, others)));
  }

  /// How many products of an ascending basket are known.
  private static int known(int[] basket, int trained) {
    return (int) Arrays.stream(basket).filter(product -> product < trained).count();
  }

  /// Keeps the scores of the new products.
  ///
  /// @param to of each basket
  private record Copying(float[][] to, int trained) implements Scorer.Reader {
    @Override
    public boolean wants(int basket) {
      return true;
    }

    @Override
    public void read(int basket, int first, int count, float[] scores, int start) {
      int skipped = Math.max(0, trained - first);
      if (skipped < count) {
        System.arraycopy(
            scores, start + skipped, to[basket], first + skipped - trained, count - skipped);
      }
    }
  }

  /// How many have a higher score, and, so that equal scores are no hit, as high a one.
  private static int rank(float[] scores, int of) {
    int rank = -1;
    for (float score : scores) {
      rank += score >= scores[of] ? 1 : 0;
    }
    return rank;
  }
}
