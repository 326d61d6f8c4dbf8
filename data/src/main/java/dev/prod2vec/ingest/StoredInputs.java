package dev.prod2vec.ingest;

import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.Location;
import dev.prod2vec.store.Store;
import dev.prod2vec.store.StoredObject;
import dev.prod2vec.store.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Fetches inputs that are in a store.
record StoredInputs(Stores stores) {
  /// Whether a store has what the config names.
  boolean has(Location pattern) {
    return !pattern.isLocal() && stores.has(pattern);
  }

  /// The files that a location or a glob names, fetched; the files of a glob are sorted by path.
  ///
  /// @param key config key that names them
  /// @throws WrongUseException if there is no such file, or the store refuses it
  /// @throws UncheckedIOException if the store cannot answer
  List<Input> fetch(String key, Location pattern) throws InterruptedException {
    try {
      Store store = stores.of(pattern);
      List<Location> found = find(key, store, pattern);
      List<Path> fetched = store.fetch(found);
      List<Input> inputs = new ArrayList<>();
      for (int i = 0; i < fetched.size(); i++) {
        inputs.add(Input.sent(found.get(i).toString(), fetched.get(i)));
      }
      return inputs;
    } catch (ClosedByInterruptException e) {
      Thread.interrupted();
      InterruptedException stopped = new InterruptedException("while fetching " + pattern);
      stopped.initCause(e);
      throw stopped;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Location> find(String key, Store store, Location pattern) throws IOException {
    int glob = InputFiles.glob(pattern.path());
    if (glob < 0) {
      return List.of(pattern);
    }
    String folder = pattern.path().substring(0, Math.max(0, pattern.path().lastIndexOf('/', glob)));
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern.path());
    Location place = new Location(pattern.scheme(), pattern.authority(), folder);
    List<Location> all = store.list(place).stream().map(StoredObject::location).toList();
    for (Location location : all) {
      Optional<String> format = TableFolders.formatOf(location.path());
      if (format.isPresent()) {
        throw TableFolders.refused(key, place.toString(), format.get());
      }
    }
    List<Location> matches =
        all.stream()
            .filter(location -> !location.path().endsWith("/"))
            .filter(location -> matcher.matches(Path.of(location.path())))
            .filter(location -> !IgnoredFiles.isIgnored(pattern.path(), location.path()))
            .toList();
    if (matches.isEmpty()) {
      throw new WrongUseException("%s: no object matches %s".formatted(key, pattern));
    }
    return matches;
  }
}
