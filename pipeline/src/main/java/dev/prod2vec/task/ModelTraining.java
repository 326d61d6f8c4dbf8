package dev.prod2vec.task;

import dev.prod2vec.training.EpochMetrics;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Trains the vectors.
final class ModelTraining {
  private ModelTraining() {}

  static TaskResult run(TaskContext context, TrainingService service)
      throws IOException, InterruptedException {
    return TaskResult.of(
        metrics(service.train(context, context.config().training(), TrainingSet.TRAINING)));
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
