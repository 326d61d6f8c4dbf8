package dev.prod2vec.mirror;

import dev.prod2vec.disk.Tree;
import dev.prod2vec.lease.TermFolder;
import dev.prod2vec.run.RunFiles;
import dev.prod2vec.store.Condition;
import dev.prod2vec.store.StoredObject;
import dev.prod2vec.task.TaskId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Uploads unfinished work, such as checkpoints, now and then while a task works, so that another
/// machine can resume from it. Its objects are named after the term, as its files are.
final class ResumeMirror {
  private final LeasedObjects objects;
  private final Path folder;
  private final String prefix;
  private final Map<Path, FileTime> sent = new HashMap<>();
  private final ScheduledExecutorService sender =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("unfinished").factory());

  ResumeMirror(LeasedObjects objects, RunFiles files, long term, Duration interval) {
    this.objects = objects;
    this.folder = files.folder(term);
    this.prefix = TermFolder.name(term) + "/";
    long nanos = interval.toNanos();
    var _ = sender.scheduleWithFixedDelay(this::trySend, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  private void trySend() {
    try {
      send();
    } catch (IOException | RuntimeException _) {
      // It is sent the next time; if nothing can be sent at all, the next publication says so.
    }
  }

  /// Sends the files that have changed.
  private synchronized void send() throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    for (Path name : Tree.files(folder)) {
      if (name.getNameCount() != 2 || name.getFileName().toString().startsWith(".")) {
        // In staging, or not complete yet.
        continue;
      }
      Path file = folder.resolve(name);
      FileTime changed = Files.getLastModifiedTime(file);
      if (changed.equals(sent.get(name))) {
        continue;
      }
      // The task may write to it meanwhile.
      Path copy = folder.resolve(".sent");
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      String key = prefix + name.toString().replace('\\', '/');
      var _ = objects.store().upload(copy, objects.location(key), new Condition.Always());
      Files.delete(copy);
      sent.put(name, changed);
    }
  }

  /// Removes what any attempt at a task left, of any term; other machines may have written it.
  synchronized void discard(TaskId task) throws IOException {
    for (StoredObject object : objects.store().list(objects.run())) {
      String name = objects.run().relativize(object.location());
      if (TermFolder.term(name).isPresent() && name.contains("/" + task.id() + "/")) {
        objects.store().delete(object.location());
      }
    }
    sent.keySet().removeIf(name -> name.startsWith(Path.of(task.id())));
  }

  /// Sends what is there now, and ends.
  void close() throws IOException {
    sender.shutdownNow();
    send();
  }
}
