package dev.prod2vec.comparison;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.file.PartFiles;
import dev.prod2vec.prepared.PreparedData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The test baskets on which both models are scored, reduced to the products that both know.
///
/// @param of whose they are
/// @param all baskets before any was left out
/// @param small baskets left out since fewer than two of their products are known to both
/// @param seen baskets left out since the other model was trained on orders with their ids
/// @param baskets the others, in the numbers of [CommonProducts]
record TestOrders(Holder of, int all, int small, int seen, Baskets baskets) {
  private static final int SMALLEST = 2;

  /// Who holds out orders.
  enum Holder {
    BOTH,
    A,
    B,
    /// Neither run has any.
    NONE;

    /// The word in documents.
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// If both runs hold out the same baskets, these. Otherwise the ones of the second run, or of the
  /// first if the second has none, less those that the other model was trained on or that stopped
  /// its training. Orders are known by their ids.
  static TestOrders of(ComparedModel a, ComparedModel b, CommonProducts common) {
    Baskets ofA = read(a, common.fromA());
    Baskets ofB = read(b, common.fromB());
    if (ofB.size() == 0) {
      return ofA.size() == 0
          ? new TestOrders(Holder.NONE, 0, 0, 0, ofA)
          : without(Holder.A, ofA, seen(a, b));
    }
    boolean same = Arrays.deepEquals(bought(ofA), bought(ofB));
    return same
        ? without(Holder.BOTH, ofB, new boolean[ofB.size()])
        : without(Holder.B, ofB, seen(b, a));
  }

  private static Baskets read(ComparedModel model, int[] numbers) {
    Path file = model.folder().resolve(PreparedData.TEST);
    return PartFiles.exist(file)
        ? PreparedData.baskets(file).translated(numbers)
        : Baskets.of(new int[0][]);
  }

  /// The baskets that can be asked about.
  private static int[][] bought(Baskets baskets) {
    List<int[]> bought = new ArrayList<>();
    for (int basket = 0; basket < baskets.size(); basket++) {
      if (baskets.length(basket) >= SMALLEST) {
        bought.add(baskets.basket(basket));
      }
    }
    return bought.toArray(int[][]::new);
  }

  private static TestOrders without(Holder of, Baskets all, boolean[] seen) {
    List<int[]> kept = new ArrayList<>();
    int small = 0;
    int known = 0;
    for (int basket = 0; basket < all.size(); basket++) {
      if (all.length(basket) < SMALLEST) {
        small++;
      } else if (seen[basket]) {
        known++;
      } else {
        kept.add(all.basket(basket));
      }
    }
    return new TestOrders(of, all.size(), small, known, Baskets.of(kept.toArray(int[][]::new)));
  }

  /// Which test baskets of a run are of orders that another model was trained on.
  private static boolean[] seen(ComparedModel tested, ComparedModel other) {
    List<String> ids = new ArrayList<>();
    PreparedData.forEachOrder(tested.folder().resolve(PreparedData.TEST), ids::add);
    Set<String> asked = new HashSet<>(ids);
    Set<String> found = new HashSet<>();
    for (String name : List.of(PreparedData.BASKETS, PreparedData.VALIDATION)) {
      Path file = other.folder().resolve(name);
      if (PartFiles.exist(file)) {
        PreparedData.forEachOrder(
            file,
            id -> {
              if (asked.contains(id)) {
                found.add(id);
              }
            });
      }
    }
    boolean[] seen = new boolean[ids.size()];
    for (int basket = 0; basket < seen.length; basket++) {
      seen[basket] = found.contains(ids.get(basket));
    }
    return seen;
  }
}
