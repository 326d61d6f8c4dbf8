package dev.prod2vec.cli;

import dev.prod2vec.backend.Backend;
import dev.prod2vec.config.Config;
import dev.prod2vec.run.ToolVersion;
import dev.prod2vec.setting.SettingException;
import dev.prod2vec.task.LocalTraining;
import dev.prod2vec.task.TaskContext;
import dev.prod2vec.task.TaskFiles;
import dev.prod2vec.task.TaskId;
import dev.prod2vec.task.TaskResult;
import dev.prod2vec.task.Tasks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;

/// Runs tasks in a folder that is no run: no records, no manifest. Trainings run in this process.
///
/// @param name stands where reports have the id of a run
/// @param folder where files are read and written
record SingleTasks(Console console, String name, Config config, Path folder) {

  /// @throws SettingException if the config has another backend
  SingleTasks {
    if (config.backend() != Backend.LOCAL) {
      throw new SettingException(
          "backend: train and tune work in this process alone\nhint: --backend local, or prod2vec run");
    }
  }

  TaskResult run(TaskId task) throws IOException, InterruptedException {
    console.status(task + " ...");
    TaskContext context =
        new TaskContext(
            name,
            ToolVersion.TEXT,
            console.clock().instant(),
            config,
            new LinkedHashMap<>(),
            new TaskFiles(folder, folder, folder),
            new TrainingBar(console, config.training().epochs()),
            new StudyView(console),
            console::message,
            console.clock());
    TaskResult result =
        Tasks.of(task, console.environment(), console.stores(), _ -> new LocalTraining())
            .run(context);
    console.status("");
    return result;
  }
}
