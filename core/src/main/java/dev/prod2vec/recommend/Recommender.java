package dev.prod2vec.recommend;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.cooccurrence.Cooccurrence;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.feature.SideInformation;
import dev.prod2vec.linalg.Matrix;
import dev.prod2vec.parallel.Crew;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/// Finds substitutes, complements and the products that complete a basket. Exact: every product of
/// the vocabulary is scored. A product or a `k` out of range is refused with an exception. New
/// products, which were not learned from orders, can be asked about; lists hold the others. Safe to
/// share between threads; results do not depend on their number.
public final class Recommender {
  /// Number of the way in which [#similarity] compares: another one with each change of its
  /// results.
  public static final int SIMILARITY = 3;

  private static final NeighbourLists.NeighbourBasis BY_ORDERS = (_, _) -> Basis.ORDERS;

  /// Baskets that one thread takes at a time.
  private static final int PART = 64;

  /// Baskets for which [#prepareCompletion] is worth it.
  private static final int MANY_BASKETS = 2000;

  private final Embedding embedding;
  private final Similarity similarity;
  private final Cooccurrence cooccurrence;
  private final int threads;
  private @Nullable NeighbourSearch substitutes;
  private @Nullable NeighbourSearch complements;
  private @Nullable NeighbourSearch cannibals;
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
    this(embedding, Similarity.ofPurchases(similarity), cooccurrence, threads);
  }

  /// Of vectors with side information, and of new products.
  public Recommender(
      Embedding embedding, Similarity similarity, Cooccurrence cooccurrence, int threads) {
    int rows = similarity.vectors().rows();
    if (rows != embedding.size() || cooccurrence.size() != embedding.size()) {
      throw new IllegalArgumentException(
          "vectors of %s products, but %s to compare and co-counts of %s"
              .formatted(embedding.size(), rows, cooccurrence.size()));
    }
    this.embedding = embedding;
    this.similarity = similarity;
    this.cooccurrence = cooccurrence;
    this.threads = threads;
  }

  /// The vectors by which products are similar, one row of `dim` numbers per product: the larger
  /// the dot product of two rows, the more one product can stand for the other. They come from
  /// input vectors, from what side information predicts of them, and from how often products were
  /// bought. The row of a new product is what its side information predicts.
  ///
  /// @param counts training baskets that each product is in, before large ones were split
  /// @param side of the same products, and then of new ones; none: vectors and counts alone
  /// @param threads 0: one per core; the result does not depend on it
  /// @throws IllegalArgumentException if the arguments do not have the same number of products
  public static Matrix similarity(
      Embedding embedding, long[] counts, SideInformation side, int threads) {
    check(embedding, counts, side);
    try (Crew crew = new Crew(threads)) {
      return SimilarityVectors.of(embedding, counts, side, crew);
    }
  }

  /// How far each row of [#similarity] rests on the product's purchases, in [0, 1]; the rest are
  /// its name and categories.
  public static float[] purchaseShares(long[] counts, SideInformation side) {
    return SimilarityVectors.purchaseShares(counts, side);
  }

  /// Vectors that were learned, and after them those that side information predicts of new
  /// products.
  ///
  /// @param counts training baskets that each product is in that was learned
  /// @param side of the same products, and then of the new ones
  /// @param threads 0: one per core; the result does not depend on it
  /// @throws IllegalArgumentException if the arguments do not have the same number of products
  public static Embedding withNewProducts(
      Embedding trained, long[] counts, SideInformation side, int threads) {
    check(trained, counts, side);
    try (Crew crew = new Crew(threads)) {
      return NewProducts.embedding(trained, counts, side, crew);
    }
  }

  private static void check(Embedding embedding, long[] counts, SideInformation side) {
    if (counts.length != embedding.size()
        || (side.size() > 0 && side.products() < embedding.size())) {
      throw new IllegalArgumentException(
          "vectors of %s products, but counts of %s and side information of %s"
              .formatted(embedding.size(), counts.length, side.products()));
    }
  }

  /// Number of products.
  public int size() {
    return embedding.size();
  }

  /// Threads for the lists of all products; 0: one per core.
  public int threads() {
    return threads;
  }

  /// Number of products that were learned from orders; they come first.
  private int trained() {
    return similarity.trained();
  }

  /// Whether nothing was learned of a product: nobody knows what it was bought along with.
  private boolean isNew(int product) {
    return Objects.checkIndex(product, size()) >= trained();
  }

  /// What could be bought instead of `product`, best first: by the cosine of the vectors of
  /// [#similarity], times the length of the other product's vector, which is 1 at most.
  ///
  /// @param k most products in the list
  public List<Neighbour> substitutes(int product, int k) {
    return substitutes(product, k, NeighbourFilter.NONE);
  }

  private List<Neighbour> substitutes(int product, int k, NeighbourFilter filter) {
    return neighbours(substitutes(), similarity::basis, product, k, filter);
  }

  /// What is bought along with `product` more than chance would have it, and is no substitute, best
  /// first: `log(c_ij / (e_ij + 2)) + p (u_i . w_j + u_j . w_i) / 4 - cos_ij`, with c the training
  /// baskets that hold both, e what chance would have it, u and w the input and output vectors, p
  /// [Embedding#scorePower], and the cosine that of input vectors less the mean of all. Products
  /// that were never bought together are not in the list; that of a new product is empty.
  ///
  /// @param k most products in the list
  public List<Neighbour> complements(int product, int k) {
    return complements(product, k, NeighbourFilter.NONE);
  }

  private List<Neighbour> complements(int product, int k, NeighbourFilter filter) {
    return isNew(product) ? List.of() : neighbours(complements(), BY_ORDERS, product, k, filter);
  }

  /// What competes with `product`: what could be bought instead of it and is bought along with it
  /// less often than by chance, best first; see [CannibalSearch]. A product without purchases has
  /// none.
  ///
  /// @param k most products in the list
  public List<Neighbour> cannibals(int product, int k) {
    return cannibals(product, k, NeighbourFilter.NONE);
  }

  private List<Neighbour> cannibals(int product, int k, NeighbourFilter filter) {
    return isNew(product)
        ? List.of()
        : neighbours(cannibals(), similarity::basis, product, k, filter);
  }

  /// The neighbours of one kind.
  ///
  /// @param products vocabulary indexes, each at most once; one or more for a completion, one for
  ///   each other kind
  /// @param k most products in the list
  /// @param filter what may be in the list; the best `k` of these are
  /// @throws IllegalArgumentException if the kind cannot be asked for so many products
  public List<Neighbour> neighbours(
      NeighbourKind kind, int[] products, int k, NeighbourFilter filter) {
    return switch (kind) {
      case SUBSTITUTE -> substitutes(only(products, kind), k, filter);
      case COMPLEMENT -> complements(only(products, kind), k, filter);
      case CANNIBAL -> cannibals(only(products, kind), k, filter);
      case COMPLETION -> complete(products, k, filter);
    };
  }

  /// The neighbours of each of some products, as [#neighbours] has them for one. Threads share the
  /// products; substitutes of many are quicker, since a thread takes some together.
  ///
  /// @param products vocabulary indexes; for a completion, each is a basket of its own
  /// @return a list per product
  public List<List<Neighbour>> neighboursOfEach(
      NeighbourKind kind, int[] products, int k, NeighbourFilter filter) {
    if (kind == NeighbourKind.SUBSTITUTE) {
      return substitutesOfEach(products, k, filter);
    }
    List<List<Neighbour>> lists = new ArrayList<>(Collections.nCopies(products.length, List.of()));
    try (Crew crew = new Crew(products.length == 1 ? 1 : threads)) {
      crew.forEach(
          products.length, i -> lists.set(i, neighbours(kind, new int[] {products[i]}, k, filter)));
    }
    return lists;
  }

  private List<List<Neighbour>> substitutesOfEach(int[] products, int k, NeighbourFilter filter) {
    checkLength(k);
    int chunks = Math.ceilDiv(products.length, NearestProducts.CHUNK);
    List<List<Neighbour>> lists = new ArrayList<>(Collections.nCopies(products.length, List.of()));
    try (Crew crew = new Crew(chunks == 1 ? 1 : threads)) {
      crew.forEach(
          chunks,
          chunk -> {
            int from = chunk * NearestProducts.CHUNK;
            int to = Math.min(products.length, from + NearestProducts.CHUNK);
            int[] asked = Arrays.copyOfRange(products, from, to);
            TopList[] best = new TopList[asked.length];
            for (int i = 0; i < best.length; i++) {
              int product = Objects.checkIndex(asked[i], size());
              best[i] =
                  new TopList(
                      Math.min(k, trained()),
                      filter.candidates(new int[] {product}, _ -> product, cooccurrence));
            }
            substitutes().search(asked, best);
            for (int i = 0; i < best.length; i++) {
              int product = asked[i];
              lists.set(
                  from + i, drain(best[i], it -> similarity.basis(product, it), _ -> product));
            }
          });
    }
    return lists;
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
    return substituteLists(nearestSubstitutes(k, 0, 1));
  }

  /// The complements of all products; see [#complements].
  public NeighbourLists allComplements(int k) {
    return complementLists(nearestComplements(k, 0, 1));
  }

  /// The substitutes of a part of the products, so that several machines can share them.
  ///
  /// @param part 0-based
  public NearestProducts nearestSubstitutes(int k, int part, int parts) {
    return nearest(substitutes(), size(), k, part, parts);
  }

  /// The substitutes of all products that were learned, as [#nearestSubstitutes] finds them.
  ///
  /// @param threads 0: one per core; the result does not depend on it
  public static NearestProducts nearestSubstitutes(Similarity similarity, int k, int threads) {
    checkLength(k);
    int trained = similarity.trained();
    return NearestProducts.of(
        new SubstituteSearch(similarity.vectors(), trained), 0, trained, k, threads);
  }

  /// As [#nearestSubstitutes], but complements.
  public NearestProducts nearestComplements(int k, int part, int parts) {
    return nearest(complements(), trained(), k, part, parts);
  }

  /// The lists of all products, with the evidence for what is in them.
  ///
  /// @param nearest substitutes
  public NeighbourLists substituteLists(NearestProducts nearest) {
    return new NeighbourLists(nearest, similarity::basis, cooccurrence);
  }

  /// As [#substituteLists].
  ///
  /// @param nearest complements
  public NeighbourLists complementLists(NearestProducts nearest) {
    return new NeighbourLists(nearest, BY_ORDERS, cooccurrence);
  }

  /// What goes into the basket next, best first; see [BasketCompletion]. The basket's own products
  /// are left out.
  ///
  /// @param basket vocabulary indexes, each at most once, at least one
  /// @param k most products in the list
  /// @throws IllegalArgumentException if the basket is empty or holds a product twice
  public List<Neighbour> complete(int[] basket, int k) {
    return complete(basket, k, NeighbourFilter.NONE);
  }

  private List<Neighbour> complete(int[] basket, int k, NeighbourFilter filter) {
    checkLength(k);
    try (Crew crew = new Crew(1)) {
      return completeAll(Baskets.of(new int[][] {basket}), k, filter, crew).getFirst();
    }
  }

  /// The products that complete each of many baskets, as [#complete] has them; many at once are
  /// quicker, a thousand or more.
  ///
  /// @param baskets with one product or more each
  /// @param k most products in a list
  /// @return a list per basket
  /// @throws IllegalArgumentException if a basket is empty
  public List<List<Neighbour>> completeAll(Baskets baskets, int k, NeighbourFilter filter) {
    checkLength(k);
    if (baskets.size() >= MANY_BASKETS) {
      prepareCompletion();
    }
    try (Crew crew = new Crew(threads)) {
      return completeAll(baskets, k, filter, crew);
    }
  }

  /// Computes what makes completions quicker, and takes as long as some hundred of them and as much
  /// memory as half of their vectors. Their results do not depend on it.
  public void prepareCompletion() {
    completion().prepare();
  }

  private List<List<Neighbour>> completeAll(
      Baskets baskets, int k, NeighbourFilter filter, Crew crew) {
    BasketCompletion scorer = completion();
    int[][] asked = new int[baskets.size()][];
    TopList[] lists = new TopList[asked.length];
    forEach(
        asked.length,
        crew,
        basket -> {
          asked[basket] = baskets.basket(basket);
          Arrays.sort(asked[basket]);
          lists[basket] = list(asked[basket], k, filter, scorer);
        });
    Baskets sorted = Baskets.of(asked);
    scorer.score(sorted, crew, new BestReader(sorted, lists));
    List<List<Neighbour>> found = new ArrayList<>(Collections.nCopies(asked.length, List.of()));
    forEach(
        asked.length,
        crew,
        basket ->
            found.set(
                basket,
                drain(
                    lists[basket],
                    _ -> Basis.ORDERS,
                    product -> scorer.reason(asked[basket], product))));
    return found;
  }

  /// Shares baskets among threads, some at a time.
  private static void forEach(int baskets, Crew crew, IntConsumer body) {
    crew.forEach(
        Math.ceilDiv(baskets, PART),
        part -> {
          int end = Math.min(baskets, (part + 1) * PART);
          for (int basket = part * PART; basket < end; basket++) {
            body.accept(basket);
          }
        });
  }

  private TopList list(int[] basket, int k, NeighbourFilter filter, BasketCompletion scorer) {
    if (basket.length == 0) {
      throw new IllegalArgumentException("a basket to complete must not be empty");
    }
    IntUnaryOperator with = candidate -> scorer.reason(basket, candidate);
    return new TopList(Math.min(k, trained()), filter.candidates(basket, with, cooccurrence));
  }

  /// @param basis what a product of the list rests on
  /// @param with the other product of its evidence
  private List<Neighbour> drain(TopList best, IntFunction<Basis> basis, IntUnaryOperator with) {
    int[] products = new int[best.size()];
    float[] scores = new float[products.length];
    best.drain(products, scores, 0);
    List<Neighbour> neighbours = new ArrayList<>(products.length);
    for (int i = 0; i < products.length; i++) {
      neighbours.add(
          Neighbour.of(
              products[i],
              scores[i],
              with.applyAsInt(products[i]),
              basis.apply(products[i]),
              cooccurrence));
    }
    return List.copyOf(neighbours);
  }

  private static void checkLength(int k) {
    if (k < 1) {
      throw new IllegalArgumentException("k must be 1 or more, but is " + k);
    }
  }

  private List<Neighbour> neighbours(
      NeighbourSearch search,
      NeighbourLists.NeighbourBasis basis,
      int product,
      int k,
      NeighbourFilter filter) {
    Objects.checkIndex(product, size());
    checkLength(k);
    IntPredicate candidates = filter.candidates(new int[] {product}, _ -> product, cooccurrence);
    return new NeighbourLists(
            NearestProducts.of(search, product, 1, k, _ -> candidates, 1), basis, cooccurrence)
        .of(product);
  }

  private NearestProducts nearest(
      NeighbourSearch search, int products, int k, int part, int parts) {
    checkLength(k);
    int from = (int) ((long) products * part / parts);
    int to = (int) ((long) products * (part + 1) / parts);
    return NearestProducts.of(search, from, to - from, k, threads);
  }

  private synchronized NeighbourSearch substitutes() {
    if (substitutes == null) {
      substitutes = new SubstituteSearch(similarity.vectors(), trained());
    }
    return substitutes;
  }

  private synchronized NeighbourSearch complements() {
    if (complements == null) {
      complements = new ComplementSearch(embedding, trained(), cooccurrence);
    }
    return complements;
  }

  private synchronized NeighbourSearch cannibals() {
    if (cannibals == null) {
      cannibals = new CannibalSearch(similarity.vectors(), trained(), cooccurrence);
    }
    return cannibals;
  }

  private synchronized BasketCompletion completion() {
    if (completion == null) {
      completion = new BasketCompletion(embedding, trained());
    }
    return completion;
  }
}
