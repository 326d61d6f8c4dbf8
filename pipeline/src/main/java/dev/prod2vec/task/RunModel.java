package dev.prod2vec.task;

import dev.prod2vec.cooccurrence.Cooccurrence;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.embedding.Safetensors;
import dev.prod2vec.file.InputException;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.vocabulary.Vocabulary;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The model that a run has trained. What was bought together is counted when it is first asked
/// for, since an engine that counts elsewhere never asks. Not safe to share between threads.
public final class RunModel {
  private final TaskFiles files;
  private final Vocabulary vocabulary;
  private final Safetensors.Model vectors;
  private @Nullable Cooccurrence cooccurrence;

  private RunModel(TaskFiles files, Vocabulary vocabulary, Safetensors.Model vectors) {
    this.files = files;
    this.vocabulary = vocabulary;
    this.vectors = vectors;
  }

  /// Reads the model of a run.
  ///
  /// @throws InputException if vectors and products are not of the same number
  static RunModel read(TaskFiles files) throws IOException {
    Vocabulary vocabulary = PreparedData.vocabulary(files.read(PreparedData.VOCABULARY));
    Safetensors.Model vectors = Safetensors.read(files.read(TrainingFiles.MODEL));
    if (vectors.embedding().size() != vocabulary.size()) {
      throw new InputException(
          "%s: has %d vectors, but %s has %d products"
              .formatted(
                  files.directory().resolve(TrainingFiles.MODEL),
                  vectors.embedding().size(),
                  PreparedData.VOCABULARY,
                  vocabulary.size()));
    }
    return new RunModel(files, vocabulary, vectors);
  }

  /// The products.
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /// Their vectors, by the index of the product.
  public Embedding embedding() {
    return vectors.embedding();
  }

  /// What the file of vectors says about itself.
  public Map<String, String> metadata() {
    return vectors.metadata();
  }

  /// What was bought together in the training baskets.
  public Cooccurrence cooccurrence() {
    if (cooccurrence == null) {
      cooccurrence =
          new Cooccurrence(
              PreparedData.baskets(files.read(PreparedData.BASKETS)), vocabulary.size());
    }
    return cooccurrence;
  }
}
