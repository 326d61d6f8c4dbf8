package dev.prod2vec.task;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.config.Config;
import dev.prod2vec.config.ConfigTree;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.embedding.Safetensors;
import dev.prod2vec.ingest.Json;
import dev.prod2vec.ingest.PreparedData;
import dev.prod2vec.ingest.Sha256;
import dev.prod2vec.ingest.Writing;
import dev.prod2vec.training.EpochMetrics;
import dev.prod2vec.training.TrainedModel;
import dev.prod2vec.training.Trainer;
import dev.prod2vec.training.TrainingConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Trains the vectors.
final class ModelTraining {
  /// Name of the vectors in a run directory.
  static final String MODEL = "model.safetensors";

  /// Name of what a training that was stopped goes on from; gone when it is done.
  static final String CHECKPOINT = "checkpoint.safetensors";

  /// Name of the log in a run directory: a line of JSON per epoch.
  static final String LOG = "training.jsonl";

  /// Key of the training's config, as JSON, in the metadata of the vectors.
  static final String CONFIG = "config";

  private ModelTraining() {}

  static TaskResult run(TaskContext context) throws IOException, InterruptedException {
    TaskFiles files = context.files();
    Baskets training = PreparedData.baskets(files.read(PreparedData.BASKETS));
    Baskets validation = PreparedData.baskets(files.read(PreparedData.VALIDATION));
    int size = PreparedData.vocabulary(files.read(PreparedData.VOCABULARY)).size();
    Path checkpoint = files.unfinished(CHECKPOINT);
    TrainedModel model =
        Trainer.train(
            training,
            validation,
            size,
            context.config().training(),
            context.progress(),
            checkpoint);
    write(context, files.write(MODEL), model.embedding(), context.config().training());
    writeLog(files, model.epochs());
    Files.deleteIfExists(checkpoint);
    return TaskResult.of(metrics(model.epochs()));
  }

  /// Writes vectors with what they say about themselves.
  ///
  /// @param training how they were trained
  static void write(TaskContext context, Path file, Embedding embedding, TrainingConfig training)
      throws IOException, InterruptedException {
    Map<String, String> metadata = metadata(context, training);
    Writing.file(
        context.files().directory().resolve(file.getFileName()),
        () -> Safetensors.write(file, embedding, metadata));
  }

  /// Writes what the epochs of a training were like.
  static void writeLog(TaskFiles files, List<EpochMetrics> epochs)
      throws IOException, InterruptedException {
    String log = epochs.stream().map(Json::line).collect(Collectors.joining("\n", "", "\n"));
    files.write(LOG, file -> Files.writeString(file, log));
  }

  /// What a file of vectors says about itself. Threads are left out: the vectors do not depend on
  /// them.
  static Map<String, String> metadata(TaskContext context, TrainingConfig training)
      throws IOException {
    Config effective = context.config().withTraining(training);
    Map<?, ?> keys = (Map<?, ?>) ConfigTree.of(effective).get("training");
    Map<Object, Object> config = new LinkedHashMap<>(Objects.requireNonNull(keys));
    config.remove("threads");
    Map<String, String> metadata = new TreeMap<>();
    metadata.put("prod2vec", context.toolVersion());
    metadata.put("objective", String.valueOf(config.get("objective")));
    metadata.put(CONFIG, Json.line(config));
    metadata.put("vocabulary_sha256", Sha256.of(context.files().read(PreparedData.VOCABULARY)));
    return metadata;
  }

  private static Map<String, Object> metrics(List<EpochMetrics> epochs) {
    EpochMetrics best = epochs.getLast();
    for (EpochMetrics epoch : epochs) {
      best = epoch.best() ? epoch : best;
    }
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("epochs", epochs.size());
    metrics.put("bestEpoch", best.epoch());
    metrics.put("loss", best.loss());
    if (!Double.isNaN(best.validationHitRate10())) {
      metrics.put("validationHitRate10", best.validationHitRate10());
    }
    double seconds = epochs.stream().mapToDouble(EpochMetrics::seconds).sum();
    long pairs = epochs.stream().mapToLong(EpochMetrics::pairs).sum();
    metrics.put("pairsPerSecond", seconds > 0 ? Math.round(pairs / seconds) : 0);
    return metrics;
  }
}
