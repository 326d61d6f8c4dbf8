package dev.prod2vec.cli;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.cooccurrence.Cooccurrence;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.embedding.Safetensors;
import dev.prod2vec.file.InputException;
import dev.prod2vec.file.Json;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.run.RunFolder;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What training left in a folder: of a run, or of `prod2vec train`.
///
/// @param directory the folder
record Model(Path directory, Vocabulary vocabulary, Embedding embedding) {
  /// Reads the products and their vectors.
  ///
  /// @throws WrongUseException if the folder holds no model
  /// @throws InputException if a file is broken
  static Model read(Path directory) throws IOException {
    Path vectors = directory.resolve("model.safetensors");
    if (!Files.exists(vectors)) {
      throw new WrongUseException(
          directory
              + ": holds no model.safetensors\nhint: name a run, or a folder that prod2vec train"
              + " wrote");
    }
    Vocabulary vocabulary = PreparedData.vocabulary(directory.resolve(PreparedData.VOCABULARY));
    Embedding embedding = Safetensors.read(vectors).embedding();
    if (embedding.size() != vocabulary.size()) {
      throw new InputException(
          "%s: has %d vectors, but the vocabulary beside it has %d products"
              .formatted(vectors, embedding.size(), vocabulary.size()));
    }
    return new Model(directory, vocabulary, embedding);
  }

  /// How many products were bought too rarely to have a vector, as a line for people; empty where
  /// there is none or the folder does not tell.
  Optional<String> withoutVector() {
    Path report = directory.resolve(IngestReport.FILE);
    if (!Files.exists(report)) {
      return Optional.empty();
    }
    long rare = Json.read(report, IngestReport.class).products().belowMinCount();
    return Optional.of(rare)
        .filter(count -> count > 0)
        .map(count ->
            "%s in fewer than %s training orders have no vector, and cannot be asked for"
                .formatted(Words.count(count, "product"), minCount()));
  }

  /// A folder that `prod2vec train` wrote does not know the number.
  private String minCount() {
    return RunFolder.isRun(directory)
            && RunFolder.manifest(directory).config().get("baskets") instanceof Map<?, ?> baskets
            && baskets.get("min-count") instanceof Number number
        ? number.toString()
        : "baskets.min-count";
  }

  /// What was bought together in the training baskets.
  Cooccurrence cooccurrence() {
    return new Cooccurrence(baskets(PreparedData.BASKETS), vocabulary.size());
  }

  /// Baskets of one of the files.
  ///
  /// @param file for example `validation.parquet`
  Baskets baskets(String file) {
    return PreparedData.baskets(directory.resolve(file));
  }
}
