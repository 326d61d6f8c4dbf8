package dev.prod2vec.cli;

import dev.prod2vec.config.Config;
import dev.prod2vec.file.Json;
import dev.prod2vec.file.WriteGuard;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.quality.Quality;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.task.LocalEngine;
import dev.prod2vec.task.TaskFolder;
import dev.prod2vec.task.TaskId;
import dev.prod2vec.task.TaskResult;
import java.io.IOException;
import java.nio.file.Path;

/// Runs and shows the tasks of a command that works in a folder, without a run.
record SingleTasks(Console console, TaskFolder folder) {
  /// @param name shown where reports show the id of a run
  /// @param guard through which the folder is changed
  /// @throws WrongUseException if the config has another engine
  static SingleTasks of(
      Console console, String name, Config config, Path folder, WriteGuard guard) {
    if (!config.engine().name().equals(Config.LOCAL)) {
      throw new WrongUseException(
          "engine: train and tune work in this process alone\n"
              + "hint: --engine local, or prod2vec run");
    }
    return new SingleTasks(
        console,
        new TaskFolder(
            name,
            folder,
            guard,
            config,
            LocalEngine.of(console.environment(), console.stores()),
            new RunProgress(console, config.training().epochs()),
            console.clock()));
  }

  TaskResult run(TaskId task) throws IOException, InterruptedException {
    console.status(task + " ...");
    try {
      return folder.run(task);
    } finally {
      console.status("");
    }
  }

  /// Reads the orders and warns of oddities: without a run, no task checks them.
  TaskResult preProcessData() throws IOException, InterruptedException {
    TaskResult result = run(TaskId.PRE_PROCESS_DATA);
    IngestReport ingest = Json.read(folder.folder().resolve(IngestReport.FILE), IngestReport.class);
    warn(console, ingest, folder.config());
    return result;
  }

  /// Warns of oddities in the orders that were read.
  static void warn(Console console, IngestReport ingest, Config config)
      throws InterruptedException {
    Quality.warningsOfReading(ingest, config.quality()).lines().forEach(console::message);
  }
}
