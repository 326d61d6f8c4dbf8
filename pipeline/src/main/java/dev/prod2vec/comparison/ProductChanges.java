package dev.prod2vec.comparison;

import dev.prod2vec.drift.DriftSummary;
import dev.prod2vec.drift.RankBiasedOverlap;
import dev.prod2vec.recommend.NearestProducts;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/// How each common product changed: its list of substitutes and its vector.
final class ProductChanges {
  /// Substitutes of each product that are compared.
  private static final int DEPTH = 10;

  private final CommonProducts common;
  private final NearestProducts listsA;
  private final NearestProducts listsB;
  private final int[] commonOfA;
  private final int[] commonOfB;
  private final double[] drifts;
  private final double[] overlaps;

  /// Share of a product's list that stays; 1 for empty lists.
  private final double[] kept;

  private ProductChanges(
      CommonProducts common, NearestProducts listsA, NearestProducts listsB, double[] drifts) {
    this.common = common;
    this.listsA = listsA;
    this.listsB = listsB;
    this.drifts = drifts;
    commonOfA = common.fromA();
    commonOfB = common.fromB();
    overlaps = new double[common.size()];
    kept = new double[common.size()];
    for (int product = 0; product < overlaps.length; product++) {
      int[] one = listA(product);
      int[] other = listB(product);
      overlaps[product] = RankBiasedOverlap.of(one, other);
      int longest = Math.max(one.length, other.length);
      kept[product] = longest == 0 ? 1 : (double) inBoth(one, other) / longest;
    }
  }

  /// @param drifts of each common product
  static ProductChanges of(
      ComparedModel a, ComparedModel b, CommonProducts common, double[] drifts, int threads) {
    NearestProducts listsB = b.model().substitutes(DEPTH, threads);
    NearestProducts listsA =
        a.model() == b.model() ? listsB : a.model().substitutes(DEPTH, threads);
    return new ProductChanges(common, listsA, listsB, drifts);
  }

  /// The list in the first model, with numbers that tell products of both models apart: a common
  /// one has its own, the others of the first model are below 0.
  private int[] listA(int product) {
    return numbers(listsA.of(common.inA()[product]), commonOfA, index -> -1 - index);
  }

  /// The list in the second model, as [#listA]; the others of the second model come after all
  /// common ones.
  private int[] listB(int product) {
    return numbers(listsB.of(common.inB()[product]), commonOfB, index -> commonOfB.length + index);
  }

  private static int[] numbers(int[] list, int[] common, IntUnaryOperator otherwise) {
    return Arrays.stream(list)
        .map(index -> common[index] >= 0 ? common[index] : otherwise.applyAsInt(index))
        .toArray();
  }

  private static int inBoth(int[] one, int[] other) {
    return (int)
        Arrays.stream(one).filter(item -> Arrays.stream(other).anyMatch(it -> it == item)).count();
  }

  /// @param limit most products that are listed
  ComparedLists lists(int limit) {
    List<Integer> changed =
        IntStream.range(0, overlaps.length)
            .filter(product -> !Arrays.equals(listA(product), listB(product)))
            .boxed()
            .sorted(Comparator.comparingDouble(product -> overlaps[product]))
            .toList();
    long[] orders = common.countsB();
    return new ComparedLists(
        DEPTH,
        DriftSummary.mean(kept),
        DriftSummary.mean(kept, orders),
        DriftSummary.mean(overlaps),
        DriftSummary.mean(overlaps, orders),
        changed.size(),
        changed.stream().limit(limit).map(this::changed).toList());
  }

  /// @param limit most products that are listed
  ComparedVectors vectors(int limit) {
    DriftSummary summary = DriftSummary.of(drifts, common.countsB());
    return new ComparedVectors(
        summary.mean(),
        summary.meanByOrders(),
        summary.median(),
        summary.ninthDecile(),
        IntStream.range(0, drifts.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer product) -> drifts[product]).reversed())
            .limit(limit)
            .map(this::changed)
            .toList());
  }

  private ChangedProduct changed(int product) {
    Product asB = common.productB(product);
    int[] one = listA(product);
    int[] other = listB(product);
    return new ChangedProduct(
        asB.id(),
        asB.name(),
        common.b().categories(asB),
        common.productA(product).count(),
        asB.count(),
        overlaps[product],
        inBoth(one, other),
        drifts[product],
        missing(other, one, listsB.of(asB.index()), common.b(), "b"),
        missing(one, other, listsA.of(common.inA()[product]), common.a(), "a"));
  }

  /// What is in a list and not in another one.
  ///
  /// @param indexes of the list's products in the vocabulary
  private List<ChangedProduct.MovedNeighbour> missing(
      int[] list, int[] from, int[] indexes, Vocabulary vocabulary, String model) {
    List<ChangedProduct.MovedNeighbour> missing = new ArrayList<>();
    for (int i = 0; i < list.length; i++) {
      int item = list[i];
      if (Arrays.stream(from).noneMatch(it -> it == item)) {
        Product product = vocabulary.product(indexes[i]);
        boolean both = item >= 0 && item < common.size();
        missing.add(
            new ChangedProduct.MovedNeighbour(
                product.id(), product.name(), i + 1, both ? "both" : model));
      }
    }
    return missing;
  }
}
