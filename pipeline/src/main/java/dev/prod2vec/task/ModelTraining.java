package dev.prod2vec.task;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.config.ConfigTree;
import dev.prod2vec.embedding.Safetensors;
import dev.prod2vec.ingest.Json;
import dev.prod2vec.ingest.PreparedData;
import dev.prod2vec.ingest.Sha256;
import dev.prod2vec.training.EpochMetrics;
import dev.prod2vec.training.TrainedModel;
import dev.prod2vec.training.Trainer;
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

  private ModelTraining() {}

  static TaskResult run(TaskContext context) throws IOException, InterruptedException {
    TaskFiles files = context.files();
    Baskets training = PreparedData.baskets(files.read(PreparedData.BASKETS));
    Baskets validation = PreparedData.baskets(files.read(PreparedData.VALIDATION));
    Path vocabulary = files.read(PreparedData.VOCABULARY);
    int size = PreparedData.vocabulary(vocabulary).size();
    Path checkpoint = files.unfinished(CHECKPOINT);
    TrainedModel model =
        Trainer.train(
            training,
            validation,
            size,
            context.config().training(),
            context.progress(),
            checkpoint);
    Map<String, String> metadata = metadata(context, Sha256.of(vocabulary));
    files.write(MODEL, file -> Safetensors.write(file, model.embedding(), metadata));
    String log =
        model.epochs().stream().map(Json::line).collect(Collectors.joining("\n", "", "\n"));
    files.write(LOG, file -> Files.writeString(file, log));
    Files.deleteIfExists(checkpoint);
    return TaskResult.of(metrics(model.epochs()));
  }

  /// What the file of vectors says about itself. Threads are left out: the vectors do not depend on
  /// them.
  private static Map<String, String> metadata(TaskContext context, String vocabularySha256) {
    Map<?, ?> training = (Map<?, ?>) ConfigTree.of(context.config()).get("training");
    Map<Object, Object> config = new LinkedHashMap<>(Objects.requireNonNull(training));
    config.remove("threads");
    Map<String, String> metadata = new TreeMap<>();
    metadata.put("prod2vec", context.toolVersion());
    metadata.put("objective", String.valueOf(config.get("objective")));
    metadata.put("config", Json.line(config));
    metadata.put("vocabulary_sha256", vocabularySha256);
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
