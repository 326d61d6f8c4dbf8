package dev.prod2vec.cli;

import dev.prod2vec.file.NewFolder;

import dev.prod2vec.backend.Backend;
import dev.prod2vec.config.Config;
import dev.prod2vec.disk.Tree;
import dev.prod2vec.file.Json;
import dev.prod2vec.file.WriteGuard;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.quality.Quality;
import dev.prod2vec.run.ToolVersion;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.task.LocalTraining;
import dev.prod2vec.task.TaskContext;
import dev.prod2vec.task.TaskFiles;
import dev.prod2vec.task.TaskId;
import dev.prod2vec.task.TaskResult;
import dev.prod2vec.task.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;

/// Runs tasks in a folder that is no run: no records, no manifest. A task's files are in place when
/// it is done, as in a run. Trainings run in this process.
///
/// @param name stands where reports have the id of a run
/// @param folder where files are read and written
/// @param fence what changes of the folder are made behind
record SingleTasks(Console console, String name, Config config, Path folder, WriteGuard fence) {
  private static final String STAGING = ".staging-";

  /// @throws WrongUseException if the config has another backend
  SingleTasks {
    if (config.backend() != Backend.LOCAL) {
      throw new WrongUseException(
          "backend: train and tune work in this process alone\n"
              + "hint: --backend local, or prod2vec run");
    }
  }

  TaskResult run(TaskId task) throws IOException, InterruptedException {
    console.status(task + " ...");
    fence.change(this::deleteWhatWasLeft);
    // With a name of its own: a process that has lost the folder does not find the next one's.
    Path staging = Files.createTempDirectory(folder, STAGING);
    try {
      TaskContext context =
          new TaskContext(
              name,
              ToolVersion.TEXT,
              console.clock().instant(),
              config,
              new LinkedHashMap<>(),
              new TaskFiles(folder, staging, folder, fence),
              new TrainingBar(console, config.training().epochs()),
              new StudyView(console),
              console::message,
              console.clock());
      TaskResult result =
          Tasks.of(task, console.environment(), console.stores(), _ -> new LocalTraining())
              .run(context);
      fence.change(() -> NewFolder.moveAll(staging, folder));
      return result;
    } catch (IOException | InterruptedException | RuntimeException e) {
      // If the folder was lost, that is why; an interrupt has been heard.
      Thread.interrupted();
      fence.change(() -> {});
      throw e;
    } finally {
      console.status("");
      Tree.delete(staging);
    }
  }

  /// Reads the orders, and says what is odd in how they were read: no task checks them here.
  TaskResult preProcessData() throws IOException, InterruptedException {
    TaskResult result = run(TaskId.PRE_PROCESS_DATA);
    IngestReport ingest = Json.read(folder.resolve(IngestReport.FILE), IngestReport.class);
    warn(console, ingest, config);
    return result;
  }

  /// Says what is odd in how orders were read.
  static void warn(Console console, IngestReport ingest, Config config)
      throws InterruptedException {
    Quality.warningsOfReading(ingest, config.quality()).lines().forEach(console::message);
  }

  private void deleteWhatWasLeft() throws IOException {
    for (Path entry : NewFolder.list(folder)) {
      if (String.valueOf(entry.getFileName()).startsWith(STAGING)) {
        Tree.delete(entry);
      }
    }
  }
}
