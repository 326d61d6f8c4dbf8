package dev.prod2vec.recommend;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.cooccurrence.Cooccurrence;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.evaluation.Scorer;
import dev.prod2vec.feature.SideInformation;
import dev.prod2vec.linalg.Matrix;
import dev.prod2vec.parallel.Crew;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Finds substitutes, complements and the products that complete a basket. Exact: every product of
/// the vocabulary is scored. A product or a `k` out of range is refused with an exception. Safe to
/// share between threads; results do not depend on their number.
public final class Recommender {
  /// Number of the way in which [#similarity] compares: another one with each change of its
  /// results.
  public static final int SIMILARITY = 1;

  private final Embedding embedding;
  private final Matrix similarity;
  private final Cooccurrence cooccurrence;
  private final int threads;
  private @Nullable NeighbourSearch substitutes;
  private @Nullable NeighbourSearch complements;
  private @Nullable BasketCompletion completion;

  /// Of vectors without side information.
  ///
  /// @param counts training baskets that each product is in, before large ones were split
  /// @param cooccurrence of the training baskets
  /// @param threads for the lists of all products; 0: one per core
  /// @throws IllegalArgumentException if the arguments do not have the same number of products
  public Recommender(Embedding embedding, long[] counts, Cooccurrence cooccurrence, int threads) {
    this(
        embedding,
        similarity(embedding, counts, SideInformation.NONE, threads),
        cooccurrence,
        threads);
  }

  /// @param similarity the [#similarity] of the same vectors
  /// @param cooccurrence of the training baskets
  /// @param threads for the lists of all products; 0: one per core
  /// @throws IllegalArgumentException if the arguments do not have the same number of products
  public Recommender(
      Embedding embedding, Matrix similarity, Cooccurrence cooccurrence, int threads) {
    if (similarity.rows() != embedding.size() || cooccurrence.size() != embedding.size()) {
      throw new IllegalArgumentException(
          "vectors of %s products, but %s to compare and co-counts of %s"
              .formatted(embedding.size(), similarity.rows(), cooccurrence.size()));
    }
    this.embedding = embedding;
    this.similarity = similarity;
    this.cooccurrence = cooccurrence;
    this.threads = threads;
  }

  /// The vectors by which products are similar, one row of `dim` numbers per product: the larger
  /// the dot product of two rows, the more one product can stand for the other. They come from
  /// input vectors, from what side information predicts of them, and from how often products were
  /// bought.
  ///
  /// @param counts training baskets that each product is in, before large ones were split
  /// @param side of the same products; none: vectors and counts alone
  /// @param threads 0: one per core; the result does not depend on it
  /// @throws IllegalArgumentException if the arguments do not have the same number of products
  public static Matrix similarity(
      Embedding embedding, long[] counts, SideInformation side, int threads) {
    if (counts.length != embedding.size()
        || (side.size() > 0 && side.products() != embedding.size())) {
      throw new IllegalArgumentException(
          "vectors of %s products, but counts of %s and side information of %s"
              .formatted(embedding.size(), counts.length, side.products()));
    }
    try (Crew crew = new Crew(threads)) {
      return SimilarityVectors.of(embedding, counts, side, crew);
    }
  }

  /// Number of products.
  public int size() {
    return embedding.size();
  }

  /// What could be bought instead of `product`, best first: by the cosine of the vectors of
  /// [#similarity], times the length of the other product's vector, which is 1 at most.
  ///
  /// @param k most products in the list
  public List<Neighbour> substitutes(int product, int k) {
    return neighbours(substitutes(), product, k);
  }

  /// What is bought along with `product` more than chance would have it, and is no substitute, best
  /// first: `log(c_ij / (e_ij + 2)) + (u_i . w_j + u_j . w_i) / 4 - cos_ij`, with c the training
  /// baskets that hold both, e what chance would have it, u and w the input and output vectors, and
  /// the cosine that of input vectors less the mean of all. Products that were never bought
  /// together are not in the list.
  ///
  /// @param k most products in the list
  public List<Neighbour> complements(int product, int k) {
    return neighbours(complements(), product, k);
  }

