package dev.prod2vec.mirror;

import dev.prod2vec.run.Folder;
import dev.prod2vec.run.RunFiles;
import dev.prod2vec.store.Condition;
import dev.prod2vec.store.ConditionalStore;
import dev.prod2vec.store.Location;
import dev.prod2vec.store.StoredObject;
import dev.prod2vec.task.TaskId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// What a stopped task leaves to go on from, brought to S3 now and then while the task works, so
/// that another machine can go on. It lies below the number of the attempt, as on disk.
public final class ResumeMirror {
  private static final long EVERY_SECONDS = 15;

  private final ConditionalStore store;
  private final Location run;
  private final Path folder;
  private final String prefix;

  /// Names of such objects of all attempts.
  private final Set<String> names;

  private final Map<Path, FileTime> sent = new HashMap<>();
  private final ScheduledExecutorService sender =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("leftovers").factory());

  private ResumeMirror(
      ConditionalStore store, Location run, Path folder, long attempt, Set<String> names) {
    this.store = store;
    this.run = run;
    this.folder = folder;
    this.prefix = RunFiles.ATTEMPT + attempt + "/";
    this.names = names;
    var _ =
        sender.scheduleWithFixedDelay(
            this::trySend, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  /// Has in a directory what the last attempt left, unless that was this machine's: then the
  /// directory has it, perhaps newer.
  ///
  /// @param objects all of the run
  static ResumeMirror pull(
      ConditionalStore store,
      Location run,
      Collection<StoredObject> objects,
      RunFiles files,
      long attempt)
      throws IOException {
    Map<String, StoredObject> all = new HashMap<>();
    for (StoredObject object : objects) {
      String name = run.relativize(object.location());
      if (name.startsWith(RunFiles.ATTEMPT) && number(name).isPresent()) {
        all.put(name, object);
      }
    }
    OptionalLong last = all.keySet().stream().mapToLong(name -> number(name).getAsLong()).max();
    if (last.isPresent() && files.lastAttempt() < last.getAsLong()) {
      for (Map.Entry<String, StoredObject> entry : all.entrySet()) {
        if (number(entry.getKey()).getAsLong() == last.getAsLong()) {
          store.download(entry.getValue(), StoreHome.inside(files.directory(), entry.getKey()));
        }
      }
    }
    return new ResumeMirror(
        store, run, files.folder(attempt), attempt, new HashSet<>(all.keySet()));
  }

  /// The highest number of an attempt that left something; 0 where none did.
  public static long lastAttempt(Collection<StoredObject> objects, Location run) {
    return objects.stream()
        .map(object -> run.relativize(object.location()))
        .filter(name -> name.startsWith(RunFiles.ATTEMPT))
        .mapToLong(name -> number(name).orElse(0))
        .max()
        .orElse(0);
  }

  /// The number in `.attempt-3/model_training/checkpoint.safetensors`.
  private static OptionalLong number(String name) {
    String digits = name.substring(RunFiles.ATTEMPT.length()).replaceFirst("/.*", "");
    return digits.matches("[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(digits))
        : OptionalLong.empty();
  }

  private void trySend() {
    try {
      send();
    } catch (IOException | RuntimeException _) {
      // It is sent the next time; what cannot be sent at all the next publication says.
    }
  }

  /// Sends the files that have changed.
  private synchronized void send() throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    for (Path name : Folder.files(folder)) {
      if (name.getNameCount() != 2 || name.getFileName().toString().startsWith(".")) {
        // In staging, or not complete yet.
        continue;
      }
      Path file = folder.resolve(name);
      FileTime changed = Files.getLastModifiedTime(file);
      if (changed.equals(sent.get(name))) {
        continue;
      }
      // The task may write on meanwhile.
      Path copy = folder.resolve(".sent");
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      String key = prefix + name.toString().replace('\\', '/');
      var _ = store.upload(copy, run.resolve(key), new Condition.Always());
      Files.delete(copy);
      names.add(key);
      sent.put(name, changed);
    }
  }

  /// Removes what any attempt at a task left.
  synchronized void discard(TaskId task) throws IOException {
    for (String name : List.copyOf(names)) {
      if (name.contains("/" + task.id() + "/")) {
        store.delete(run.resolve(name));
        names.remove(name);
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
