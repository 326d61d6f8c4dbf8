package dev.prod2vec.mirror;

import dev.prod2vec.config.Config;
import dev.prod2vec.file.InputException;
import dev.prod2vec.lease.InUseException;
import dev.prod2vec.run.Manifest;
import dev.prod2vec.run.Run;
import dev.prod2vec.run.Runs;
import dev.prod2vec.schema.Schema;
import dev.prod2vec.store.ConditionalStore;
import dev.prod2vec.store.Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// A location of a store with runs directly below it.
public final class StoredRuns implements Runs {
  private final ConditionalStore store;
  private final Location folder;
  private final UnaryOperator<Config> localSettings;

  /// @param folder each run is right below it
  /// @param localSettings changes the config of a run that is opened; see [StorePlace]
  public StoredRuns(ConditionalStore store, Location folder, UnaryOperator<Config> localSettings) {
    this.store = store;
    this.folder = folder;
    this.localSettings = localSettings;
  }

  private StorePlace place(Location run) {
    return new StorePlace(store, run, localSettings);
  }

  @Override
  public Run create(Config config, Instant now) {
    for (int number = 1; true; number++) {
      Location location = folder.resolve(Runs.id(now, number));
      try {
        if (store.list(location).isEmpty()) {
          return Run.create(place(location), config, now);
        }
      } catch (InUseException _) {
        // Another process began in the same second: each has a run of its own.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public Run open(String idOrPlace, Schema<Config> schema) {
    return Run.open(place(location(idOrPlace)), schema);
  }

  @Override
  public Manifest manifest(String idOrPlace) {
    try {
      return place(location(idOrPlace)).manifest();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Path directory(String idOrPlace) {
    return LocalCopy.of(store, location(idOrPlace));
  }

  @Override
  public List<Listed> list(Consumer<String> broken) {
    List<Listed> runs = new ArrayList<>();
    try {
      for (Location location : store.folders(folder)) {
        try {
          StorePlace place = place(location);
          Optional<Manifest> manifest = place.find();
          if (manifest.isPresent()) {
            Activity activity = place.isHeld() ? Activity.RUNNING : Activity.IDLE;
            runs.add(new Listed(location.toString(), manifest.get(), activity));
          }
        } catch (InputException e) {
          broken.accept(Runs.broken(location.toString(), e));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    runs.sort(Comparator.comparing(run -> run.manifest().created()));
    return runs;
  }

  private Location location(String idOrPlace) {
    Location named = Location.parse(idOrPlace);
    if (!named.isLocal()) {
      return named;
    }
    Location location = folder.resolve(idOrPlace);
    if (place(location).isRun()) {
      return location;
    }
    throw Runs.none(this, idOrPlace);
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
