package dev.prod2vec.vocabulary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/// Finds products while somebody types: by id or its beginning, and by words of the name, which may
/// be begun, misspelt, without accents, or inside longer words. An index of all words makes it take
/// less than a millisecond where [ProductSearch] looks at every name. Safe to share between
/// threads.
public final class TypedSearch {
  /// Words of a query beyond these are ignored.
  private static final int MOST_WORDS = 12;

  private static final int NONE = Integer.MAX_VALUE;

  /// What a word that is not found costs: more than all that are found.
  private static final int MISSING = 1000;

  /// Costs of a word that is only the beginning of a name's word, and of one inside of it.
  private static final int BEGUN = 1;

  private static final int INSIDE = 4;

  /// The cost of each letter that is wrong.
  private static final int WRONG_LETTER = 5;

  /// Fewest letters of a word in which one may be wrong, and in which two may.
  private static final int ONE_WRONG = 4;

  private static final int TWO_WRONG = 7;

  /// Fewest letters of a word that is looked for inside of others.
  private static final int SHORTEST_INSIDE = 3;

  private final Vocabulary vocabulary;

  /// Ids in lower case, sorted.
  private final String[] ids;

  /// The product of each id.
  private final int[] idProducts;

  /// Each word of a name once, sorted.
  private final String[] words;

  /// How many first letters each word shares with the one before.
  private final int[] shared;

  /// Which letters each word has, a bit each.
  private final long[] letters;

  /// The products with word `w` are `products[starts[w] .. starts[w + 1])`.
  private final int[] starts;

  private final int[] products;

  /// Number of words of each name.
  private final int[] lengths;

  /// What was found.
  ///
  /// @param products best first
  /// @param total how many match; more than are listed, perhaps
  public record Found(List<Product> products, int total) {
    public Found {
      products = List.copyOf(products);
    }
  }

