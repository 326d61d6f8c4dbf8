package dev.prod2vec.task;

import dev.prod2vec.chart.Picture;
import dev.prod2vec.process.ToolVersion;
import dev.prod2vec.report.StudyData;
import dev.prod2vec.report.StudyFindings;
import dev.prod2vec.report.StudyPage;
import dev.prod2vec.study.StudyFile;
import dev.prod2vec.study.TrialsCsv;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Tables and pictures of a search.
final class TuningAnalysis {
  private TuningAnalysis() {}

  static TaskResult run(TaskContext context) throws IOException, InterruptedException {
    return TaskResult.of(write(context, StudyFile.read(context.files().read(StudyFile.NAME))));
  }

  /// Writes the table, the page and the pictures of a study with a completed trial.
  ///
  /// @return the findings, in words
  static Map<String, Object> write(TaskContext context, StudyFile file)
      throws IOException, InterruptedException {
    TaskFiles files = context.files();
    StudyData study =
        StudyData.of(
            context.runId(),
            ToolVersion.TEXT,
            file.studyKey(),
            context.config().tuning().space(),
            file.trials());
    files.write(
        TrialsCsv.FILE,
        csv ->
            TrialsCsv.write(
                csv,
                file.studyKey().metric(),
                study.bestFirst(),
                context.config().export().csvFormulas()));
    List<Picture> pictures = StudyPage.pictures(study);
    for (Picture picture : pictures) {
      files.write(picture.name() + ".svg", svg -> Files.write(svg, picture.svg()));
      files.write(picture.name() + ".png", png -> Files.write(png, picture.png()));
    }
    files.write(
        StudyPage.FILE,
        page -> {
          try (Writer out = Files.newBufferedWriter(page)) {
            StudyPage.write(study, pictures, out);
          }
        });
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("findings", String.join(" ", StudyFindings.of(study).sentences()));
    return metrics;
  }
}
