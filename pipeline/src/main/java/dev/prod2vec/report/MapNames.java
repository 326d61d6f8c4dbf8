package dev.prod2vec.report;

import dev.prod2vec.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;

/// Names of the best sellers, for a map that has no categories to name. The script places them anew
/// for the width of the screen and when somebody zooms in; what is placed here is for a screen
/// without script.
final class MapNames {
  /// Height of a line of text, in units of the map.
  static final double HEIGHT = 20;

  private static final int CANDIDATES = 200;
  private static final int MOST_SHOWN = 26;
  private static final int LETTERS = 28;

  private MapNames() {}

  /// A name and where its middle is.
  ///
  /// @param shown whether it covers no name before it
  record Name(String text, double x, double y, boolean shown) {
    double halfWidth() {
      // Letters of most scripts are about half as wide as high, those from China and Japan as wide.
      return text.codePoints().mapToDouble(c -> c < 0x2e80 ? 0.56 : 1).sum() * HEIGHT / 2;
    }

    boolean covers(Name other) {
      return Math.abs(other.x - x) < other.halfWidth() + halfWidth()
          && Math.abs(other.y - y) < 1.25 * HEIGHT;
    }
  }

  /// The most bought first.
  static List<Name> of(Vocabulary vocabulary, ProductMap map) {
    List<Name> names = new ArrayList<>();
    List<Name> shown = new ArrayList<>();
    for (int i = 0; i < Math.min(CANDIDATES, map.products()); i++) {
      Name name = at(brief(vocabulary.product(i).name()), map.x()[i], map.y()[i]);
      if (shown.size() < MOST_SHOWN && shown.stream().noneMatch(name::covers)) {
        shown.add(name);
        names.add(name);
      } else {
        names.add(new Name(name.text(), name.x(), name.y(), false));
      }
    }
    return names;
  }

  /// A long name without what follows its last comma, which often is a size.
  private static String brief(String name) {
    int comma = name.lastIndexOf(',');
    boolean isLong = name.codePointCount(0, name.length()) > LETTERS;
    return Names.clip(isLong && comma > 0 ? name.substring(0, comma) : name, LETTERS);
  }

  /// The name inside the plane.
  private static Name at(String text, double x, double y) {
    Name name = new Name(text, x, y, true);
    double half = Math.min(name.halfWidth(), ProductMap.SIZE / 2);
    return new Name(text, Math.clamp(x, half, ProductMap.SIZE - half), y, true);
  }
}
