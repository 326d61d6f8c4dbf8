package dev.prod2vec.recommend;

import dev.prod2vec.parallel.Crew;

/// The best candidates of some products, in lists of equal room.
///
/// @param first the product of the first list; the next list is of the next product
/// @param k room of a list
/// @param sizes products in each list
/// @param products list after list, each best first
/// @param scores as `products`
record NearestProducts(int first, int k, int[] sizes, int[] products, float[] scores) {
  /// Products searched at once, so that what is read for them is read once.
  private static final int CHUNK = 128;

  /// For the products `first` to below `first + count`; the result does not depend on the threads.
  static NearestProducts of(NeighbourSearch search, int first, int count, int k, int threads) {
    int room = Math.min(k, search.size() - 1);
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
              lists[i] = new TopList(room);
            }
            search.search(first + from, lists);
            for (int i = 0; i < lists.length; i++) {
              sizes[from + i] = lists[i].drain(products, scores, (from + i) * room);
            }
          });
    }
    return new NearestProducts(first, room, sizes, products, scores);
  }
}
