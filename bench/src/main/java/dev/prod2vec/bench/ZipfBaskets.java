package dev.prod2vec.bench;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.random.AliasTable;
import dev.prod2vec.random.CounterRandom;
import java.util.stream.IntStream;

/// Baskets without any sense but with the right size: 6 to 14 products, 10 on average, drawn by
/// Zipf's law. Written straight into their arrays.
final class ZipfBaskets {
  private static final int SMALLEST = 6;
  private static final int LARGEST = 14;
  private static final long SEED = 1;

  private ZipfBaskets() {}

  /// @param products more than a basket holds
  static Baskets of(int size, int products) {
    int[] starts = new int[size + 1];
    for (int basket = 0; basket < size; basket++) {
      long bits = CounterRandom.bits(SEED, basket);
      int length = SMALLEST + CounterRandom.below(bits, LARGEST - SMALLEST + 1);
      starts[basket + 1] = Math.addExact(starts[basket], length);
    }
    AliasTable zipf =
        new AliasTable(IntStream.rangeClosed(1, products).mapToDouble(n -> 1.0 / n).toArray());
    int[] all = new int[starts[size]];
    for (int basket = 0; basket < size; basket++) {
      fill(all, starts[basket], starts[basket + 1], zipf, CounterRandom.key(SEED, basket));
    }
    return new Baskets(starts, all);
  }

  private static void fill(int[] all, int start, int end, AliasTable zipf, long key) {
    int counter = 0;
    for (int at = start; at < end; ) {
      int product = zipf.draw(CounterRandom.bits(key, counter++));
      boolean twice = false;
      for (int earlier = start; earlier < at; earlier++) {
        twice |= all[earlier] == product;
      }
      if (!twice) {
        all[at++] = product;
      }
    }
  }
}
