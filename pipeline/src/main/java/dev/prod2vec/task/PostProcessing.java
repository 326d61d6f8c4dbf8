package dev.prod2vec.task;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.config.Config;
import dev.prod2vec.config.ConfigTree;
import dev.prod2vec.cooccurrence.Cooccurrence;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.embedding.Safetensors;
import dev.prod2vec.embedding.Word2VecFormat;
import dev.prod2vec.evaluation.Score;
import dev.prod2vec.export.NeighboursCsv;
import dev.prod2vec.export.VectorFiles;
import dev.prod2vec.file.CsvFormulas;
import dev.prod2vec.file.InputException;
import dev.prod2vec.file.Json;
import dev.prod2vec.plane.ProductMap;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.process.ExitCode;
import dev.prod2vec.process.Failure;
import dev.prod2vec.quality.QualityReport;
import dev.prod2vec.recommend.NeighbourLists;
import dev.prod2vec.recommend.Recommender;
import dev.prod2vec.report.ReportData;
import dev.prod2vec.report.RunReport;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
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
    Vocabulary vocabulary = PreparedData.vocabulary(files.read(PreparedData.VOCABULARY));
    Embedding embedding = Safetensors.read(files.read(TrainingFiles.MODEL)).embedding();
    if (embedding.size() != vocabulary.size()) {
      throw new InputException(
          "%s: has %d vectors, but %s has %d products"
              .formatted(
                  files.directory().resolve(TrainingFiles.MODEL),
                  embedding.size(),
                  PreparedData.VOCABULARY,
                  vocabulary.size()));
    }
    Baskets training = PreparedData.baskets(files.read(PreparedData.BASKETS));
    Cooccurrence cooccurrence = new Cooccurrence(training, vocabulary.size());
    EvaluationReport evaluation =
        ModelScores.evaluate(
            embedding,
            cooccurrence,
            vocabulary,
            PreparedData.baskets(files.read(PreparedData.VALIDATION)),
            PreparedData.baskets(files.read(PreparedData.TEST)),
            config.evaluation(),
            config.training().threads());
    Json.write(files.write(EvaluationReport.FILE), evaluation);
    TaskResult result = TaskResult.of(metrics(evaluation));
    if (evaluation.gate().verdict() == EvaluationReport.Verdict.FAILED) {
      return result.withRefusal(refusal(evaluation.gate(), files));
    }
    Recommender recommender =
        new Recommender(embedding, vocabulary.counts(), cooccurrence, config.training().threads());
    int neighbours = config.export().neighbours();
    NeighbourLists substitutes = recommender.allSubstitutes(neighbours);
    NeighbourLists complements = recommender.allComplements(neighbours);
    export(context, vocabulary, embedding, substitutes, complements);
    ProductMap map = ProductPlaces.write(context, vocabulary, embedding);
    report(context, evaluation, vocabulary, map, substitutes, complements);
    return result;
  }

  private static Map<String, Object> metrics(EvaluationReport evaluation) {
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("gate", evaluation.gate().verdict().name().toLowerCase(Locale.ROOT));
    for (Score score : evaluation.scores()) {
      metrics.put("hitRate10 " + score.name(), score.hitRate10());
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
      Vocabulary vocabulary,
      Embedding embedding,
      NeighbourLists substitutes,
      NeighbourLists complements)
      throws IOException, InterruptedException {
    TaskFiles files = context.files();
    CsvFormulas formulas = context.config().export().csvFormulas();
    List<String> ids = vocabulary.products().stream().map(Product::id).toList();
    files.write(
        VectorFiles.csvName(context.runId()),
        file -> VectorFiles.writeCsv(file, embedding, vocabulary, formulas));
    VectorFiles.writeParquet(
        files.write(VectorFiles.PARQUET), embedding, vocabulary, files.staging());
    files.write(VectorFiles.WORD2VEC, file -> Word2VecFormat.writeText(file, embedding, ids));
    files.write(
        VectorFiles.PROJECTOR_VECTORS,
        _ -> VectorFiles.writeProjector(files.staging(), embedding, vocabulary, formulas));
    files.write(
        NeighboursCsv.FILE,
        file -> NeighboursCsv.write(file, vocabulary, formulas, substitutes::of, complements::of));
  }

  private static void report(
      TaskContext context,
      EvaluationReport evaluation,
      Vocabulary vocabulary,
      ProductMap map,
      NeighbourLists substitutes,
      NeighbourLists complements)
      throws IOException, InterruptedException {
    TaskFiles files = context.files();
    ReportData data =
        new ReportData(
            new ReportData.Run(
                context.runId(),
                context.toolVersion(),
                context.created(),
                settings(context),
                context.sourceSha256()),
            Json.read(files.read(IngestReport.FILE), IngestReport.class),
            Json.read(files.read(QualityReport.FILE), QualityReport.class),
            TrainingFiles.readLog(files.read(TrainingFiles.LOG)),
            evaluation.scores(),
            evaluation.neighbours(),
            new ReportData.Products(
                vocabulary,
                map,
                substitutes::of,
                complements::of,
                context.config().export().csvFormulas()));
    files.write(
        REPORT,
        file -> {
          try (Writer out = Files.newBufferedWriter(file)) {
            RunReport.write(data, out);
          }
        });
  }

  /// The config, with the hyperparameters that the vectors were trained with.
  private static SequencedMap<String, String> settings(TaskContext context) throws IOException {
    Path model = context.files().read(TrainingFiles.MODEL);
    String trained = Safetensors.read(model).metadata().getOrDefault(TrainingFiles.CONFIG, "{}");
    SequencedMap<String, String> settings = ConfigTree.textsWithoutFolders(context.config());
    Json.MAPPER
        .readValue(trained, new TypeReference<Map<String, Object>>() {})
        .forEach((key, value) -> settings.replace("training." + key, ConfigTree.text(value)));
    return settings;
  }
}
