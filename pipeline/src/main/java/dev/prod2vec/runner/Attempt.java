package dev.prod2vec.runner;

import dev.prod2vec.disk.Sync;
import dev.prod2vec.disk.Tree;
import dev.prod2vec.file.PartFiles;
import dev.prod2vec.file.Sha256;
import dev.prod2vec.file.Uninterrupted;
import dev.prod2vec.lease.LeaseLostException;
import dev.prod2vec.process.ExitCode;
import dev.prod2vec.process.Failure;
import dev.prod2vec.run.FileRecord;
import dev.prod2vec.run.Outcome;
import dev.prod2vec.run.Run;
import dev.prod2vec.run.TaskRecord;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.task.Task;
import dev.prod2vec.task.TaskContext;
import dev.prod2vec.task.TaskFiles;
import dev.prod2vec.task.TaskGraph;
import dev.prod2vec.task.TaskId;
import dev.prod2vec.task.TaskResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// One attempt at a task: it works in a staging folder, moves the files into place, and writes the
/// record last.
final class Attempt {
  private final Run run;
  private final TaskId task;
  private final Clock clock;
  private final RunListener listener;
  private final int number;
  private final Instant start;

  Attempt(Run run, TaskId task, Clock clock, RunListener listener) {
    this.run = run;
    this.task = task;
    this.clock = clock;
    this.listener = listener;
    this.number = 1 + run.record(task).map(TaskRecord::attempt).orElse(0);
    this.start = clock.instant();
  }

