package dev.prod2vec.task;

import dev.prod2vec.config.Config;
import dev.prod2vec.file.Json;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.plane.ProductMap;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.process.ToolVersion;
import dev.prod2vec.quality.QualityReport;
import dev.prod2vec.recommend.Recommender;
import dev.prod2vec.report.ReportData;
import dev.prod2vec.report.RunFacts;
import dev.prod2vec.report.RunReport;
import dev.prod2vec.schema.ConfigTree;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import tools.jackson.core.type.TypeReference;

/// The report of a run: what was read, checked, trained and scored.
final class ModelReport {
  private ModelReport() {}

  /// Writes the report.
  ///
  /// @param map what `map.parquet` holds
  static void write(
      TaskContext context,
      ProductModel model,
      ProductMap map,
      EvaluationReport evaluation,
      NeighbourService.Neighbours neighbours)
      throws IOException, InterruptedException {
    TaskFiles files = context.files();
    Recommender recommender = model.recommender(context.config().training().threads());
    ReportData data =
        new ReportData(
            facts(
                new RunFacts.Run(
                    context.runId(),
                    ToolVersion.TEXT,
                    context.created(),
                    context.config().tags(),
                    settings(context.config(), model.metadata()),
                    context.sourceSha256()),
                model,
                evaluation,
                files::read),
            new ReportData.Products(
                model.vocabulary(),
                map,
                recommender.substituteLists(neighbours.substitutes())::of,
                recommender.complementLists(neighbours.complements())::of,
                context.config().export().csvFormulas()));
    files.write(
        RunReport.FILE,
        file -> {
          try (Writer out = Files.newBufferedWriter(file)) {
            RunReport.write(data, out);
          }
        });
  }

  /// What the files of a run say about it.
  ///
  /// @param files where each file is, by its name
  static RunFacts facts(
      RunFacts.Run run,
      ProductModel model,
      EvaluationReport evaluation,
      Function<String, Path> files) {
    return new RunFacts(
        run,
        Json.read(files.apply(IngestReport.FILE), IngestReport.class),
        Json.read(files.apply(QualityReport.FILE), QualityReport.class),
        TrainingFiles.readLog(files.apply(TrainingFiles.LOG)),
        evaluation.scores(),
        model.features(),
        evaluation.neighbours(),
        evaluation.start(),
        model.vocabulary().trained(),
        model.vocabulary().newProducts().size());
  }

  /// The config, with the hyperparameters that the vectors were trained with.
  ///
  /// @param metadata of the vectors
  static SequencedMap<String, String> settings(Config config, Map<String, String> metadata) {
    String trained = metadata.getOrDefault(ProductModel.CONFIG, "{}");
    SequencedMap<String, String> settings = ConfigTree.textsWithoutFolders(config);
    // Vectors of versions without the key knew of purchases alone.
    settings.replace("training.side-information", ConfigTree.text(List.of()));
    Json.MAPPER
        .readValue(trained, new TypeReference<Map<String, Object>>() {})
        .forEach((key, value) -> settings.replace("training." + key, ConfigTree.text(value)));
    return settings;
  }
}
