package dev.prod2vec.cli;

import dev.prod2vec.config.Config;
import dev.prod2vec.disk.Staging;
import dev.prod2vec.disk.WholeFile;
import dev.prod2vec.file.FileFaults;
import dev.prod2vec.file.NewFolder;
import dev.prod2vec.mirror.LocalCopy;
import dev.prod2vec.mirror.StorePlace;
import dev.prod2vec.mirror.StoredRuns;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.run.FolderPlace;
import dev.prod2vec.run.RunFolder;
import dev.prod2vec.run.RunPlace;
import dev.prod2vec.run.Runs;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.Location;
import dev.prod2vec.store.Store;
import dev.prod2vec.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Files, folders and runs that a user names, on this machine or in a store.
///
/// @param stores with the settings of the command
record Places(Stores stores) {
  /// Settings of a config that is loaded when a store is opened.
  private record OfConfig(Supplier<Config> config) implements Stores.Settings {
    @Override
    public <S extends Record> S section(Class<S> type) {
      return config.get().section(type);
    }
  }

  /// @param config loaded where a place is in a store
  Places(Stores stores, Supplier<Config> config) {
    this(stores.with(new OfConfig(config)));
  }

  /// The runs that are kept at a place.
  Runs runs(String place) {
    Location location = Location.parse(place);
    return location.isLocal()
        ? new RunFolder(location.file())
        : new StoredRuns(
            stores.conditional(location), location, stored -> withSettings(stored, location));
  }

  /// The runs that one belongs to.
  ///
  /// @param idOrPlace the run's id, or where it is
  /// @param place of the runs, unless `idOrPlace` says so
  Runs runsOf(String idOrPlace, String place) {
    Location named = Location.parse(idOrPlace);
    return runs(named.isLocal() ? place : named.parent().toString());
  }

  /// The place of one run. One of a store gets the settings with which this command reaches the
  /// store.
  RunPlace run(String place) {
    Location location = Location.parse(place);
    return location.isLocal()
        ? new FolderPlace(location.file())
        : new StorePlace(
            stores.conditional(location), location, stored -> withSettings(stored, location));
  }

  private Config withSettings(Config stored, Location location) {
    return stores.settings(location).map(stored::withSection).orElse(stored);
  }

  /// A folder of this machine with the files of a folder, to read.
  Path folder(String place) {
    Location location = Location.parse(place);
    return location.isLocal() ? location.file() : LocalCopy.of(stores.of(location), location);
  }

  /// A file of prepared baskets on this machine, copied with its run if that is in a store. Empty if
  /// the file is something else.
  Optional<Path> prepared(String file) throws IOException {
    Location location = Location.parse(file);
    if (location.isLocal() || !stores.has(location)) {
      return Optional.of(Path.of(file)).filter(PreparedData::isBaskets);
    }
    Location run = location.parent();
    Store store = stores.of(location);
    return store.head(run.resolve(PreparedData.VOCABULARY)).isPresent()
        ? Optional.of(LocalCopy.of(store, run).resolve(location.name()))
            .filter(PreparedData::isBaskets)
        : Optional.empty();
  }

  /// A folder of this machine, for a command that writes nowhere else.
  ///
  /// @throws WrongUseException if it is in a store
  Path local(String flag, String place) {
    Location location = Location.parse(place);
    if (!location.isLocal()) {
      throw new WrongUseException(
          "%s: this command writes into a folder of this machine, not to %s\nhint: run, task, train and export can write to %s"
              .formatted(flag, location, stores.examples()));
    }
    return location.file();
  }

  /// Has a file written beside its place, then replaces what is there.
  ///
  /// @param writer gets a file in an empty folder, where it may also write others
  void replaceFile(String place, NewFolder.Writer writer) throws IOException, InterruptedException {
    Location location = Location.parse(place);
    if (location.isLocal()) {
      replaceFile(location.file(), writer);
      return;
    }
    Store store = stores.of(location);
    try (Staging staging = Staging.temporary()) {
      Path file = staging.folder().resolve("file");
      writer.write(file);
      store.upload(file, location);
    }
  }

  private static void replaceFile(Path file, NewFolder.Writer writer)
      throws IOException, InterruptedException {
    Path folder = file.toAbsolutePath().normalize().getParent();
    if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new WrongUseException(file + ": its folder does not exist or cannot be written");
    } else if (Files.isDirectory(file)) {
      throw new WrongUseException(file + ": is a folder");
    }
    try (Staging staging = Staging.beside(file)) {
      Path temporary = staging.folder().resolve("file");
      FileFaults.file(file, () -> writer.write(temporary));
      WholeFile.move(temporary, file);
    }
  }

  /// Has a folder written beside its place, then moves it there. In a store the model comes last:
  /// it is what makes a folder one.
  ///
  /// @throws WrongUseException if something is there
  void createFolder(String place, NewFolder.Writer writer)
      throws IOException, InterruptedException {
    Location folder = Location.parse(place);
    if (folder.isLocal()) {
      NewFolder.create(folder.file(), writer);
      return;
    }
    Store store = stores.of(folder);
    if (!store.list(folder).isEmpty()) {
      throw new WrongUseException(folder + ": is not empty\nhint: name a new location");
    }
    try (Staging staging = Staging.temporary()) {
      Path temporary = staging.folder();
      writer.write(temporary);
      for (Path file : files(temporary)) {
        Location location = folder.resolve(temporary.relativize(file).toString());
        if (!store.create(file, location)) {
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
