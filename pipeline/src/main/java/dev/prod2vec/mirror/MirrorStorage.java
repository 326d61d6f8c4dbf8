package dev.prod2vec.mirror;

import dev.prod2vec.disk.Tree;
import dev.prod2vec.file.PartFiles;
import dev.prod2vec.file.WriteGuard;
import dev.prod2vec.lease.TermFolder;
import dev.prod2vec.run.FileRecord;
import dev.prod2vec.run.RunFiles;
import dev.prod2vec.run.TaskRecord;
import dev.prod2vec.store.Location;
import dev.prod2vec.store.StoredObject;
import dev.prod2vec.task.PartsTarget;
import dev.prod2vec.task.TaskId;
import dev.prod2vec.task.TaskStorage;
import dev.prod2vec.task.WrittenPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/// The files of a run in its store. Objects cannot be renamed, so parts are written where they
/// stay, under names that hold the attempt. They belong to the run once a record names them.
///
/// @param task whose attempt this is
/// @param published the records in the store
/// @param guard through which files of the folder are removed
record MirrorStorage(
    TaskId task,
    LeasedObjects objects,
    RunFiles files,
    Map<TaskId, TaskRecord> published,
    WriteGuard guard)
    implements TaskStorage {
  private static final int RANDOM_DIGITS = 8;

  /// A file that is no part is in the folder already.
  @Override
  public void fetch(String name) throws IOException {
    List<FileRecord> parts = outputs(name).stream().filter(MirrorStorage::isPart).toList();
    if (parts.isEmpty()) {
      return;
    }
    guard.change(() -> deleteOthers(name, parts));
    StoredOutputs outputs = new StoredOutputs(objects.store(), objects.run(), files);
    for (FileRecord part : parts) {
      outputs.fetch(part);
    }
  }

  /// Empties the folder of a table, but for its parts.
  private void deleteOthers(String name, List<FileRecord> parts) throws IOException {
    Path folder = files.output(name);
    if (Files.isRegularFile(folder)) {
      Files.delete(folder);
    }
    Files.createDirectories(folder);
    Set<Path> named = new HashSet<>();
    for (FileRecord part : parts) {
      named.add(files.output(part.path()));
    }
    for (Path entry : Tree.list(folder)) {
      if (!named.contains(entry)) {
        Tree.delete(entry);
      }
    }
  }

  @Override
  public List<Location> locations(String name) {
    List<FileRecord> outputs = outputs(name);
    if (outputs.stream().anyMatch(MirrorStorage::isPart)) {
      var _ =
          PartFiles.ordered(
              objects.location(name).toString(),
              outputs.stream().map(part -> part.path().substring(name.length() + 1)).toList());
    }
    return outputs.stream().map(output -> objects.location(output.path())).toList();
  }

  @Override
  public String sha256(String name) {
    List<FileRecord> outputs = outputs(name);
    List<String> hashes = outputs.stream().map(FileRecord::sha256).toList();
    return isPart(outputs.getFirst()) ? PartFiles.sha256(hashes) : hashes.getFirst();
  }

  /// The records of a file, or of its parts in their order.
  private List<FileRecord> outputs(String name) {
    return published.values().stream()
        .flatMap(record -> record.outputs().stream())
        .filter(output -> PartFiles.table(output.path()).equals(name))
        .sorted(Comparator.comparing(FileRecord::path))
        .toList();
  }

  private static boolean isPart(FileRecord output) {
    return PartFiles.isPart(output.path());
  }

  @Override
  public Location unfinished(String name) {
    return unfinished(objects.lease().term(), name);
  }

  private Location unfinished(long term, String name) {
    return objects.location("%s/%s/%s".formatted(TermFolder.name(term), task.id(), name));
  }

  @Override
  public List<Location> leftBefore(String name) throws IOException {
    String inside = "/%s/%s/".formatted(task.id(), name);
    long own = objects.lease().term();
    SortedSet<Long> terms = new TreeSet<>();
    for (StoredObject object : objects.store().list(objects.run())) {
      String path = objects.run().relativize(object.location());
      long term = TermFolder.term(path).orElse(own);
      if (term < own && path.contains(inside)) {
        terms.add(term);
      }
    }
    return List.copyOf(terms).reversed().stream().map(term -> unfinished(term, name)).toList();
  }

  @Override
  public PartsTarget begin(String name) throws IOException {
    objects.deleteTable(name);
    String random = UUID.randomUUID().toString().substring(0, RANDOM_DIGITS);
    return new PartsTarget(objects.location(name), objects.lease().term() + "-" + random);
  }

  @Override
  public void end(String name, List<WrittenPart> parts) throws IOException {
    Location folder = objects.location(name);
    Map<String, OptionalLong> found = new HashMap<>();
    for (StoredObject object : objects.store().list(folder)) {
      found.put(folder.relativize(object.location()), OptionalLong.of(object.bytes()));
    }
    for (WrittenPart part : parts) {
      part.require(folder, found.getOrDefault(part.name(), OptionalLong.empty()));
    }
  }
}
