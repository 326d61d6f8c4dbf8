package dev.prod2vec.vocabulary;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// What [TypedSearch] finds, found without an index: each word that is asked for is compared with
/// each word of each name.
final class ScannedSearch {
  private static final int NONE = Integer.MAX_VALUE;
  private static final int MISSING = 1000;

  private ScannedSearch() {}

  static TypedSearch.Found find(Vocabulary vocabulary, String text, int limit) {
    List<String> all = PlainWords.of(text);
    List<String> asked = all.subList(0, Math.min(12, all.size()));
    int[] costs =
        vocabulary.products().stream().mapToInt(product -> cost(product, text, asked)).toArray();
    int missing = Arrays.stream(costs).min().orElse(NONE) / MISSING;
    int most = missing > 0 && missing >= asked.size() ? -1 : (missing + 1) * MISSING - 1;
    List<Integer> found =
        IntStream.range(0, costs.length)
            .filter(product -> costs[product] <= most)
            .boxed()
            .sorted((a, b) -> Integer.compare(costs[a], costs[b]))
            .toList();
    return new TypedSearch.Found(
        found.stream().limit(limit).map(vocabulary::product).toList(), found.size());
  }

  private static int cost(Product product, String text, List<String> asked) {
    List<String> name = PlainWords.of(product.name());
    int cost = asked.isEmpty() ? NONE : 0;
    for (String word : asked) {
      cost += name.stream().mapToInt(of -> cost(word, of)).min().orElse(MISSING);
    }
    if (cost < MISSING) {
      cost = 2 * cost + (name.size() == asked.size() ? 1 : 2);
    }
    String id = product.id().toLowerCase(Locale.ROOT);
    String begin = text.strip().toLowerCase(Locale.ROOT);
    if (!begin.isEmpty() && id.startsWith(begin)) {
      cost = Math.min(cost, id.equals(begin) ? 0 : 4);
    }
    return cost;
  }

  private static int cost(String word, String of) {
    if (of.startsWith(word)) {
      return of.equals(word) ? 0 : 1;
    } else if (word.length() >= 3 && of.contains(word)) {
      return 4;
    } else if (word.length() < 4) {
      return MISSING;
    }
    int edits = edits(word, of, word.length() < 7 ? 1 : 2);
    return edits == NONE ? MISSING : 5 * edits;
  }

  private static int edits(String word, String of, int most) {
    int rows = Math.min(of.length(), word.length() + most);
    if (rows < word.length() - most) {
      return NONE;
    }
    int[][] table = new int[rows + 1][word.length() + 1];
    int best = NONE;
    int before = 0;
    for (int i = 0; i <= rows; i++) {
      for (int j = 0; j <= word.length(); j++) {
        table[i][j] = i == 0 || j == 0 ? i + j : edits(table, word, of, i, j);
      }
      int fewest = Arrays.stream(table[i]).min().orElse(NONE);
      if (Math.min(before, fewest) > most) {
        return NONE;
      }
      before = fewest;
      if (i >= word.length() - most) {
        best = Math.min(best, table[i][word.length()]);
      }
    }
    return best <= most ? best : NONE;
  }

  private static int edits(int[][] table, String word, String of, int i, int j) {
    int same = word.charAt(j - 1) == of.charAt(i - 1) ? 0 : 1;
    int edits =
        Math.min(table[i - 1][j - 1] + same, 1 + Math.min(table[i - 1][j], table[i][j - 1]));
    boolean swapped =
        i > 1
            && j > 1
            && word.charAt(j - 1) == of.charAt(i - 2)
            && word.charAt(j - 2) == of.charAt(i - 1);
    return swapped ? Math.min(edits, table[i - 2][j - 2] + 1) : edits;
  }
}
