package dev.prod2vec.vocabulary;

import dev.prod2vec.setting.Nearest;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Finds products by id, by name, and by what somebody may have meant. Safe to share between
/// threads.
public final class ProductSearch {
  /// Shorter words resemble too many others.
  private static final int SHORTEST_MISSPELT = 3;

  private final Vocabulary vocabulary;

  public ProductSearch(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /// The product that a text means: the one with that id or name; else the most bought of several
  /// with that name; else the best match. Empty if none matches.
  public Optional<FoundProduct> find(String text) {
    List<Product> exact = exact(text);
    List<Product> found = exact.isEmpty() ? matches(text) : exact;
    if (found.isEmpty()) {
      return Optional.empty();
    }
    FoundProduct.Match match =
        exact.isEmpty()
            ? FoundProduct.Match.BEST_MATCH
            : exact.size() == 1 ? FoundProduct.Match.EXACT : FoundProduct.Match.ONE_OF_A_NAME;
    return Optional.of(
        new FoundProduct(text.strip(), found.getFirst(), found.subList(1, found.size()), match));
  }

  /// The product with that id; else those with that name; else those with that name in another
  /// case. Of several, those that were learned from orders count, if there are any, and the most
  /// bought come first: a product that is only listed does not make the name of one that is sold
  /// ambiguous.
  public List<Product> exact(String text) {
    String wanted = text.strip();
    List<Predicate<Product>> steps =
        List.of(
            product -> product.id().equals(wanted),
            product -> product.name().equals(wanted),
            product -> product.name().equalsIgnoreCase(wanted));
    for (Predicate<Product> step : steps) {
      // The vocabulary is sorted by falling count.
      List<Product> found = vocabulary.products().stream().filter(step).toList();
      if (!found.isEmpty()) {
        List<Product> learned = found.stream().filter(this::isLearned).toList();
        return learned.isEmpty() ? found : learned;
      }
    }
    return List.of();
  }

  private boolean isLearned(Product product) {
    return vocabulary.source(product) == VectorSource.ORDERS;
  }

  /// The products whose name has all the words, perhaps misspelt or inside longer words. Names with
  /// the fewest misspelt letters come first; among these, names of just these words; then names
  /// that have them as whole words; then names that end in them, or do so before their first comma;
  /// then the most bought.
  List<Product> matches(String text) {
    List<String> asked = PlainWords.of(text);
    if (asked.isEmpty()) {
      return List.of();
    }
    return vocabulary.products().stream()
        .flatMap(product -> Match.of(asked, product).stream())
        .sorted(Match.BEST_FIRST)
        .map(Match::product)
        .toList();
  }

  /// The products whose words are nearest to the words asked for, however far that is.
  public List<Product> nearest(String text, int limit) {
    record Near(Product product, int edits) {}
    List<String> asked = PlainWords.of(text);
    return vocabulary.products().stream()
        .map(product -> {
          List<String> has = PlainWords.of(product.name());
          return new Near(product, asked.stream().mapToInt(word -> edits(word, has)).sum());
        })
        .sorted(Comparator.comparingInt(Near::edits))
        .limit(limit)
        .map(Near::product)
        .toList();
  }

  private static int edits(String word, List<String> of) {
    return of.stream().mapToInt(part -> Nearest.edits(word, part)).min().orElse(word.length());
  }

  /// How well a product's name matches the words asked for.
  ///
  /// @param edits misspelt letters
  /// @param parts words that stand inside longer ones
  private record Match(Product product, int edits, int parts, Place place) {
    static final Comparator<Match> BEST_FIRST =
        Comparator.comparingInt(Match::edits)
            .thenComparing(match -> match.place() != Place.ALL)
            .thenComparingInt(Match::parts)
            .thenComparing(Match::place)
            .thenComparingInt(match -> match.product().index());

    /// Where the words stand in a name.
    enum Place {
      /// The name has no other words.
      ALL,
      /// At its end, or just before its first comma.
      END,
      /// Elsewhere.
      INSIDE
    }

    static Optional<Match> of(List<String> asked, Product product) {
      List<String> has = PlainWords.of(product.name());
      int edits = 0;
      int parts = 0;
      for (String word : asked) {
        int fewest = has.stream().mapToInt(part -> misspelt(word, part)).min().orElse(FAR);
        if (fewest > 0 && has.stream().anyMatch(part -> part.contains(word))) {
          parts++;
        } else if (fewest == FAR) {
          return Optional.empty();
        } else {
          edits += fewest;
        }
      }
      return Optional.of(new Match(product, edits, parts, place(asked, has, product.name())));
    }

    private static Place place(List<String> asked, List<String> has, String name) {
      if (asked.size() == has.size() && endsIn(has, asked)) {
        return Place.ALL;
      }
      boolean ends = endsIn(has, asked) || endsIn(PlainWords.of(name.split(",", 2)[0]), asked);
      return ends ? Place.END : Place.INSIDE;
    }

    private static boolean endsIn(List<String> has, List<String> asked) {
      int from = has.size() - asked.size();
      for (int i = 0; i < asked.size(); i++) {
        if (from < 0 || misspelt(asked.get(i), has.get(from + i)) == FAR) {
          return false;
        }
      }
      return true;
    }

    private static final int FAR = Integer.MAX_VALUE;

    /// In how many letters a word differs from one that it may be a misspelling of; [#FAR] if it is
    /// another word.
    private static int misspelt(String word, String meant) {
      if (word.equals(meant)) {
        return 0;
      } else if (word.length() < SHORTEST_MISSPELT || meant.length() < SHORTEST_MISSPELT) {
        return FAR;
      }
      int edits = Nearest.edits(word, meant);
      return edits * 3 <= Math.max(word.length(), meant.length()) ? edits : FAR;
    }
  }
}
