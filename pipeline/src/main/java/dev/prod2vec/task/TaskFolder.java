package dev.prod2vec.task;

import dev.prod2vec.config.Config;
import dev.prod2vec.disk.Tree;
import dev.prod2vec.file.Uninterrupted;
import dev.prod2vec.file.WriteGuard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;

/// Runs tasks in a folder that is no run: no records, no manifest. A task's files are in place when
/// it is done, as in a run.
///
/// @param name shown where reports show the id of a run
/// @param folder where files are read and written
/// @param guard through which the folder is changed
/// @param engine does the heavy work
public record TaskFolder(
    String name,
    Path folder,
    WriteGuard guard,
    Config config,
    Engine engine,
    TaskListener listener,
    Clock clock) {
  private static final String STAGING = ".staging-";

  /// Runs a task. It replaces what it wrote before.
  public TaskResult run(TaskId task) throws IOException, InterruptedException {
    guard.change(this::deleteLeftovers);
    // Each attempt has its own: a process that lost the folder cannot write into its successor's.
    Path staging = Files.createTempDirectory(folder, STAGING);
    try {
      TaskContext context =
          new TaskContext(
              name,
              clock.instant(),
              config,
              new LinkedHashMap<>(),
              new TaskFiles(folder, staging, folder, guard),
              listener,
              clock);
      TaskResult result = Tasks.of(task, _ -> engine).run(context);
      guard.change(() -> Tree.moveInto(staging, folder));
      return result;
    } catch (IOException | InterruptedException | RuntimeException e) {
      // If another process took the folder over, that is the cause to report, and the guard says
      // so. An interrupt would stop the guard, and has done its work.
      try {
        Uninterrupted.make(() -> guard.change(() -> {}));
      } finally {
        Thread.interrupted();
      }
      throw e;
    } finally {
      Tree.delete(staging);
    }
  }

  private void deleteLeftovers() throws IOException {
    for (Path entry : Tree.list(folder)) {
      if (String.valueOf(entry.getFileName()).startsWith(STAGING)) {
        Tree.delete(entry);
      }
    }
  }
}
