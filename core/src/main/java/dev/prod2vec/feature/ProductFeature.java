package dev.prod2vec.feature;

import dev.prod2vec.setting.KebabCase;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A kind of features of products.
public enum ProductFeature {
  /// The words of their names.
  NAMES,
  /// Their category in each category column.
  CATEGORIES;

  /// The words of all kinds, for example `names`.
  public static List<String> words() {
    return Arrays.stream(values()).map(KebabCase::of).toList();
  }

  /// The kind with a word.
  public static Optional<ProductFeature> of(String word) {
    return Arrays.stream(values()).filter(kind -> KebabCase.of(kind).equals(word)).findFirst();
  }
}
