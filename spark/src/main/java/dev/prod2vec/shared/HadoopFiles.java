package dev.prod2vec.shared;

import dev.prod2vec.ingest.RemoteFiles;
import dev.prod2vec.store.Location;
import dev.prod2vec.store.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/// Files in the file systems that Hadoop is configured for. Its clients of some stores have a
/// scheme with an `a` at its end; a location without it is read by them where Hadoop knows only
/// that one.
public record HadoopFiles(Configuration configuration) implements RemoteFiles {
  /// Where Hadoop's own values are.
  private static final String DEFAULTS = "core-default.xml";

  /// How Spark says that it took a value from a variable of AWS, as `AWS_ENDPOINT_URL`. That is
  /// meant for the whole machine.
  private static final Pattern VARIABLE = Pattern.compile("Set by Spark on .* from AWS_\\w+");

  /// Takes settings instead of Hadoop's own values and those of variables; what else somebody has
  /// set stays.
  public static void prefer(Configuration configuration, Map<String, String> settings) {
    settings.forEach((key, value) -> {
      String @Nullable [] sources = configuration.getPropertySources(key);
      if (sources == null || Stream.of(sources).allMatch(HadoopFiles::isWeak)) {
        configuration.set(key, value);
      }
    });
  }

  private static boolean isWeak(String source) {
    return source.equals(DEFAULTS) || VARIABLE.matcher(source).matches();
  }

  @Override
  public boolean has(Location location) {
    return !location.isLocal() && knows(scheme(location));
  }

  @Override
  public List<StoredObject> find(Location pattern) throws IOException {
    Path path = path(pattern);
    FileStatus @Nullable [] matches = path.getFileSystem(configuration).globStatus(path);
    List<StoredObject> found = new ArrayList<>();
    for (FileStatus file : matches == null ? new FileStatus[0] : matches) {
      if (file.isFile()) {
        String name = file.getPath().toUri().getPath().replaceAll("^/+", "");
        Location location = new Location(pattern.scheme(), pattern.authority(), name);
        found.add(
            new StoredObject(location, file.getLen(), String.valueOf(file.getModificationTime())));
      }
    }
    found.sort(Comparator.comparing(file -> file.location().path()));
    return found;
  }

  @Override
  public void fetch(Location location, java.nio.file.Path file) throws IOException {
    Path path = path(location);
    try (FSDataInputStream in = path.getFileSystem(configuration).open(path)) {
      Files.copy(in, file);
    }
  }

  private Path path(Location location) {
    return new Path(uri(location));
  }

  /// The address of a location, as Hadoop reads it.
  public String uri(Location location) {
    return scheme(location) + "://" + location.authority() + "/" + location.path();
  }

  private String scheme(Location location) {
    String scheme = location.scheme();
    return knows(scheme) ? scheme : scheme + "a";
  }

  private boolean knows(String scheme) {
    try {
      FileSystem.getFileSystemClass(scheme, configuration);
      return true;
    } catch (IOException | RuntimeException _) {
      // It is not configured, or its class is not on the class path.
      return false;
    }
  }
}
