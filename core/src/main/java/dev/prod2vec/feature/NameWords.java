package dev.prod2vec.feature;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words of a product's name: runs of letters, and numbers. Case, width and accents of Latin
/// letters do not matter, an apostrophe joins, and a number is one word with its decimals and its
/// percent sign, apart from its unit: `Lay's 2,5% 500ml` has the words `lays`, `2.5%`, `500` and
/// `ml`. Scripts that are written without blanks have no words that could be found so; there each
/// character counts as a word, and each pair of neighbours.
public final class NameWords {
  /// Number first, since its marks would end a run of letters.
  private static final Pattern WORD =
      Pattern.compile(
          """
          (?<number>\\d+(?:[.,]\\d+)*%?)\
          |(?<unspaced>[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}\\p{IsLao}\\p{IsKhmer}\
          \\p{IsMyanmar}ー]+)\
          |(?<letters>(?:(?![\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}\\p{IsLao}\\p{IsKhmer}\
          \\p{IsMyanmar}])[\\p{L}\\p{M}])+)\
          """);

  private static final Pattern ACCENTS = Pattern.compile("(?<=\\p{IsLatin})[\\u0300-\\u036f]+");
  private static final Pattern APOSTROPHES = Pattern.compile("(?<=\\p{L})['’ʼ`´](?=\\p{L})");

  private NameWords() {}

  /// The words that both names have, in the order of the first.
  public static List<String> common(String name, String other) {
    SequencedSet<String> words = of(name);
    words.retainAll(of(other));
    return List.copyOf(words);
  }

  /// The words in the order in which they come first, each once.
  static SequencedSet<String> of(String name) {
    // The form NFKD would make a blank of some apostrophes.
    String joined = APOSTROPHES.matcher(name).replaceAll("");
    String plain =
        ACCENTS.matcher(Normalizer.normalize(joined, Normalizer.Form.NFKD)).replaceAll("");
    String folded = Normalizer.normalize(plain, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    SequencedSet<String> words = new LinkedHashSet<>();
    Matcher matcher = WORD.matcher(folded);
    while (matcher.find()) {
      if (matcher.group("number") != null) {
        words.add(matcher.group().replace(',', '.'));
      } else if (matcher.group("unspaced") != null) {
        words.addAll(characters(matcher.group()));
      } else {
        words.add(matcher.group());
      }
    }
    return words;
  }

  /// Each character, and each pair of neighbours.
  private static List<String> characters(String text) {
    List<String> characters = new ArrayList<>();
    int[] points = text.codePoints().toArray();
    for (int i = 0; i < points.length; i++) {
      characters.add(new String(points, i, 1));
      if (i + 1 < points.length) {
        characters.add(new String(points, i, 2));
      }
    }
    return characters;
  }
}
