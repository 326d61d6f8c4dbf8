package dev.prod2vec.model;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.prod2vec.vocabulary.FoundProduct;
import dev.prod2vec.vocabulary.Vocabulary;

/// A product that was asked about, in a JSON document.
public record AskedEntry(
    @JsonUnwrapped ProductEntry product,
    @JsonPropertyDescription("The text that named it.") String text,
    @JsonPropertyDescription("How the text was found: exact, or best.") String match) {
  static AskedEntry of(FoundProduct found, Vocabulary vocabulary) {
    return new AskedEntry(
        ProductEntry.of(found.product(), vocabulary),
        found.text(),
        found.match() == FoundProduct.Match.EXACT ? "exact" : "best");
  }
}
