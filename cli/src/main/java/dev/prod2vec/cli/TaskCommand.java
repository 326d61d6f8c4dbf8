package dev.prod2vec.cli;

import dev.prod2vec.config.Config;
import dev.prod2vec.file.Json;
import dev.prod2vec.lease.InUseException;
import dev.prod2vec.process.ExitCode;
import dev.prod2vec.run.Manifest;
import dev.prod2vec.run.Run;
import dev.prod2vec.run.RunPlace;
import dev.prod2vec.run.TaskRecord;
import dev.prod2vec.runner.Runner;
import dev.prod2vec.runner.TaskFailedException;
import dev.prod2vec.schema.EffectiveConfig;
import dev.prod2vec.store.Location;
import dev.prod2vec.task.TaskGraph;
import dev.prod2vec.task.TaskId;
import dev.prod2vec.task.Tasks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
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
          + " use the config that the run has. A finished task runs again, and the tasks after"
          + " it become undone."
    },
    footer = {
      "  prod2vec task pre_process_data --run-dir runs/today --orders orders.csv",
      "  prod2vec task run_data_quality_checks --run-dir runs/today",
      "",
      "`prod2vec tasks` lists the tasks and which follow which."
    })
final class TaskCommand implements Callable<Integer>, ConfigFlags.Reader {
  private static final Duration POLL = Duration.ofSeconds(1);

  private final Console console;
  private final ConfigFlags flags = ConfigFlags.all("--orders");

  @Parameters(paramLabel = "ID", description = "The task.")
  private String id = "";

  @Option(
      names = "--run-dir",
      paramLabel = "DIR",
      required = true,
      description = "The run directory, or ${bundle:location}; its name is the run's id.")
  private String place = "";

  @Option(
      names = "--wait",
      description = {
        "If another process works on the run, wait until it has ended or shown no sign of life for"
            + " half a minute, instead of refusing. If it has done the task by then, its record is the"
            + " result."
      })
  private boolean wait;

  TaskCommand(Console console) {
    this.console = console;
  }

  @Override
  public ConfigFlags flags() {
    return flags;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    TaskId task = TaskId.of(id);
    OptionalInt elsewhere =
        Tasks.needsEngine(task)
            ? SparkStart.instead(console, flags.command(), () -> configOfRun(task), this::effective)
            : OptionalInt.empty();
    return elsewhere.isPresent() ? elsewhere.getAsInt() : work(task);
  }

  private int work(TaskId task) throws InterruptedException {
    Instant begin = console.clock().instant();
    try (Run run = wait ? openWhenFree(task) : open(task);
        Engines engines = new Engines(console)) {
      Optional<TaskRecord> doneMeanwhile =
          run.record(task).filter(TaskRecord::done).filter(record -> record.end().isAfter(begin));
      if (doneMeanwhile.isPresent()) {
        console.message(task + ": the other process has done it");
        print(doneMeanwhile.get());
        return ExitCode.DONE.code();
      }
      RunProgress progress = new RunProgress(console, run.config().training().epochs());
      try {
        StartRuns earlier = new StartRuns(console, Location.parse(place).parent().toString());
        print(
            new Runner(id -> Tasks.of(id, engines, earlier), console.clock(), progress)
                .runOne(run, task));
      } catch (TaskFailedException e) {
        e.record().ifPresent(this::print);
        throw e;
      }
    }
    return ExitCode.DONE.code();
  }

  private void print(TaskRecord attempt) {
    console.out().println(Json.line(attempt));
  }

  private Run openWhenFree(TaskId task) throws InterruptedException {
    for (boolean said = false; true; said = true) {
      try {
        return open(task);
      } catch (InUseException e) {
        if (!said) {
          console.message("waiting: " + e.getMessage());
        }
        Thread.sleep(POLL);
      }
    }
  }

  private EffectiveConfig<Config> effective() {
    return flags.load(console.environment());
  }

  private Config config() {
    return effective().config();
  }

  /// The config of the run, without working on it; that of the run to come, if the task creates it.
  private Config configOfRun(TaskId task) {
    RunPlace named = console.places(this::config).run(place);
    if (task == TaskGraph.FIRST && !named.isRun()) {
      return config();
    }
    try {
      return ProgramConfig.SCHEMA.parse(named.manifest().config(), named + "/" + Manifest.FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Run open(TaskId task) {
    RunPlace named = console.places(this::config).run(place);
    Run run =
        task == TaskGraph.FIRST && !named.isRun()
            ? Run.create(named, config(), console.clock().instant())
            : Run.open(named, ProgramConfig.SCHEMA);
    try {
      flags.requireAgreement(run, console);
      return run;
    } catch (RuntimeException e) {
      run.close();
      throw e;
    }
  }
}
