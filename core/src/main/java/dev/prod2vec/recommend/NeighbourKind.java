package dev.prod2vec.recommend;

import java.util.Locale;

/// What neighbours are to the products that were asked about.
public enum NeighbourKind {
  /// What could be bought instead of a product.
  SUBSTITUTE("instead of"),
  /// What is bought along with a product.
  COMPLEMENT("along with"),
  /// What could be bought instead of a product and is seldom bought along with it, so that each
  /// takes sales from the other.
  CANNIBAL("competing with"),
  /// What completes a basket.
  COMPLETION("in a basket with");

  private final String relation;

  NeighbourKind(String relation) {
    this.relation = relation;
  }

  /// The word in files and JSON, for example `substitute`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// How a heading links neighbours to the products asked about, for example `instead of`.
  public String relation() {
    return relation;
  }

  @Override
  public String toString() {
    return word();
  }
}