  /// Does the work.
  ///
  /// @return the record of a task that is done
  /// @throws TaskFailedException if the task is not done; the record says why, and the attempt
  ///   leaves no files
  TaskRecord execute(Task body) {
    try {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      TaskFiles files = run.files(task);
      run.change(() -> {
        forget();
        Files.createDirectories(files.staging());
      });
      run.publish();
      TaskResult result = body.run(context(files));
      TaskRecord ended = commit(files, result);
      if (result.refusal().isPresent()) {
        throw new TaskFailedException(
            task, run.place(), result.refusal().get(), Optional.of(ended), null);
      }
      return ended;
    } catch (TaskFailedException e) {
      throw e;
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /// The task and all tasks after it become undone, the last first.
  private void forget() throws IOException {
    for (TaskId later : List.copyOf(TaskGraph.allAfter(task)).reversed()) {
      run.files().forget(later);
      run.discard(later);
    }
    run.files().forget(task);
  }

  private TaskContext context(TaskFiles files) {
    SequencedMap<String, String> sources = new LinkedHashMap<>();
    run.record(TaskGraph.FIRST)
        .ifPresent(
            first -> first.inputs().forEach(file -> sources.put(file.path(), file.sha256())));
    return new TaskContext(run.id(), run.created(), run.config(), sources, files, listener, clock);
  }

  private TaskRecord commit(TaskFiles files, TaskResult result) throws IOException {
    List<FileRecord> inputs = inputs(files, result);
    List<FileRecord> outputs = outputs(files);
    Optional<Failure> refusal = result.refusal();
    TaskRecord ended =
        new TaskRecord(
            task.id(),
            number,
            start,
            clock.instant(),
            refusal.map(Attempt::outcome).orElse(Outcome.DONE),
            refusal.map(Failure::exitCode).orElse(ExitCode.DONE).code(),
            refusal.map(Failure::message),
            refusal.isPresent() ? List.of() : next(result),
            inputs,
            outputs,
            result.metrics());
    Sync.tree(files.staging());
    run.change(() -> {
      for (FileRecord output : outputs) {
        var _ = run.files().output(output.path());
      }
      // The record promises that they exist, and that nothing of an earlier attempt is among them.
      Tree.moveInto(files.staging(), run.directory());
      run.files().write(ended);
      if (ended.outcome() == Outcome.INTERRUPTED) {
        Tree.delete(files.staging());
      } else {
        run.discard(task);
      }
    });
    run.publish();
    return ended;
  }

  /// The files in the staging folder, and the parts that other machines wrote elsewhere.
  private static List<FileRecord> outputs(TaskFiles files) throws IOException {
    Map<String, FileRecord> outputs = new TreeMap<>();
    files
        .written()
        .forEach((path, part) ->
            outputs.put(path, new FileRecord(path, part.sha256(), part.bytes(), Optional.empty())));
    for (Path name : Tree.files(files.staging())) {
      String path = name.toString().replace('\\', '/');
      if (!outputs.containsKey(path)) {
        outputs.put(path, record(path, files.staging().resolve(name), Optional.empty()));
      }
    }
    return List.copyOf(outputs.values());
  }

  private List<String> next(TaskResult result) {
    List<TaskId> after = TaskGraph.after(task);
    if (result.next().isPresent() && !after.contains(result.next().get())) {
      throw new IllegalStateException(task + " chose " + result.next().get());
    }
    return result.next().map(List::of).orElse(after).stream().map(TaskId::id).toList();
  }

  /// The files that a task read. Files of earlier tasks keep the hash of their own record.
  private List<FileRecord> inputs(TaskFiles files, TaskResult result) throws IOException {
    List<FileRecord> inputs = new ArrayList<>();
    for (TaskResult.Source source : result.sources()) {
      inputs.add(
          switch (source) {
            case TaskResult.Source.OfFile file ->
                record(file.path(), Path.of(file.path()), Optional.of(file.rows()));
            case TaskResult.Source.Fetched rows ->
                new FileRecord(
                    rows.address(), rows.sha256(), rows.bytes(), Optional.of(rows.rows()));
            case TaskResult.Source.Piped pipe ->
                new FileRecord(
                    FileRecord.PIPE + pipe.path(),
                    pipe.sha256(),
                    pipe.bytes(),
                    Optional.of(pipe.rows()));
          });
    }
    Map<String, List<FileRecord>> written =
        run.manifest().tasks().stream()
            .flatMap(earlier -> earlier.outputs().stream())
            .collect(Collectors.groupingBy(file -> PartFiles.table(file.path())));
    for (String name : files.namesRead()) {
      List<FileRecord> known = written.getOrDefault(name, List.of());
      inputs.addAll(known);
      if (known.isEmpty()) {
        for (Path file : PartFiles.of(run.directory().resolve(name)).files()) {
          String path = run.directory().relativize(file).toString().replace('\\', '/');
          inputs.add(record(path, file, Optional.empty()));
        }
      }
    }
    return inputs;
  }

  private static FileRecord record(String name, Path file, Optional<Long> rows) throws IOException {
    return new FileRecord(name, Sha256.of(file), Files.size(file), rows);
  }

  /// Cleans up and writes the record. An interrupt, for example because the lease is lost, may
  /// still come and would only stop the writing.
  private TaskFailedException failed(Throwable thrown) {
    Failure failure = Failure.of(thrown);
    TaskRecord record = record(failure);
    boolean nothingBegan =
        failure.exitCode() == ExitCode.WRONG_USE && task == TaskGraph.FIRST && number == 1;
    try {
      Uninterrupted.make(() -> {
        run.change(() -> {
          Tree.delete(run.files(task).staging());
          if (nothingBegan) {
            run.remove();
          } else {
            run.files().write(record);
          }
        });
        if (!nothingBegan) {
          run.publish();
        }
      });
    } catch (LeaseLostException e) {
      // So that is why it was interrupted, or its files were gone.
      return new TaskFailedException(task, run.place(), Failure.of(e), Optional.empty(), e);
    } catch (IOException | WrongUseException e) {
      // On a full disk the record may not fit either; the exception says the same.
      thrown.addSuppressed(e);
    } finally {
      // The interrupt has done its work.
      Thread.interrupted();
    }
    return new TaskFailedException(
        task, run.place(), failure, nothingBegan ? Optional.empty() : Optional.of(record), thrown);
  }

  private TaskRecord record(Failure failure) {
    return new TaskRecord(
        task.id(),
        number,
        start,
        clock.instant(),
        outcome(failure),
        failure.exitCode().code(),
        Optional.of(failure.message()),
        List.of(),
        List.of(),
        List.of(),
        Map.of());
  }

  private static Outcome outcome(Failure failure) {
    return failure.exitCode() == ExitCode.INTERRUPTED ? Outcome.INTERRUPTED : Outcome.FAILED;
  }
}
