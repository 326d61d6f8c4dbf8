package dev.prod2vec.cli;

import dev.prod2vec.file.NewFolder;

import dev.prod2vec.disk.Staging;
import dev.prod2vec.mirror.StoredRuns;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.run.RunFolder;
import dev.prod2vec.run.Runs;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.Condition;
import dev.prod2vec.store.ConditionalStore;
import dev.prod2vec.store.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Places on the command line that may be in S3.
final class Places {
  private Places() {}

  /// The runs that are kept at a place.
  ///
  /// @param s3 asked if the place is there
  static Runs runs(String place, Supplier<ConditionalStore> s3) {
    return Location.isMeant(place)
        ? new StoredRuns(s3.get(), Location.parse(place))
        : new RunFolder(Path.of(place));
  }

  /// @throws WrongUseException if a folder is meant to be in S3, of a command that cannot write
  ///   there
  static void requireLocal(String flag, Path folder) {
    if (folder.toString().regionMatches(true, 0, "s3:", 0, 3)) {
      throw new WrongUseException(
          flag
              + ": this command writes into a folder of this machine, not into S3\nhint: run, task,"
              + " train and export can write there");
    }
  }

  /// Has a file written beside, then brings it to S3, in place of what is there.
  static void write(ConditionalStore store, Location location, NewFolder.Writer writer)
      throws IOException, InterruptedException {
    try (Staging staging = Staging.temporary()) {
      Path file = staging.folder().resolve("file");
      writer.write(file);
      var _ = store.upload(file, location, new Condition.Always());
    }
  }

  /// Has the files of a folder written beside, then brings them to S3, the model the last: it is
  /// what makes a folder one.
  ///
  /// @throws WrongUseException if something is there
  static void create(ConditionalStore store, Location folder, NewFolder.Writer writer)
      throws IOException, InterruptedException {
    if (!store.list(folder).isEmpty()) {
      throw new WrongUseException(folder + ": is not empty\nhint: name a new location");
    }
    try (Staging staging = Staging.temporary()) {
      Path temporary = staging.folder();
      writer.write(temporary);
      for (Path file : files(temporary)) {
        Location location = folder.resolve(temporary.relativize(file).toString());
        if (store.upload(file, location, new Condition.Absent()).isEmpty()) {
          throw new WrongUseException(
              location + ": another process writes there\nhint: name a new location");
        }
      }
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      List<Path> files = new ArrayList<>(walk.filter(Files::isRegularFile).sorted().toList());
      files.sort(Comparator.comparing(file -> file.endsWith(ProductModel.FILE)));
      return files;
    }
  }
}
