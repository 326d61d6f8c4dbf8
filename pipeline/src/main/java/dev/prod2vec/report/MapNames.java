package dev.prod2vec.report;

import dev.prod2vec.page.Names;
import dev.prod2vec.plane.ProductMap;
import dev.prod2vec.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// Names of products, for a map without categories: first the best seller, then the best seller of
/// each part of the map, then the others. The script places them anew for the width of the screen
/// and after each zoom; the places given here are for a page without script.
final class MapNames {
  /// Height of a line of text, in units of the map.
  static final double HEIGHT = 20;

  private static final int CANDIDATES = 400;
  private static final int MOST_SHOWN = 26;
  private static final int LETTERS = 28;

  /// Parts of the map, a side.
  private static final int PARTS = 5;

  /// A part with at least so many products is sure to have a name.
  private static final int MANY = 10;

  private MapNames() {}

  /// A name and where its middle is.
  ///
  /// @param product position in the vocabulary
  /// @param shown whether it covers no name before it
  record Name(int product, String text, double x, double y, boolean shown) {
    double halfWidth() {
      // Letters of most scripts are about half as wide as high, those from China and Japan as wide.
      return text.codePoints().mapToDouble(c -> c < 0x2e80 ? 0.56 : 1).sum() * HEIGHT / 2;
    }

    boolean covers(Name other) {
      return Math.abs(other.x - x) < other.halfWidth() + halfWidth()
          && Math.abs(other.y - y) < 1.25 * HEIGHT;
    }
  }

  /// The most important first.
  static List<Name> of(Vocabulary vocabulary, ProductMap map) {
    List<Name> names = new ArrayList<>();
    List<Name> shown = new ArrayList<>();
    for (int product : ordered(map)) {
      Name name =
          at(
              product,
              brief(vocabulary.product(product).name()),
              map.x()[product],
              map.y()[product]);
      if (shown.size() < MOST_SHOWN && shown.stream().noneMatch(name::covers)) {
        shown.add(name);
        names.add(name);
      } else {
        names.add(new Name(product, name.text(), name.x(), name.y(), false));
      }
    }
    return names;
  }

  private static List<Integer> ordered(ProductMap map) {
    int[] products = new int[PARTS * PARTS];
    for (int i = 0; i < map.anchors(); i++) {
      products[part(map, i)]++;
    }
    List<Integer> first = new ArrayList<>();
    boolean[] named = new boolean[PARTS * PARTS];
    for (int i = 0; i < map.anchors(); i++) {
      int part = part(map, i);
      if (!named[part] && products[part] >= MANY) {
        named[part] = true;
        first.add(i);
      }
    }
    // On a narrow screen there is room for few names: those of the fullest parts.
    first.sort(Comparator.comparingInt(i -> -products[part(map, i)]));
    SequencedSet<Integer> ordered = new LinkedHashSet<>(first);
    if (map.anchors() > 0) {
      ordered.addFirst(0);
    }
    for (int i = 0; i < map.anchors() && ordered.size() < CANDIDATES; i++) {
      ordered.add(i);
    }
    return List.copyOf(ordered);
  }

  private static int part(ProductMap map, int product) {
    int column = (int) Math.min(PARTS - 1, map.x()[product] * PARTS / ProductMap.SIZE);
    int row = (int) Math.min(PARTS - 1, map.y()[product] * PARTS / ProductMap.SIZE);
    return row * PARTS + column;
  }

  /// A long name without what follows its last comma, which often is a size.
  private static String brief(String name) {
    int comma = name.lastIndexOf(',');
    boolean isLong = name.codePointCount(0, name.length()) > LETTERS;
    return Names.clip(isLong && comma > 0 ? name.substring(0, comma) : name, LETTERS);
  }

  /// The name inside the plane.
  private static Name at(int product, String text, double x, double y) {
    Name name = new Name(product, text, x, y, true);
    double half = Math.min(name.halfWidth(), ProductMap.SIZE / 2);
    return new Name(product, text, Math.clamp(x, half, ProductMap.SIZE - half), y, true);
  }
}
