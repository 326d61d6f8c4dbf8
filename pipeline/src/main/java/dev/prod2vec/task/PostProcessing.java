package dev.prod2vec.task;

import dev.prod2vec.model.ProductModel;
import dev.prod2vec.config.Config;
import dev.prod2vec.config.ConfigTree;
import dev.prod2vec.evaluation.Score;
import dev.prod2vec.export.NeighboursCsv;
import dev.prod2vec.export.VectorFormat;
import dev.prod2vec.file.CsvFormulas;
import dev.prod2vec.file.Json;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.process.ExitCode;
import dev.prod2vec.process.Failure;
import dev.prod2vec.quality.QualityReport;
import dev.prod2vec.recommend.NeighbourLists;
import dev.prod2vec.recommend.Recommender;
import dev.prod2vec.report.ReportData;
import dev.prod2vec.report.RunReport;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.core.type.TypeReference;

/// The gate, then the exports and the report.
final class PostProcessing {
  /// Name of the report in a run directory.
  static final String REPORT = "report.html";

  private PostProcessing() {}

  static TaskResult run(TaskContext context) throws IOException, InterruptedException {
    TaskFiles files = context.files();
    Config config = context.config();
    ProductModel model = ProductModel.open(files::read);
    EvaluationReport evaluation =
        ModelScores.evaluate(
            model,
            PreparedData.baskets(files.read(PreparedData.VALIDATION)),
            PreparedData.baskets(files.read(PreparedData.TEST)),
            config.evaluation(),
            config.training().threads());
    Json.write(files.write(EvaluationReport.FILE), evaluation);
    TaskResult result = TaskResult.of(metrics(evaluation));
    if (evaluation.gate().verdict() == EvaluationReport.Verdict.FAILED) {
      return result.withRefusal(refusal(evaluation.gate(), files));
    }
    Recommender recommender = model.recommender(config.training().threads());
    int neighbours = config.export().neighbours();
    NeighbourLists substitutes = recommender.allSubstitutes(neighbours);
    NeighbourLists complements = recommender.allComplements(neighbours);
    export(context, model, substitutes, complements);
    report(context, evaluation, model, substitutes, complements);
    return result;
  }

  private static Map<String, Object> metrics(EvaluationReport evaluation) {
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("gate", evaluation.gate().verdict().name().toLowerCase(Locale.ROOT));
    for (Score score : evaluation.scores()) {
      metrics.put("hitRate10 " + score.name(), score.hitRate10().value());
    }
    return metrics;
  }

  private static Failure refusal(EvaluationReport.Gate gate, TaskFiles files) {
    return new Failure(
        ExitCode.GATE,
        """
        the model does not beat popularity: of the products left out of test baskets it finds %.4f \
        among its first 10, popularity finds %.4f; nothing is exported
        hint: more orders, more --epochs or another --learning-rate may help; all scores: %s\
        """
            .formatted(
                gate.model(), gate.popularity(), files.directory().resolve(EvaluationReport.FILE)));
  }

  private static void export(
      TaskContext context,
      ProductModel model,
      NeighbourLists substitutes,
      NeighbourLists complements)
      throws IOException, InterruptedException {
    TaskFiles files = context.files();
    CsvFormulas formulas = context.config().export().csvFormulas();
    for (VectorFormat format : VectorFormat.OF_A_RUN) {
      files.write(
          format.fileName(context.runId()), file -> format.write(file, model, formulas));
    }
    files.write(
        NeighboursCsv.FILE,
        file ->
            NeighboursCsv.write(
                file, model.vocabulary(), formulas, substitutes::of, complements::of));
  }

  private static void report(
      TaskContext context,
      EvaluationReport evaluation,
      ProductModel model,
      NeighbourLists substitutes,
      NeighbourLists complements)
      throws IOException, InterruptedException {
    TaskFiles files = context.files();
    ReportData data =
        new ReportData(
            context.runId(),
            context.toolVersion(),
            context.created(),
            settings(context, model),
            context.sourceSha256(),
            Json.read(files.read(IngestReport.FILE), IngestReport.class),
            Json.read(files.read(QualityReport.FILE), QualityReport.class),
            TrainingFiles.readLog(files.read(TrainingFiles.LOG)),
            evaluation.scores(),
            evaluation.neighbours(),
            model.vocabulary(),
            model.embedding(),
            substitutes::of,
            complements::of);
    files.write(
        REPORT,
        file -> {
          try (Writer out = Files.newBufferedWriter(file)) {
            RunReport.write(data, out);
          }
        });
  }

  /// The config, with the hyperparameters that the vectors were trained with.
  private static SequencedMap<String, String> settings(TaskContext context, ProductModel model) {
    String trained = model.metadata().getOrDefault(ProductModel.CONFIG, "{}");
    SequencedMap<String, String> settings = ConfigTree.textsWithoutFolders(context.config());
    Json.MAPPER
        .readValue(trained, new TypeReference<Map<String, Object>>() {})
        .forEach((key, value) -> settings.replace("training." + key, ConfigTree.text(value)));
    return settings;
  }
}
