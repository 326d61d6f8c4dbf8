package dev.prod2vec.task;

import dev.prod2vec.ingest.OrdersConfig;
import dev.prod2vec.ingest.RowSource;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.setting.WrongUseException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Orders and products into baskets and a vocabulary.
final class PreProcessData {
  private PreProcessData() {}

  static TaskResult run(TaskContext context, Preparation preparation, EarlierRuns runs)
      throws IOException, InterruptedException {
    OrdersConfig orders = context.config().orders();
    if (orders.source() == RowSource.FILES && orders.files().isEmpty()) {
      throw new WrongUseException(
          "orders.files: no file is given\nhint: --orders FILE, or files below orders in"
              + " prod2vec.yaml");
    }
    if (orders.timeColumn().isEmpty()) {
      TrainingFiles.refuseHalfLife(context.config().training());
    }
    if (orders.quantityColumn().isEmpty()) {
      TrainingFiles.refuseQuantityWeight(context.config().training());
    }
    if (context.config().tune() && !context.config().start().from().isEmpty()) {
      throw new WrongUseException(
          "tune and start.from exclude each other: a search trains models of many sizes, from nothing\nhint: leave one of them out");
    }
    // Before the orders are read, which may take long.
    Optional<EarlierRun> earlier =
        context.config().start().from().isEmpty() ? Optional.empty() : runs.find(context);
    Optional<EarlierModel.Source> start = Optional.empty();
    if (earlier.isPresent()) {
      start = Optional.of(EarlierModel.Source.open(earlier.get(), context.config().training()));
    }
    IngestReport report = preparation.prepare(context);
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("rows", report.rows().read());
    metrics.put("orders", report.baskets().orders());
    metrics.put("products", report.products().vocabulary());
    metrics.put("trainBaskets", report.baskets().train());
    metrics.put("validationBaskets", report.baskets().validation());
    metrics.put("testBaskets", report.baskets().test());
    if (start.isPresent()) {
      metrics.putAll(start.get().write(context, report));
    }
    return TaskResult.of(metrics)
        .withSources(report.inputs().stream().map(PreProcessData::source).toList());
  }

  private static TaskResult.Source source(IngestReport.InputFile input) {
    if (input.wasReadOnce()) {
      return new TaskResult.Source.Piped(
          input.path(), input.rows(), input.sha256().orElseThrow(), input.bytes());
    }
    return input.sha256().isPresent()
        ? new TaskResult.Source.Fetched(
            input.path(), input.rows(), input.sha256().get(), input.bytes())
        : new TaskResult.Source.OfFile(input.path(), input.rows());
  }
}
