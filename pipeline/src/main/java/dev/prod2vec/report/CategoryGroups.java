package dev.prod2vec.report;

import dev.prod2vec.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The categories that the map tells apart: the most frequent ones of the coarsest column, and all
/// others as one.
///
/// @param column the column's name; empty if no column tells products apart
/// @param groups the most frequent first; `other` last if there is any
/// @param of position in `groups`, one per product on the map
record CategoryGroups(String column, List<Group> groups, int[] of) {
  /// Most categories with a mark of their own.
  static final int MOST_GROUPS = 12;

  /// One category.
  ///
  /// @param name as in the shop's data
  /// @param products number of products on the map
  /// @param other whether this holds all categories without a group of their own
  record Group(String name, int products, boolean other) {}

  /// Groups the first `products` of the vocabulary.
  static CategoryGroups of(Vocabulary vocabulary, int products) {
    for (int column = vocabulary.categoryColumns().size() - 1; column >= 0; column--) {
      Map<String, Integer> counts = counts(vocabulary, products, column);
      if (counts.size() > 1) {
        return of(vocabulary, products, column, counts);
      }
    }
    return new CategoryGroups("", List.of(), new int[products]);
  }

  private static CategoryGroups of(
      Vocabulary vocabulary, int products, int column, Map<String, Integer> counts) {
    List<Group> groups = new ArrayList<>();
    counts.forEach((name, count) -> groups.add(new Group(name, count, false)));
    groups.removeIf(group -> group.name().isBlank());
    groups.sort(Comparator.comparingInt(Group::products).reversed());
    List<Group> named = new ArrayList<>(groups.subList(0, Math.min(MOST_GROUPS, groups.size())));
    Map<String, Integer> position = new TreeMap<>();
    int rest = products;
    for (Group group : named) {
      position.put(group.name(), position.size());
      rest -= group.products();
    }
    if (rest > 0) {
      int others = groups.size() - named.size();
      named.add(new Group(others > 0 ? "other (" + others + " more)" : "none given", rest, true));
    }
    int[] of = new int[products];
    for (int i = 0; i < products; i++) {
      of[i] = position.getOrDefault(category(vocabulary, i, column), named.size() - 1);
    }
    return new CategoryGroups(vocabulary.categoryColumns().get(column), List.copyOf(named), of);
  }

  private static Map<String, Integer> counts(Vocabulary vocabulary, int products, int column) {
    Map<String, Integer> counts = new TreeMap<>();
    for (int i = 0; i < products; i++) {
      counts.merge(category(vocabulary, i, column), 1, Integer::sum);
    }
    return counts;
  }

  private static String category(Vocabulary vocabulary, int product, int column) {
    return vocabulary.product(product).categories().get(column);
  }
}
