package dev.prod2vec.recommend;

import dev.prod2vec.parallel.Crew;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// The best candidates of some products, in lists of equal room.
///
/// @param first the product of the first list; the next list is of the next product
/// @param k room of a list
/// @param sizes products in each list
/// @param products list after list, each best first
/// @param scores as `products`
public record NearestProducts(int first, int k, int[] sizes, int[] products, float[] scores)
    implements Serializable {
  /// Products searched at once, so that what is read for them is read once.
  static final int CHUNK = 128;

  /// Joins the lists of consecutive parts of the products.
  ///
  /// @param parts in the order of their products; one or more
  public static NearestProducts joined(List<NearestProducts> parts) {
    int lists = parts.stream().mapToInt(part -> part.sizes.length).sum();
    int room = parts.getFirst().k;
    int[] sizes = new int[lists];
    int[] products = new int[Math.multiplyExact(lists, room)];
    float[] scores = new float[products.length];
    int at = 0;
    for (NearestProducts part : parts) {
      System.arraycopy(part.sizes, 0, sizes, at, part.sizes.length);
      System.arraycopy(part.products, 0, products, at * room, part.products.length);
      System.arraycopy(part.scores, 0, scores, at * room, part.scores.length);
      at += part.sizes.length;
    }
    return new NearestProducts(parts.getFirst().first, room, sizes, products, scores);
  }

  /// The list of a product, best first.
  ///
  /// @param product one that has a list
  public int[] of(int product) {
    int list = product - first;
    return Arrays.copyOfRange(products, list * k, list * k + sizes[list]);
  }

  /// For the products `first` to below `first + count`; the result does not depend on the threads.
  static NearestProducts of(NeighbourSearch search, int first, int count, int k, int threads) {
    return of(search, first, count, k, _ -> _ -> true, threads);
  }

  /// The same, of candidates.
  ///
  /// @param candidates for the list of a product
  static NearestProducts of(
      NeighbourSearch search,
      int first,
      int count,
      int k,
      IntFunction<IntPredicate> candidates,
      int threads) {
    int room = Math.min(k, search.size());
    int[] sizes = new int[count];
    int[] products = new int[Math.multiplyExact(count, room)];
    float[] scores = new float[products.length];
    int chunks = (count + CHUNK - 1) / CHUNK;
    try (Crew crew = new Crew(chunks == 1 ? 1 : threads)) {
      crew.forEach(
          chunks,
          chunk -> {
            int from = chunk * CHUNK;
            TopList[] lists = new TopList[Math.min(CHUNK, count - from)];
            for (int i = 0; i < lists.length; i++) {
              lists[i] = new TopList(room, candidates.apply(first + from + i));
            }
            search.search(
                IntStream.range(first + from, first + from + lists.length).toArray(), lists);
            for (int i = 0; i < lists.length; i++) {
              sizes[from + i] = lists[i].drain(products, scores, (from + i) * room);
            }
          });
    }
    return new NearestProducts(first, room, sizes, products, scores);
  }
}
