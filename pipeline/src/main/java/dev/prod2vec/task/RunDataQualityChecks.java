package dev.prod2vec.task;

import dev.prod2vec.file.Json;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.process.ExitCode;
import dev.prod2vec.process.Failure;
import dev.prod2vec.quality.Quality;
import dev.prod2vec.quality.QualityReport;
import dev.prod2vec.quality.Verdict;
import dev.prod2vec.report.QualityPage;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Checks the prepared data; a failed check ends the run before training.
final class RunDataQualityChecks {
  /// Name of the page in a run directory.
  static final String PAGE = "quality.html";

  private RunDataQualityChecks() {}

  static TaskResult run(TaskContext context) throws IOException, InterruptedException {
    TaskFiles files = context.files();
    IngestReport ingest = Json.read(files.read(IngestReport.FILE), IngestReport.class);
    for (String name :
        List.of(
            PreparedData.BASKETS,
            PreparedData.VALIDATION,
            PreparedData.TEST,
            PreparedData.VOCABULARY)) {
      files.read(name);
    }
    QualityReport report = Quality.check(ingest, files.directory(), context.config().quality());
    Json.write(files.write(QualityReport.FILE), report);
    files.write(
        PAGE,
        file -> {
          try (Writer out = Files.newBufferedWriter(file)) {
            QualityPage.write(context.runId(), report, ingest, out);
          }
        });
    String warnings = Quality.warnings(report);
    warnings.lines().forEach(context.listener()::notice);
    if (!warnings.isEmpty()) {
      context.listener().notice("hint: examples: " + files.directory().resolve(PAGE));
    }
    Map<String, Object> metrics = new LinkedHashMap<>();
    for (Verdict verdict : Verdict.values()) {
      metrics.put(verdict.name().toLowerCase(Locale.ROOT), report.withVerdict(verdict).size());
    }
    TaskResult result = TaskResult.of(metrics);
    if (report.passed()) {
      return result;
    }
    String message =
        "%s\nhint: all checks with examples: %s"
            .formatted(Quality.failures(ingest, report).strip(), files.directory().resolve(PAGE));
    return result.withRefusal(new Failure(ExitCode.DATA_QUALITY, message));
  }
}
