package dev.prod2vec.task;

import dev.prod2vec.report.Picture;
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
    TaskFiles files = context.files();
    StudyFile file = StudyFile.read(files.read(StudyFile.NAME));
    StudyData study =
        StudyData.of(
            context.runId(),
            context.toolVersion(),
            file.head(),
            context.config().tuning().space(),
            file.trials());
    files.write(
        TrialsCsv.FILE, csv -> TrialsCsv.write(csv, file.head().metric(), study.bestFirst()));
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
    return TaskResult.of(metrics);
  }
}
