package dev.prod2vec.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.prod2vec.cooccurrence.Companion;
import dev.prod2vec.cooccurrence.Cooccurrence;
import dev.prod2vec.feature.NameWords;
import dev.prod2vec.live.ServedRun;
import dev.prod2vec.model.ProductEntry;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.util.List;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/// What two products have in common.
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record WhyDocument(
    @JsonPropertyDescription("The product.") ProductEntry product,
    @JsonPropertyDescription("The other product.") ProductEntry other,
    @JsonPropertyDescription("Training orders that hold both.") int boughtTogether,
    @JsonPropertyDescription("How many would by chance.") double expectedTogether,
    @JsonPropertyDescription("How many times more often than by chance both were bought together.")
        double lift,
    @JsonPropertyDescription("Words that both names have.") List<String> words,
    @JsonPropertyDescription("What both are bought along with, the most telling first.")
        List<CompanionEntry> companions) {
  private static final int MOST = 8;

  WhyDocument {
    words = List.copyOf(words);
    companions = List.copyOf(companions);
  }

  /// A product that is bought along with both.
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  record CompanionEntry(
      @JsonPropertyDescription("The product.") ProductEntry product,
      @JsonPropertyDescription("Training orders with it and the product.") int boughtTogether,
      @JsonPropertyDescription("Lift of it and the product.") double lift,
      @JsonPropertyDescription("Training orders with it and the other product.")
          int boughtTogetherWithOther,
      @JsonPropertyDescription("Lift of it and the other product.") double liftWithOther) {}

  static WhyDocument of(ServedRun run, Product product, Product other) {
    Vocabulary vocabulary = run.vocabulary();
    Cooccurrence evidence = run.model().evidence();
    int a = product.index();
    int b = other.index();
    return new WhyDocument(
        ProductEntry.of(product, vocabulary),
        ProductEntry.of(other, vocabulary),
        evidence.count(a, b),
        evidence.expected(a, b),
        evidence.lift(a, b),
        NameWords.common(product.name(), other.name()),
        evidence.companions(a, b, MOST).stream()
            .map(companion -> entry(companion, a, b, evidence, vocabulary))
            .toList());
  }

  private static CompanionEntry entry(
      Companion companion, int a, int b, Cooccurrence evidence, Vocabulary vocabulary) {
    int product = companion.product();
    return new CompanionEntry(
        ProductEntry.of(vocabulary.product(product), vocabulary),
        companion.withA(),
        evidence.lift(a, product, companion.withA()),
        companion.withB(),
        evidence.lift(b, product, companion.withB()));
  }
}
