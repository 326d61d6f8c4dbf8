package dev.prod2vec.cli;

import dev.prod2vec.ingest.Json;
import dev.prod2vec.run.Run;
import dev.prod2vec.run.RunFolder;
import dev.prod2vec.run.Runner;
import dev.prod2vec.run.TaskFailedException;
import dev.prod2vec.run.TaskRecord;
import dev.prod2vec.task.ExitCode;
import dev.prod2vec.task.TaskGraph;
import dev.prod2vec.task.TaskId;
import dev.prod2vec.task.Tasks;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Runs one task.
@Command(
    name = "task",
    description = {
      "Run one task of a run by itself, as a scheduler does.",
      "The last line on stdout is the task's record as JSON; `next` in it names the tasks to run"
          + " next. The first task, pre_process_data, creates the run from the config; the others"
          + " use the config that the run has. A task that is done is run again, and what was done"
          + " behind it is undone."
    },
    footer = {
      "  prod2vec task pre_process_data --run-dir runs/today --orders orders.csv",
      "  prod2vec task run_data_quality_checks --run-dir runs/today",
      "",
      "Tasks: pre_process_data, run_data_quality_checks, branching, model_training, model_tuning,",
      "tuning_analysis, post_processing."
    })
final class TaskCommand implements Callable<Integer>, ConfigFlags.Reader {
  private final Console console;
  private final ConfigFlags flags = new ConfigFlags("--orders");

  @Parameters(paramLabel = "ID", description = "The task.")
  private String id = "";

  @Option(
      names = "--run-dir",
      paramLabel = "DIR",
      required = true,
      description = "The run directory; its name is the run's id.")
  private Path directory = Path.of("");

  TaskCommand(Console console) {
    this.console = console;
  }

  @Override
  public ConfigFlags flags() {
    return flags;
  }

  @Override
  public Integer call() {
    TaskId task = TaskId.of(id);
    try (Run run = open(task)) {
      RunProgress progress = new RunProgress(console, run.config().training().epochs());
      try {
        print(
            new Runner(id -> Tasks.of(id, console.environment()), console.clock(), progress)
                .runOne(run, task));
      } catch (TaskFailedException e) {
        run.record(task).ifPresent(this::print);
        throw e;
      }
    }
    return ExitCode.DONE.code();
  }

  private void print(TaskRecord attempt) {
    console.out().println(Json.line(attempt));
  }

  private Run open(TaskId task) {
    if (task == TaskGraph.FIRST && !RunFolder.isRun(directory)) {
      return Run.create(
          directory, flags.load(console.environment()).config(), console.clock().instant());
    }
    Run run = Run.open(directory);
    try {
      flags.commandLineOnly().requireAgreement(run.config(), directory.toString());
      return run;
    } catch (RuntimeException e) {
      run.close();
      throw e;
    }
  }
}
