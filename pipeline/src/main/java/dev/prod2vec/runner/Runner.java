package dev.prod2vec.runner;

import dev.prod2vec.file.InputException;
import dev.prod2vec.file.Sha256;
import dev.prod2vec.process.Failure;
import dev.prod2vec.run.FileRecord;
import dev.prod2vec.run.Run;
import dev.prod2vec.run.TaskRecord;
import dev.prod2vec.setting.ShellCommand;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.task.Task;
import dev.prod2vec.task.TaskGraph;
import dev.prod2vec.task.TaskId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Walks the graph of tasks, one task at a time, on the calling thread.
public final class Runner {
  private final Function<TaskId, Task> tasks;
  private final Clock clock;
  private final RunListener listener;

  /// @param tasks what each task does
  public Runner(Function<TaskId, Task> tasks, Clock clock, RunListener listener) {
    this.tasks = tasks;
    this.clock = clock;
    this.listener = listener;
  }

  /// Runs all tasks that are not done yet.
  ///
  /// @throws TaskFailedException if one fails or the thread is interrupted
  /// @throws WrongUseException if an input or a file of a finished task has changed
  public void run(Run run) {
    TaskId task = TaskGraph.FIRST;
    while (true) {
      Optional<TaskRecord> earlier = run.record(task).filter(TaskRecord::done);
      earlier.ifPresent(done -> requireUnchanged(run, done));
      TaskRecord done = earlier.isPresent() ? earlier.get() : attempt(run, task);
      if (done.next().isEmpty()) {
        return;
      }
      task = TaskId.of(done.next().getFirst());
    }
  }

  /// Runs one task, again if it is done already. The tasks after it become undone.
  ///
  /// @throws WrongUseException if it cannot run yet
  /// @throws TaskFailedException if it fails or the thread is interrupted
  public TaskRecord runOne(Run run, TaskId task) {
    if (task != TaskGraph.FIRST && TaskGraph.before(task).stream().noneMatch(leadsTo(run, task))) {
      TaskId missing = TaskGraph.before(task).getFirst();
      throw new WrongUseException(
          "%s cannot run yet in %s: %s is not done or chose another way\nhint: %s"
              .formatted(
                  task,
                  run.place(),
                  missing,
                  ShellCommand.prod2vec("task", missing.id(), "--run-dir", run.place())));
    }
    return attempt(run, task);
  }

  private static Predicate<TaskId> leadsTo(Run run, TaskId task) {
    return before ->
        run.record(before)
            .filter(attempt -> attempt.done() && attempt.next().contains(task.id()))
            .isPresent();
  }

  private TaskRecord attempt(Run run, TaskId task) {
    Task body = tasks.apply(task);
    listener.started(task);
    Attempt attempt = new Attempt(run, task, clock, listener);
    TaskRecord ended;
    try {
      ended = attempt.execute(body);
    } catch (TaskFailedException e) {
      e.record().ifPresent(listener::finished);
      throw e;
    }
    listener.finished(ended);
    return ended;
  }

  private void requireUnchanged(Run run, TaskRecord done) {
    try {
      if (done.id() == TaskGraph.FIRST) {
        for (FileRecord source : done.inputs()) {
          if (source.isFile()) {
            requireUnchanged(Path.of(source.path()), source);
          } else if (source.isPipe()) {
            listener.notice(
                "%s was a pipe and is not read again; what the run read of it is used"
                    .formatted(source.path().substring(FileRecord.PIPE.length())));
          }
        }
      }
      for (FileRecord output : done.outputs()) {
        if (run.isHere(output)) {
          requireUnchanged(run.files().output(output.path()), output);
        }
      }
    } catch (IOException e) {
      throw new InputException(Failure.of(e).message(), e);
    }
  }

  private static void requireUnchanged(Path file, FileRecord record) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new WrongUseException(
          file + ": is gone since the run used it\nhint: put it back or start a new run");
    }
    if (Files.size(file) != record.bytes() || !Sha256.of(file).equals(record.sha256())) {
      throw new WrongUseException(
          file + ": has changed since the run used it\nhint: put it back or start a new run");
    }
  }
}
