package dev.prod2vec.synthetic;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// The substitutes and complements that the orders of a generated shop were drawn from. Immutable;
/// safe to share between threads.
public final class ShopTruth {
  private final ShopLayout layout;

  /// Per row of the table the rows it shares a recipe with, ascending.
  private final Map<Integer, TreeSet<Integer>> partners = new HashMap<>();

  ShopTruth(ShopLayout layout, List<Mission> missions) {
    this.layout = layout;
    for (Mission mission : missions) {
      for (int[] recipe : mission.recipes()) {
        for (int row : recipe) {
          TreeSet<Integer> others = partners.computeIfAbsent(row, _ -> new TreeSet<>());
          Arrays.stream(recipe).filter(other -> other != row).forEach(others::add);
        }
      }
    }
  }

  /// Other products of the same type, ascending.
  ///
  /// @param product its place in the shop
  public int[] substitutes(int product) {
    return variants(layout.typeOf(product)).filter(other -> other != product).toArray();
  }

  /// Products of the types that share a recipe with the product's type, in the same style,
  /// ascending.
  ///
  /// @param product its place in the shop
  public int[] complements(int product) {
    int type = layout.typeOf(product);
    return partners.getOrDefault(layout.row(type), new TreeSet<>()).stream()
        .mapToInt(row -> layout.type(row, layout.style(type)))
        .flatMap(this::variants)
        .sorted()
        .toArray();
  }

  /// The share of the known substitutes that are among the first `k` neighbours, in [0, 1].
  ///
  /// @param ids product ids by vocabulary index; substitutes without an index do not count as
  ///   missed
  /// @param k neighbours looked at; a product with more than `k` substitutes counts as having k
  /// @param neighbours per vocabulary index the indexes of its neighbours, best first
  public double substitutesFound(List<String> ids, int k, IntFunction<int[]> neighbours) {
    return found(ids, k, neighbours, this::substitutes);
  }

  /// The share of the known complements that are among the first `k` neighbours, in [0, 1]; see
  /// [#substitutesFound].
  public double complementsFound(List<String> ids, int k, IntFunction<int[]> neighbours) {
    return found(ids, k, neighbours, this::complements);
  }

  private double found(
      List<String> ids, int k, IntFunction<int[]> neighbours, IntFunction<int[]> known) {
    int[] places = ids.stream().mapToInt(ShopLayout::place).toArray();
    int[] indexes = new int[layout.products()];
    Arrays.fill(indexes, -1);
    for (int index = 0; index < places.length; index++) {
      indexes[places[index]] = index;
    }
    long possible = 0;
    long found = 0;
    for (int index = 0; index < places.length; index++) {
      int[] wanted =
          Arrays.stream(known.apply(places[index])).filter(place -> indexes[place] >= 0).toArray();
      possible += Math.min(k, wanted.length);
      if (wanted.length > 0) {
        found +=
            Arrays.stream(neighbours.apply(index))
                .limit(k)
                .filter(other -> Arrays.binarySearch(wanted, places[other]) >= 0)
                .count();
      }
    }
    return possible == 0 ? 0 : (double) found / possible;
  }

  private IntStream variants(int type) {
    int start = layout.start(type);
    return IntStream.range(start, start + layout.variants(type));
  }
}
