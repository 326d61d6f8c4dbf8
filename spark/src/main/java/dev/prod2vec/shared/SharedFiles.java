package dev.prod2vec.shared;

import dev.prod2vec.file.PartFiles;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.Location;
import dev.prod2vec.task.PartsTarget;
import dev.prod2vec.task.TaskFiles;
import dev.prod2vec.task.WrittenPart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/// The files of an attempt at a task, as the driver and all executors see them: in a folder that is
/// mounted everywhere, or where the store keeps the run.
public final class SharedFiles {
  private final TaskFiles files;
  private final HadoopFiles hadoop;
  private final Broadcast<SerializableConfiguration> configuration;

  public SharedFiles(TaskFiles files, JavaSparkContext cluster) {
    this.files = files;
    hadoop = new HadoopFiles(cluster.hadoopConfiguration());
    configuration = cluster.broadcast(new SerializableConfiguration(cluster.hadoopConfiguration()));
  }

  /// A file that an earlier task wrote.
  ///
  /// @throws dev.prod2vec.file.InputException if it does not exist
  public SharedFile file(String name) {
    List<Location> locations = files.locations(name);
    Location first = locations.getFirst();
    boolean isTable = PartFiles.isPart(first.parent().name() + "/" + first.name());
    return new SharedFile(
        folder(first.parent()),
        name,
        isTable ? locations.stream().map(Location::name).toList() : List.of());
  }

  /// The same, unless a version wrote the run that had no such file.
  public Optional<SharedFile> find(String name) {
    return files.find(name).map(_ -> file(name));
  }

  /// A folder for files that a stopped attempt leaves to the next one; it need not exist.
  public SharedFolder unfinished(String name) {
    return folder(files.sharedUnfinished(name));
  }

  /// Where processes that worked on the run before left that folder, the last first, if it is
  /// elsewhere.
  public List<SharedFolder> leftBefore(String name) throws IOException {
    return files.leftBefore(name).stream().map(this::folder).toList();
  }

  /// Where executors write the parts of an output.
  public PartsWriter writeParts(String name) throws IOException {
    PartsTarget target = files.writeParts(name);
    return new PartsWriter(folder(target.folder()), name, target.tag());
  }

  /// Makes parts an output of the task.
  ///
  /// @throws dev.prod2vec.file.InputException if one is missing or not complete
  public void wroteParts(String name, List<WrittenPart> parts) throws IOException {
    files.wroteParts(name, parts);
  }

  /// The folder of this machine in which the task's other outputs are written.
  public Path staging() {
    return files.staging();
  }

  private SharedFolder folder(Location location) {
    if (location.isLocal()) {
      return MountedFolder.of(location.file());
    }
    if (!hadoop.has(location)) {
      throw new WrongUseException(
          "%s: Spark has no client for %s://\nhint: name a folder that all nodes see, or add Hadoop's client to spark.jars.packages"
              .formatted(location, location.scheme()));
    }
    return new HadoopFolder(hadoop.uri(location), configuration);
  }
}
