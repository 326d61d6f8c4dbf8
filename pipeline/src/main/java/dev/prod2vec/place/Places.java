package dev.prod2vec.place;

import dev.prod2vec.config.Config;
import dev.prod2vec.disk.Staging;
import dev.prod2vec.file.NewFile;
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
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Finds and writes runs, models and files by the names that a user gives them, on this machine or
/// in a store.
///
/// @param stores with the settings of the caller
public record Places(Stores stores) {
  /// Settings of a config that is loaded when a store is opened.
  private record OfConfig(Supplier<Config> config) implements Stores.Settings {
    @Override
    public <S extends Record> S section(Class<S> type) {
      return config.get().section(type);
    }
  }

  /// @param config loaded when a place is in a store
  public Places(Stores stores, Supplier<Config> config) {
    this(stores.with(new OfConfig(config)));
  }

  /// The runs that are kept at a place.
  public Runs runs(String place) {
    Location location = Location.parse(place);
    return location.isLocal()
        ? new RunFolder(location.file())
        : new StoredRuns(stores.conditional(location), location, localSettings(location));
  }

  /// The runs that a run belongs to.
  ///
  /// @param idOrPlace the run's id, or where it is
  /// @param place of the runs, unless `idOrPlace` says so
  public Runs runsOf(String idOrPlace, String place) {
    Location named = Location.parse(idOrPlace);
    return runs(named.isLocal() ? place : named.parent().toString());
  }

  /// The place of one run. A run in a store gets the settings with which the caller reaches the
  /// store.
  public RunPlace run(String place) {
    Location location = Location.parse(place);
    return location.isLocal()
        ? new FolderPlace(location.file())
        : new StorePlace(stores.conditional(location), location, localSettings(location));
  }

  private UnaryOperator<Config> localSettings(Location location) {
    return stored -> stores.settings(location).map(stored::withSection).orElse(stored);
  }

  /// A folder of this machine with the files of a folder, to read; a copy, if it is in a store.
  public Path folder(String place) {
    Location location = Location.parse(place);
    return location.isLocal() ? location.file() : LocalCopy.of(stores.of(location), location);
  }

  /// A file of prepared baskets on this machine, copied with its run if that is in a store. Empty
  /// if the file is something else.
  public Optional<Path> prepared(String file) throws IOException {
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

  /// The folder of a model: a run, or what `prod2vec train` wrote; a copy, if it is in a store.
  ///
  /// @param idOrPlace the run's id, or where the model is
  /// @param runs where runs are, unless `idOrPlace` says so
  /// @throws WrongUseException if there is no such run
  public Path model(String idOrPlace, String runs) {
    Path trained = Path.of(idOrPlace);
    return ProductModel.isIn(trained) ? trained : runsOf(idOrPlace, runs).directory(idOrPlace);
  }

  /// Writes a file beside its place, then replaces what is there.
  ///
  /// @param writer gets a file in an empty folder, where it may also write others
  public void replaceFile(String place, NewFolder.Writer writer)
      throws IOException, InterruptedException {
    Location location = Location.parse(place);
    if (location.isLocal()) {
      NewFile.replace(location.file(), writer);
      return;
    }
    Store store = stores.of(location);
    try (Staging staging = Staging.temporary()) {
      Path file = staging.folder().resolve("file");
      writer.write(file);
      store.upload(file, location);
    }
  }

  /// Writes a folder beside its place, then moves it there. In a store the vectors come last: they
  /// make a folder a model.
  ///
  /// @throws WrongUseException if something is there
  public void createFolder(String place, NewFolder.Writer writer)
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
