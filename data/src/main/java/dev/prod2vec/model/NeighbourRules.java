package dev.prod2vec.model;

import dev.prod2vec.recommend.NeighbourFilter;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// What a list of neighbours may hold, in the words of the vocabulary's columns and categories,
/// case aside.
///
/// @param same columns in which a neighbour has the category of an asked product
/// @param different columns in which it has a category that no asked product has
/// @param within columns with categories of which it has one, as `COLUMN=CATEGORY`
/// @param minOrders fewest training orders of a neighbour
/// @param minTogether as in [NeighbourFilter]
/// @param maxLift as in [NeighbourFilter]
public record NeighbourRules(
    List<String> same,
    List<String> different,
    List<String> within,
    long minOrders,
    int minTogether,
    double maxLift) {
  /// Any product.
  public static final NeighbourRules NONE =
      new NeighbourRules(List.of(), List.of(), List.of(), 0, 0, Double.POSITIVE_INFINITY);

  public NeighbourRules {
    same = List.copyOf(same);
    different = List.copyOf(different);
    within = List.copyOf(within);
  }

  /// The filter for the products of a vocabulary.
  ///
  /// @throws WrongUseException with the known ones, if it has no such column or category
  public NeighbourFilter on(Vocabulary vocabulary) {
    List<NeighbourFilter.Rule> rules = new ArrayList<>();
    same.forEach(name ->
        rules.add(
            new NeighbourFilter.Same(numbers(vocabulary, Category.column(name, vocabulary)))));
    different.forEach(name ->
        rules.add(
            new NeighbourFilter.Other(numbers(vocabulary, Category.column(name, vocabulary)))));
    wanted(vocabulary)
        .forEach((column, categories) ->
            rules.add(among(vocabulary, it -> categories.contains(it.categories().get(column)))));
    if (minOrders > 0) {
      rules.add(among(vocabulary, it -> it.count() >= minOrders));
    }
    return new NeighbourFilter(rules, minTogether, maxLift);
  }

  private static NeighbourFilter.Among among(Vocabulary vocabulary, Predicate<Product> passes) {
    BitSet products = new BitSet(vocabulary.size());
    vocabulary.products().stream().filter(passes).forEach(it -> products.set(it.index()));
    return new NeighbourFilter.Among(products);
  }

  private static int[] numbers(Vocabulary vocabulary, int column) {
    Map<String, Integer> numbers = new HashMap<>();
    numbers.put("", NeighbourFilter.UNKNOWN);
    return vocabulary.products().stream()
        .mapToInt(product ->
            numbers.computeIfAbsent(product.categories().get(column), _ -> numbers.size()))
        .toArray();
  }

  /// The categories of [#within], by their column's number.
  private Map<Integer, Set<String>> wanted(Vocabulary vocabulary) {
    Map<Integer, Set<String>> wanted = new LinkedHashMap<>();
    for (String text : within) {
      Category category = Category.of(text, vocabulary);
      wanted.computeIfAbsent(category.column(), _ -> new TreeSet<>()).add(category.name());
    }
    return wanted;
  }
}
