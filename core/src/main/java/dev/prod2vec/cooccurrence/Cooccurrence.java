package dev.prod2vec.cooccurrence;

import dev.prod2vec.basket.Baskets;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// How often products were bought together. It holds the baskets that each product is in. The row
/// of a product, with every product it shares a basket with, is computed on first use and kept as
/// long as memory allows. Safe to share between threads; a row does not depend on who asks first.
public final class Cooccurrence {
  private static final double SHRINKAGE = 2;

  private final Baskets baskets;
  private final int[] starts;
  private final int[] basketsOf;
  private final AtomicReferenceArray<@Nullable SoftReference<CooccurrenceRow>> rows;

  /// @param baskets counted as they are: an order that was split into parts counts once per part
  /// @param vocabularySize above every index
  /// @throws IllegalArgumentException if a basket holds an index that is not in the vocabulary
  public Cooccurrence(Baskets baskets, int vocabularySize) {
    this.baskets = baskets;
    this.rows = new AtomicReferenceArray<>(vocabularySize);
    this.starts = new int[vocabularySize + 1];
    int[] products = baskets.products();
    for (int product : products) {
      if (product < 0 || product >= vocabularySize) {
        throw new IllegalArgumentException(
            "a basket holds product %s, but the vocabulary has %s"
                .formatted(product, vocabularySize));
      }
      starts[product + 1]++;
    }
    for (int i = 0; i < vocabularySize; i++) {
      starts[i + 1] += starts[i];
    }
    int[] next = Arrays.copyOf(starts, vocabularySize);
    this.basketsOf = new int[products.length];
    for (int basket = 0; basket < baskets.size(); basket++) {
      for (int p = baskets.start(basket); p < baskets.end(basket); p++) {
        basketsOf[next[products[p]]++] = basket;
      }
    }
  }

  /// Number of products, bought or not.
  public int size() {
    return rows.length();
  }

  /// Number of baskets.
  public int baskets() {
    return baskets.size();
  }

  /// Number of baskets that `product` is in.
  public int count(int product) {
    return starts[product + 1] - starts[product];
  }

  /// Number of baskets that both products are in; for a product with itself, all of its baskets.
  public int count(int a, int b) {
    if (a == b) {
      return count(a);
    }
    // The row of the rarer product is the cheaper one to compute.
    return count(a) <= count(b) ? row(a).count(b) : row(b).count(a);
  }

  /// Share of the baskets that both products are in, in [0, 1]; 0 without baskets.
  public double support(int a, int b) {
    return support(count(a, b));
  }

  /// As [#support(int, int)].
  ///
  /// @param together number of baskets that both products are in
  public double support(int together) {
    return baskets() == 0 ? 0 : (double) together / baskets();
  }

  /// How many times more often the two were bought together than by chance: P(a, b) / (P(a) P(b)).
  /// 1 is chance, 0 is never together.
  public double lift(int a, int b) {
    return lift(a, b, count(a, b));
  }

  /// As [#lift(int, int)].
  ///
  /// @param together number of baskets that both products are in
  public double lift(int a, int b, int together) {
    return together == 0 ? 0 : (double) together * baskets() / ((double) count(a) * count(b));
  }

  /// Number of baskets that would hold both by chance: count(a) count(b) / baskets; 0 without
  /// baskets.
  public double expected(int a, int b) {
    return baskets() == 0 ? 0 : (double) count(a) * count(b) / baskets();
  }

  /// The products that share baskets with both `a` and `b` more often than by chance, the most
  /// telling first: by the smaller of the two `c / (e + 2)`, where c baskets hold a pair and e
  /// would by chance. The 2 keeps products back that are in few baskets.
  ///
  /// @param most products in the list
  public List<Companion> companions(int a, int b, int most) {
    CooccurrenceRow rowA = row(a);
    CooccurrenceRow rowB = row(b);
    List<Companion> companions = new ArrayList<>();
    for (int i = 0; i < rowA.size(); i++) {
      int product = rowA.products()[i];
      int withA = rowA.counts()[i];
      int withB = product == b ? 0 : rowB.count(product);
      double strength =
          Math.min(
              withA / (expected(a, product) + SHRINKAGE),
              withB / (expected(b, product) + SHRINKAGE));
      if (strength > 1) {
        companions.add(new Companion(product, withA, withB, strength));
      }
    }
    return companions.stream()
        .sorted(
            Comparator.comparingDouble(Companion::strength)
                .reversed()
                .thenComparingInt(Companion::product))
        .limit(most)
        .toList();
  }

  /// The products that `product` shares a basket with.
  public CooccurrenceRow row(int product) {
    SoftReference<CooccurrenceRow> kept = rows.get(product);
    CooccurrenceRow row = kept == null ? null : kept.get();
    if (row == null) {
      // Two threads may compute the same row at once, with the same result.
      row = compute(product);
      rows.set(product, new SoftReference<>(row));
    }
    return row;
  }

  private CooccurrenceRow compute(int product) {
    long others = 0;
    for (int at = starts[product]; at < starts[product + 1]; at++) {
      others += baskets.length(basketsOf[at]) - 1;
    }
    // A pass over all products is quicker than sorting a number of them that is not much smaller.
    return others < size() / 16 ? bySorting(product, (int) others) : byCounting(product);
  }

  /// For a rare product: the work grows with its purchases, not with the vocabulary.
  private CooccurrenceRow bySorting(int product, int others) {
    int[] found = new int[others];
    int size = 0;
    for (int at = starts[product]; at < starts[product + 1]; at++) {
      for (int p = baskets.start(basketsOf[at]); p < baskets.end(basketsOf[at]); p++) {
        int other = baskets.products()[p];
        if (other != product) {
          found[size++] = other;
        }
      }
    }
    Arrays.sort(found, 0, size);
    int[] products = new int[size];
    int[] counts = new int[size];
    int distinct = 0;
    for (int i = 0; i < size; i++) {
      if (i == 0 || found[i] != found[i - 1]) {
        products[distinct++] = found[i];
      }
      counts[distinct - 1]++;
    }
    return new CooccurrenceRow(Arrays.copyOf(products, distinct), Arrays.copyOf(counts, distinct));
  }

  private CooccurrenceRow byCounting(int product) {
    int[] together = new int[size()];
    int distinct = 0;
    for (int at = starts[product]; at < starts[product + 1]; at++) {
      for (int p = baskets.start(basketsOf[at]); p < baskets.end(basketsOf[at]); p++) {
        if (together[baskets.products()[p]]++ == 0) {
          distinct++;
        }
      }
    }
    distinct -= together[product] > 0 ? 1 : 0;
    together[product] = 0;
    int[] products = new int[distinct];
    int[] counts = new int[distinct];
    int size = 0;
    for (int other = 0; size < distinct; other++) {
      if (together[other] > 0) {
        products[size] = other;
        counts[size++] = together[other];
      }
    }
    return new CooccurrenceRow(products, counts);
  }
}
