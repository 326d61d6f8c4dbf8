package dev.prod2vec.task;

import dev.prod2vec.config.Config;
import dev.prod2vec.ingest.Ingest;
import dev.prod2vec.ingest.IngestReport;
import dev.prod2vec.setting.SettingException;
import java.util.LinkedHashMap;
import java.util.Map;

/// Orders and products into baskets and a vocabulary.
final class PreProcessData {
  private PreProcessData() {}

  static TaskResult run(TaskContext context) throws InterruptedException {
    Config config = context.config();
    if (config.orders().files().isEmpty()) {
      throw new SettingException(
          "orders.files: no file is given\nhint: --orders FILE, or files below orders in"
              + " prod2vec.yaml");
    }
    IngestReport report =
        Ingest.ingest(
            config.orders(), config.products(), config.baskets(), context.files().staging());
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("rows", report.rows().read());
    metrics.put("orders", report.baskets().orders());
    metrics.put("products", report.products().vocabulary());
    metrics.put("trainBaskets", report.baskets().train());
    metrics.put("validationBaskets", report.baskets().validation());
    metrics.put("testBaskets", report.baskets().test());
    return TaskResult.of(metrics)
        .withSources(
            report.inputs().stream()
                .map(input -> new TaskResult.Source(input.path(), input.rows()))
                .toList());
  }
}