  public TypedSearch(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    int size = vocabulary.size();
    String[] plainIds = new String[size];
    List<List<String>> names = new ArrayList<>(size);
    lengths = new int[size];
    for (Product product : vocabulary.products()) {
      plainIds[product.index()] = product.id().toLowerCase(Locale.ROOT);
      List<String> name = PlainWords.of(product.name());
      lengths[product.index()] = name.size();
      names.add(name);
    }
    idProducts =
        IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.comparing(product -> plainIds[product]))
            .mapToInt(Integer::intValue)
            .toArray();
    ids = Arrays.stream(idProducts).mapToObj(product -> plainIds[product]).toArray(String[]::new);
    words = names.stream().flatMap(List::stream).distinct().sorted().toArray(String[]::new);
    letters = Arrays.stream(words).mapToLong(TypedSearch::letters).toArray();
    shared = new int[words.length];
    Map<String, Integer> numbers = HashMap.newHashMap(words.length);
    for (int number = 0; number < words.length; number++) {
      shared[number] = number == 0 ? 0 : shared(words[number - 1], words[number]);
      numbers.put(words[number], number);
    }
    int[][] has = new int[size][];
    starts = new int[words.length + 1];
    for (int product = 0; product < size; product++) {
      has[product] = names.get(product).stream().mapToInt(numbers::get).distinct().toArray();
      for (int word : has[product]) {
        starts[word + 1]++;
      }
    }
    Arrays.parallelPrefix(starts, Integer::sum);
    products = new int[starts[words.length]];
    int[] next = starts.clone();
    for (int product = 0; product < size; product++) {
      for (int word : has[product]) {
        products[next[word]++] = product;
      }
    }
  }

  private static int shared(String one, String other) {
    int most = Math.min(one.length(), other.length());
    int length = 0;
    while (length < most && one.charAt(length) == other.charAt(length)) {
      length++;
    }
    return length;
  }

  /// The best matches: products with that id; then those whose names have all the words, the fewest
  /// changed letters first and the most bought first among equals, or, if no name has all, most of
  /// them. Products that were not learned from orders come after equal ones that were.
  ///
  /// @param limit most products in the list; 1 or more
  public Found find(String text, int limit) {
    List<String> asked = PlainWords.of(text);
    int[] costs = new int[vocabulary.size()];
    int[] own = new int[vocabulary.size()];
    List<String> known = asked.subList(0, Math.min(MOST_WORDS, asked.size()));
    for (String word : known) {
      add(word, costs, own);
    }
    if (known.isEmpty()) {
      Arrays.fill(costs, NONE);
    }
    preferWholeNames(known.size(), costs);
    findIds(text.strip().toLowerCase(Locale.ROOT), costs);
    int most = mostMissing(costs, known.size());
    return best(costs, most, limit);
  }

  /// Adds what a word of the query costs each product.
  ///
  /// @param own overwritten
  private void add(String word, int[] costs, int[] own) {
    Arrays.fill(own, MISSING);
    long has = letters(word);
    int wrong = wrongLetters(word);
    Edits edits = new Edits(word, wrong);
    // First letters in common with the last word whose distance was asked for.
    int common = 0;
    for (int number = 0; number < words.length; number++) {
      common = Math.min(common, shared[number]);
      int missing = Long.bitCount(has & ~letters[number]);
      if (missing > wrong) {
        continue;
      }
      int cost = missing == 0 ? cost(word, words[number]) : NONE;
      if (cost == NONE && wrong > 0) {
        int distance = edits.next(words[number], common);
        cost = distance == NONE ? NONE : distance * WRONG_LETTER;
        common = NONE;
      }
      if (cost != NONE) {
        for (int at = starts[number]; at < starts[number + 1]; at++) {
          own[products[at]] = Math.min(own[products[at]], cost);
        }
      }
    }
    for (int product = 0; product < costs.length; product++) {
      costs[product] += own[product];
    }
  }

  private static int wrongLetters(String word) {
    if (word.length() < ONE_WRONG) {
      return 0;
    }
    return word.length() < TWO_WRONG ? 1 : 2;
  }

  /// The cost of a word without a wrong letter.
  private static int cost(String word, String of) {
    if (of.startsWith(word)) {
      return of.length() == word.length() ? 0 : BEGUN;
    }
    return word.length() >= SHORTEST_INSIDE && of.contains(word) ? INSIDE : NONE;
  }

  /// Of equal ones, a name without other words is first.
  private void preferWholeNames(int asked, int[] costs) {
    for (int product = 0; product < costs.length; product++) {
      if (costs[product] < MISSING) {
        costs[product] = 2 * costs[product] + (lengths[product] == asked ? 1 : 2);
      }
    }
  }

  private void findIds(String text, int[] costs) {
    if (text.isEmpty()) {
      return;
    }
    int found = Arrays.binarySearch(ids, text);
    int at = found < 0 ? -found - 1 : found;
    // Ids that differ by upper and lower case are equal here.
    while (at > 0 && ids[at - 1].equals(text)) {
      at--;
    }
    for (; at < ids.length && ids[at].startsWith(text); at++) {
      int cost = ids[at].length() == text.length() ? 0 : 2 * BEGUN + 2;
      costs[idProducts[at]] = Math.min(costs[idProducts[at]], cost);
    }
  }

  /// The highest cost of the products that are listed: those that miss the fewest words, at least
  /// one of which they have.
  private static int mostMissing(int[] costs, int asked) {
    int fewest = NONE;
    for (int cost : costs) {
      fewest = Math.min(fewest, cost);
    }
    int missing = fewest / MISSING;
    return missing > 0 && missing >= asked ? -1 : (missing + 1) * MISSING - 1;
  }

  private Found best(int[] costs, int most, int limit) {
    int room = Math.min(limit, costs.length);
    long[] list = new long[room];
    int size = 0;
    int total = 0;
    for (int product = 0; product < costs.length; product++) {
      if (costs[product] > most) {
        continue;
      }
      total++;
      // Products come by falling count, so an equal one never stands before an earlier one.
      long entry = ((long) costs[product] << Integer.SIZE) | product;
      if (size < room || entry < list[size - 1]) {
        int at = size < room ? size++ : size - 1;
        while (at > 0 && list[at - 1] > entry) {
          list[at] = list[at - 1];
          at--;
        }
        list[at] = entry;
      }
    }
    List<Product> found = new ArrayList<>(size);
    IntStream.range(0, size).forEach(i -> found.add(vocabulary.product((int) list[i])));
    return new Found(found, total);
  }

  /// A bit for each letter from a to z and each digit; other characters share the rest.
  private static long letters(String word) {
    long letters = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      int bit = c >= 'a' && c <= 'z' ? c - 'a' : c >= '0' && c <= '9' ? 26 + c - '0' : 36 + c % 28;
      letters |= 1L << bit;
    }
    return letters;
  }

  /// Distances of a word from others, which come sorted, and from their beginnings: letters that
  /// are wrong, missing or too many, and neighbours that changed places. The rows of letters that a
  /// word shares with the one before are not computed again, and where these are too many wrong
  /// ones already, no row is. For one thread.
  private static final class Edits {
    private final String word;
    private final int most;
    private final int[][] table;

    /// The smallest number of each row.
    private final int[] fewest;

    /// Rows that are filled for the first letters of the last word.
    private int filled;

    /// Letters of the last word whose distance is too large, whatever follows; [#NONE] if its is
    /// not.
    private int unpromising = NONE;

    /// @param most wrong letters
    Edits(String word, int most) {
      this.word = word;
      this.most = most;
      table = new int[word.length() + most + 1][word.length() + 1];
      fewest = new int[table.length];
      for (int column = 0; column <= word.length(); column++) {
        table[0][column] = column;
      }
    }

    /// The fewest edits that make the word another one or its beginning; [#NONE] if they are more
    /// than `most`.
    ///
    /// @param shared first letters that the other one has in common with the one before
    int next(String of, int shared) {
      if (shared >= unpromising) {
        return NONE;
      }
      unpromising = NONE;
      filled = Math.min(filled, shared);
      int rows = Math.min(of.length(), word.length() + most);
      if (rows < word.length() - most) {
        return NONE;
      }
      while (filled < rows) {
        filled++;
        fewest[filled] = row(filled, of);
        // Letters that changed places look two rows back.
        if (Math.min(fewest[filled], fewest[filled - 1]) > most) {
          unpromising = filled;
          return NONE;
        }
      }
      int edits = NONE;
      for (int row = Math.max(0, word.length() - most); row <= rows; row++) {
        edits = Math.min(edits, table[row][word.length()]);
      }
      return edits <= most ? edits : NONE;
    }

    /// Fills a row where it can be `most` or less, and one place beside.
    private int row(int row, String of) {
      int from = Math.max(1, row - most);
      int to = Math.min(word.length(), row + most);
      table[row][from - 1] = from == 1 ? row : most + 1;
      int least = table[row][from - 1];
      for (int column = from; column <= to; column++) {
        boolean same = word.charAt(column - 1) == of.charAt(row - 1);
        int edits =
            Math.min(
                table[row - 1][column - 1] + (same ? 0 : 1),
                1 + Math.min(table[row - 1][column], table[row][column - 1]));
        if (row > 1
            && column > 1
            && word.charAt(column - 1) == of.charAt(row - 2)
            && word.charAt(column - 2) == of.charAt(row - 1)) {
          edits = Math.min(edits, table[row - 2][column - 2] + 1);
        }
        table[row][column] = edits;
        least = Math.min(least, edits);
      }
      if (to < word.length()) {
        table[row][to + 1] = most + 1;
      }
      return least;
    }
  }
}
