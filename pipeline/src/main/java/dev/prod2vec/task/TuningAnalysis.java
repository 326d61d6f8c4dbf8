package dev.prod2vec.task;

import dev.prod2vec.study.StudyFile;
import java.io.IOException;
import java.util.Map;

/// Tables and pictures of a search.
final class TuningAnalysis {
  private TuningAnalysis() {}

  static TaskResult run(TaskContext context) throws IOException, InterruptedException {
    context.files().read(StudyFile.NAME);
    return TaskResult.of(Map.of());
  }
}