  /// The neighbours of one kind.
  ///
  /// @param products vocabulary indexes, each at most once; one for substitutes and complements,
  ///   one or more for a completion
  /// @param k most products in the list
  /// @throws IllegalArgumentException if the kind cannot be asked for so many products
  public List<Neighbour> neighbours(NeighbourKind kind, int[] products, int k) {
    return switch (kind) {
      case SUBSTITUTE -> substitutes(only(products, kind), k);
      case COMPLEMENT -> complements(only(products, kind), k);
      case COMPLETION -> complete(products, k);
    };
  }

  private static int only(int[] products, NeighbourKind kind) {
    if (products.length != 1) {
      throw new IllegalArgumentException(
          "a %s is of one product, but %s were named".formatted(kind, products.length));
    }
    return products[0];
  }

  /// The substitutes of all products; see [#substitutes].
  public NeighbourLists allSubstitutes(int k) {
    return all(substitutes(), k);
  }

  /// The complements of all products; see [#complements].
  public NeighbourLists allComplements(int k) {
    return all(complements(), k);
  }

  /// What goes into the basket next, best first; see [BasketCompletion]. The basket's own products
  /// are left out.
  ///
  /// @param basket vocabulary indexes, each at most once, at least one
  /// @param k most products in the list
  /// @throws IllegalArgumentException if the basket is empty or holds a product twice
  public List<Neighbour> complete(int[] basket, int k) {
    checkLength(k);
    if (basket.length == 0) {
      throw new IllegalArgumentException("a basket to complete must not be empty");
    }
    int[] sorted = basket.clone();
    Arrays.sort(sorted);
    Baskets asked = Baskets.of(new int[][] {sorted});
    float[] scores = new float[size()];
    try (Crew crew = new Crew(1)) {
      completion().score(asked, crew, new CopyingReader(scores));
      return best(sorted, scores, k, crew);
    }
  }

  /// Keeps the scores of the only basket.
  ///
  /// @param to the score of each product
  private record CopyingReader(float[] to) implements Scorer.Reader {
    @Override
    public boolean wants(int basket) {
      return true;
    }

    @Override
    public void read(int basket, int first, int count, float[] scores, int start) {
      System.arraycopy(scores, start, to, first, count);
    }
  }

  private List<Neighbour> best(int[] sorted, float[] scores, int k, Crew crew) {
    TopList best = new TopList(Math.min(k, size() - sorted.length));
    for (int product = 0; product < size(); product++) {
      if (Arrays.binarySearch(sorted, product) < 0) {
        best.offer(product, scores[product]);
      }
    }
    int[] products = new int[best.size()];
    float[] kept = new float[best.size()];
    best.drain(products, kept, 0);
    List<Neighbour> neighbours = new ArrayList<>();
    int[] reasons = completion().reasons(sorted, products, crew);
    for (int i = 0; i < products.length; i++) {
      neighbours.add(Neighbour.of(products[i], kept[i], reasons[i], cooccurrence));
    }
    return neighbours;
  }

  private static void checkLength(int k) {
    if (k < 1) {
      throw new IllegalArgumentException("k must be 1 or more, but is " + k);
    }
  }

  private List<Neighbour> neighbours(NeighbourSearch search, int product, int k) {
    Objects.checkIndex(product, size());
    checkLength(k);
    return new NeighbourLists(NearestProducts.of(search, product, 1, k, 1), cooccurrence)
        .of(product);
  }

  private NeighbourLists all(NeighbourSearch search, int k) {
    checkLength(k);
    return new NeighbourLists(NearestProducts.of(search, 0, size(), k, threads), cooccurrence);
  }

  private synchronized NeighbourSearch substitutes() {
    if (substitutes == null) {
      substitutes = new SubstituteSearch(similarity);
    }
    return substitutes;
  }

  private synchronized NeighbourSearch complements() {
    if (complements == null) {
      complements = new ComplementSearch(embedding, cooccurrence);
    }
    return complements;
  }

  private synchronized BasketCompletion completion() {
    if (completion == null) {
      completion = new BasketCompletion(embedding);
    }
    return completion;
  }
}
