package dev.prod2vec.setting;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The known words that a mistyped one may have meant.
public final class Nearest {
  private Nearest() {}

  /// The known word with the fewest edits from `word`, case aside, if that is near enough to be
  /// meant: at most a third of the longer word's letters differ. Ties go to the first.
  public static Optional<String> to(String word, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(candidate -> edits(word, candidate)))
        .filter(candidate ->
            edits(word, candidate) * 3 <= Math.max(3, Math.max(word.length(), candidate.length())));
  }

  /// The `limit` known words with the fewest edits from `word`, case aside, nearest first.
  public static List<String> list(String word, Collection<String> known, int limit) {
    record Near(String word, int edits) {}
    return known.stream()
        .map(candidate -> new Near(candidate, edits(word, candidate)))
        .sorted(Comparator.comparingInt(Near::edits))
        .limit(limit)
        .map(Near::word)
        .toList();
  }

  /// Fewest insertions, deletions, replacements and swaps of neighbouring letters that turn one
  /// word into the other, case aside (optimal string alignment).
  public static int edits(String from, String to) {
    String a = from.toLowerCase(Locale.ROOT);
    String b = to.toLowerCase(Locale.ROOT);
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(last[j - 1] + change, 1 + Math.min(last[j], row[j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }
}
