package dev.prod2vec.vocabulary;

import java.util.List;
import java.util.stream.Stream;

/// The product that a text is taken to mean.
///
/// @param text as it was typed, without the white space around it
/// @param product the one that is meant, or taken
/// @param others those that may be meant as well, best first; empty where the match is exact
public record FoundProduct(String text, Product product, List<Product> others, Match match) {
  public FoundProduct {
    others = List.copyOf(others);
  }

  /// How a product was found.
  public enum Match {
    /// Only this product has the id or the name.
    EXACT,
    /// It is the most bought of several products with the name.
    ONE_OF_A_NAME,
    /// Its name matches best.
    BEST_MATCH
  }

  /// A product that nobody has to guess.
  public static FoundProduct exactly(Product product) {
    return new FoundProduct(product.name(), product, List.of(), Match.EXACT);
  }

  /// The product and the others, best first.
  public List<Product> choices() {
    return Stream.concat(Stream.of(product), others.stream()).toList();
  }
}
