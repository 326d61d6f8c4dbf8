package dev.prod2vec.cli;

import dev.prod2vec.setting.Nearest;
import dev.prod2vec.setting.SettingException;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/// Finds products by id or name.
final class ProductSearch {
  private static final int SUGGESTIONS = 5;

  private final Vocabulary vocabulary;

  ProductSearch(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /// What was found, the most bought first; the first is meant, unless somebody says otherwise.
  record Found(Product product, List<Product> others) {}

  /// The product with that id; else with that name; else with that name but for the case; else
  /// those whose name holds all the words.
  ///
  /// @throws SettingException naming the nearest names if there is none
  Found find(String text) {
    String wanted = text.strip();
    String lower = wanted.toLowerCase(Locale.ROOT);
    List<String> words = Arrays.asList(lower.split("\\s+"));
    List<Predicate<Product>> steps =
        List.of(
            product -> product.id().equals(wanted),
            product -> product.name().equals(wanted),
            product -> product.name().toLowerCase(Locale.ROOT).equals(lower),
            product -> words.stream().allMatch(product.name().toLowerCase(Locale.ROOT)::contains));
    if (!wanted.isEmpty()) {
      for (Predicate<Product> step : steps) {
        // The vocabulary is sorted by falling count.
        List<Product> found = vocabulary.products().stream().filter(step).toList();
        if (!found.isEmpty()) {
          return new Found(found.getFirst(), found.subList(1, found.size()));
        }
      }
    }
    throw new SettingException(
        "no product has the id, the name or the words \"%s\"\nhint: the nearest names: %s"
            .formatted(wanted, String.join("; ", nearest(words))));
  }

  /// The names whose words are nearest to those asked for, the most bought of equals first.
  private List<String> nearest(List<String> words) {
    record Near(String name, int edits) {}
    return vocabulary.products().stream()
        .map(Product::name)
        .distinct()
        .map(name -> new Near(name, words.stream().mapToInt(word -> edits(word, name)).sum()))
        .sorted(Comparator.comparingInt(Near::edits))
        .limit(SUGGESTIONS)
        .map(Near::name)
        .toList();
  }

  private static int edits(String word, String name) {
    return Arrays.stream(name.split("\\s+"))
        .mapToInt(part -> Nearest.edits(word, part))
        .min()
        .orElse(word.length());
  }

  /// What to tell a person about the others; empty where there are none.
  static String others(Found found) {
    if (found.others().isEmpty()) {
      return "";
    }
    List<String> named =
        found.others().stream()
            .limit(SUGGESTIONS)
            .map(product -> "%s (id %s)".formatted(product.name(), product.id()))
            .toList();
    int more = found.others().size() - named.size();
    return "taking the most bought, %s; also: %s%s"
        .formatted(
            found.product().name(),
            String.join("; ", named),
            more > 0 ? "; and %s more".formatted(Words.count(more)) : "");
  }
}
