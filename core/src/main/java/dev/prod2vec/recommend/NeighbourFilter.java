package dev.prod2vec.recommend;

import static java.util.Objects.checkIndex;

import dev.prod2vec.cooccurrence.Cooccurrence;
import dev.prod2vec.cooccurrence.CooccurrenceRow;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/// Which products a list may hold. Every candidate is judged before the best are taken, so a list
/// is the one of a shop that sells only what passes. Safe to share between threads, as long as
/// nobody changes what the rules hold.
///
/// @param rules all of them must be met
/// @param minTogether fewest training baskets with both products of the evidence, see
///   [Neighbour#with]; 0: any
/// @param maxLift highest lift of these two; infinity: any
public record NeighbourFilter(List<Rule> rules, int minTogether, double maxLift) {
  /// Every product passes.
  public static final NeighbourFilter NONE =
      new NeighbourFilter(List.of(), 0, Double.POSITIVE_INFINITY);

  /// The category of a product whose category is not known. It is neither the same as another one
  /// nor a different one.
  public static final int UNKNOWN = -1;

  /// A rule about products, whatever was bought together.
  public sealed interface Rule {}

  /// The product is one of these.
  ///
  /// @param products vocabulary indexes
  public record Among(BitSet products) implements Rule {}

  /// The product has the category of a product that was asked about.
  ///
  /// @param categories a number for each product's category; [#UNKNOWN] where there is none
  public record Same(int[] categories) implements Rule {}

  /// The product has a category that no product has that was asked about.
  ///
  /// @param categories as in [Same]
  public record Other(int[] categories) implements Rule {}

  /// @throws IllegalArgumentException if a bound is negative or not a number
  public NeighbourFilter {
    rules = List.copyOf(rules);
    if (minTogether < 0 || !(maxLift >= 0)) {
      throw new IllegalArgumentException(
          "bounds must be 0 or more, but are %s and %s".formatted(minTogether, maxLift));
    }
  }

  /// The candidates for a list.
  ///
  /// @param asked the products that the list is about
  /// @param with the other product of a candidate's evidence; asked for only if a bound needs it
  IntPredicate candidates(int[] asked, IntUnaryOperator with, Cooccurrence cooccurrence) {
    IntPredicate pass = _ -> true;
    for (Rule rule : rules) {
      pass = pass.and(candidates(rule, asked));
    }
    if (minTogether > 0) {
      pass = pass.and(boughtWith(asked, cooccurrence)::get);
    }
    boolean bounded = minTogether > 0 || maxLift < Double.POSITIVE_INFINITY;
    return bounded ? pass.and(it -> isEvident(it, with.applyAsInt(it), cooccurrence)) : pass;
  }

  private static IntPredicate candidates(Rule rule, int[] asked) {
    return switch (rule) {
      case Among among -> among.products::get;
      case Same same -> {
        int[] wanted = categories(same.categories, asked);
        yield it -> Arrays.binarySearch(wanted, same.categories[it]) >= 0;
      }
      case Other other -> {
        int[] unwanted = categories(other.categories, asked);
        // Of a product without a category nobody knows what another one is.
        yield it ->
            unwanted.length > 0
                && other.categories[it] != UNKNOWN
                && Arrays.binarySearch(unwanted, other.categories[it]) < 0;
      }
    };
  }

  /// The known categories of some products, ascending.
  private static int[] categories(int[] categories, int[] products) {
    return Arrays.stream(products)
        .map(product -> categories[checkIndex(product, categories.length)])
        .filter(category -> category != UNKNOWN)
        .sorted()
        .distinct()
        .toArray();
  }

  /// The products that were bought often enough with one of those that were asked about: few, and
  /// quickly found, where finding the other product of a candidate's evidence takes long.
  private BitSet boughtWith(int[] asked, Cooccurrence cooccurrence) {
    BitSet found = new BitSet();
    for (int product : asked) {
      CooccurrenceRow row = cooccurrence.row(product);
      for (int at = 0; at < row.size(); at++) {
        if (row.counts()[at] >= minTogether) {
          found.set(row.products()[at]);
        }
      }
    }
    return found;
  }

  private boolean isEvident(int candidate, int with, Cooccurrence cooccurrence) {
    // The row of the product that was asked about is computed once for all candidates.
    int together = cooccurrence.row(with).count(candidate);
    return together >= minTogether && cooccurrence.lift(with, candidate, together) <= maxLift;
  }
}
