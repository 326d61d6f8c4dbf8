package dev.prod2vec.comparison;

import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The products that two vocabularies have in common, found by id and numbered in the order of the
/// second one: the most bought there first.
///
/// @param a vocabulary of the first model
/// @param b vocabulary of the second model
/// @param inA index in `a` of each common product
/// @param inB index in `b` of each common product, ascending
record CommonProducts(Vocabulary a, Vocabulary b, int[] inA, int[] inB) {
  static CommonProducts of(Vocabulary a, Vocabulary b) {
    int[] from = b.indexesIn(a);
    int[] inB = IntStream.range(0, from.length).filter(index -> from[index] >= 0).toArray();
    int[] inA = Arrays.stream(inB).map(index -> from[index]).toArray();
    return new CommonProducts(a, b, inA, inB);
  }

  int size() {
    return inB.length;
  }

  /// The product as the first model has it.
  Product productA(int common) {
    return a.product(inA[common]);
  }

  /// The product as the second model has it.
  Product productB(int common) {
    return b.product(inB[common]);
  }

  /// How many have different names.
  int renamed() {
    return (int)
        IntStream.range(0, size())
            .filter(common -> !productA(common).name().equals(productB(common).name()))
            .count();
  }

  /// The number of each product of `a`; -1 where it is not common.
  int[] fromA() {
    return inverse(a.size(), inA);
  }

  /// The number of each product of `b`; -1 where it is not common.
  int[] fromB() {
    return inverse(b.size(), inB);
  }

  private static int[] inverse(int size, int[] indexes) {
    int[] inverse = new int[size];
    Arrays.fill(inverse, -1);
    for (int common = 0; common < indexes.length; common++) {
      inverse[indexes[common]] = common;
    }
    return inverse;
  }

  /// The products of the second model alone, the most bought first.
  List<Product> onlyInB() {
    int[] common = fromB();
    return b.products().stream().filter(product -> common[product.index()] < 0).toList();
  }

  /// The products of the first model alone, the most bought first.
  List<Product> onlyInA() {
    int[] common = fromA();
    return a.products().stream().filter(product -> common[product.index()] < 0).toList();
  }

  /// Training orders of each common product in the second model.
  long[] countsB() {
    return Arrays.stream(inB).mapToLong(index -> b.product(index).count()).toArray();
  }
}
