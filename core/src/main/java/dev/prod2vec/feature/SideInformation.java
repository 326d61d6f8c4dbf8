package dev.prod2vec.feature;

import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.TreeMap;

/// What a shop knows about its products besides their purchases: the features of each product,
/// which are the words of its name and its categories. A feature that only one product has says
/// nothing about others, and one that most products have says nothing about any; both are left out.
/// A name that is the product's id is none. New products, which nothing was learned of, may follow:
/// of their features those count that the others have. Immutable.
public final class SideInformation {
  /// Share of the products that may have a feature.
  private static final double MOST = 0.5;

  /// Nothing is known.
  public static final SideInformation NONE = of(List.of());

  private final Map<String, Integer> numbers;
  private final int[] starts;
  private final int[] features;

  private SideInformation(Map<String, Integer> numbers, int[] starts, int[] features) {
    this.numbers = numbers;
    this.starts = starts;
    this.features = features;
  }

  /// Of the products of a vocabulary; those that are not trained are new.
  public static SideInformation of(Vocabulary vocabulary, Collection<ProductFeature> kinds) {
    List<SequencedSet<String>> texts = new ArrayList<>(vocabulary.size());
    for (Product product : vocabulary.products()) {
      String name = product.name().equals(product.id()) ? "" : product.name();
      texts.add(texts(name, vocabulary.categories(product), kinds));
    }
    return of(texts, vocabulary.trained());
  }

  /// Of products whose features are given as texts, each once per product.
  public static SideInformation of(List<? extends Collection<String>> texts) {
    return of(texts, texts.size());
  }

  /// The same, where the last products are new.
  ///
  /// @param known number of products that are not new
  public static SideInformation of(List<? extends Collection<String>> texts, int known) {
    Map<String, Integer> products = new HashMap<>();
    for (Collection<String> own : texts.subList(0, known)) {
      own.forEach(text -> products.merge(text, 1, Integer::sum));
    }
    Map<String, Integer> numbers = new TreeMap<>();
    products.forEach((text, count) -> {
      if (count > 1 && count <= MOST * known) {
        numbers.put(text, 0);
      }
    });
    int next = 0;
    for (Map.Entry<String, Integer> entry : numbers.entrySet()) {
      entry.setValue(next++);
    }
    int[] starts = new int[texts.size() + 1];
    int[][] rows = new int[texts.size()][];
    for (int product = 0; product < rows.length; product++) {
      rows[product] = numbers(texts.get(product), numbers);
      starts[product + 1] = Math.addExact(starts[product], rows[product].length);
    }
    int[] features = new int[starts[rows.length]];
    for (int product = 0; product < rows.length; product++) {
      System.arraycopy(rows[product], 0, features, starts[product], rows[product].length);
    }
    return new SideInformation(numbers, starts, features);
  }

  private static int[] numbers(Collection<String> texts, Map<String, Integer> numbers) {
    return texts.stream().map(numbers::get).filter(Objects::nonNull).mapToInt(n -> n).toArray();
  }

  private static SequencedSet<String> texts(
      String name, Map<String, String> categories, Collection<ProductFeature> kinds) {
    SequencedSet<String> texts = new LinkedHashSet<>();
    if (kinds.contains(ProductFeature.NAMES)) {
      texts.addAll(NameWords.of(name));
    }
    if (kinds.contains(ProductFeature.CATEGORIES)) {
      categories.forEach((column, value) -> {
        if (!value.isBlank()) {
          // No word of a name has an equals sign.
          texts.add(column + "=" + value);
        }
      });
    }
    return texts;
  }

  /// Number of products.
  public int products() {
    return starts.length - 1;
  }

  /// Number of features.
  public int size() {
    return numbers.size();
  }

  /// Whether a product has a feature.
  public boolean describes(int product) {
    return starts[product + 1] > starts[product];
  }

  /// Position in [#features] where each product begins, and the end. Not to be changed.
  public int[] starts() {
    return starts;
  }

  /// The numbers of the features of all products, one product after the other. Not to be changed.
  public int[] features() {
    return features;
  }
}
