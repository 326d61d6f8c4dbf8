package dev.prod2vec.ingest;

import dev.prod2vec.file.Sha256;
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

/// Inputs that are in a store: fetched, and read from the files they were fetched into.
final class StoredInputs {
  private final Stores stores;
  private final Origins origins;

  /// @param origins told where the files are from
  StoredInputs(Stores stores, Origins origins) {
    this.stores = stores;
    this.origins = origins;
  }

  /// The same orders in files.
  OrdersConfig fetch(OrdersConfig orders) throws InterruptedException {
    return orders.withFiles(fetch("orders.files", orders.files()));
  }

  /// The same products in files.
  ProductsConfig fetch(ProductsConfig products) throws InterruptedException {
    return products.withFiles(
        fetch("products.files", products.files()),
        fetch("products.join-files", products.joinFiles()));
  }

  private List<String> fetch(String key, List<String> patterns) throws InterruptedException {
    List<String> files = new ArrayList<>();
    for (String pattern : patterns) {
      Location location = Location.parse(pattern);
      if (location.isLocal() || !stores.has(location)) {
        files.add(pattern);
        continue;
      }
      try {
        Store store = stores.of(location);
        List<Location> found = find(key, store, location);
        List<Path> fetched = store.fetch(found);
        for (int i = 0; i < fetched.size(); i++) {
          Path file = fetched.get(i);
          origins.put(
              file,
              new Origins.Origin(
                  found.get(i).toString(), TableFile.size(file), Optional.of(Sha256.of(file))));
          files.add(file.toString());
        }
      } catch (ClosedByInterruptException e) {
        Thread.interrupted();
        InterruptedException stopped = new InterruptedException("while fetching " + pattern);
        stopped.initCause(e);
        throw stopped;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files;
  }

  private static List<Location> find(String key, Store store, Location pattern) throws IOException {
    int glob = InputFiles.glob(pattern.path());
    if (glob < 0) {
      return List.of(pattern);
    }
    int folder = pattern.path().lastIndexOf('/', glob);
    Location below =
        new Location(
            pattern.scheme(),
            pattern.authority(),
            pattern.path().substring(0, Math.max(0, folder)));
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern.path());
    List<Location> matches =
        store.list(below).stream()
            .map(StoredObject::location)
            .filter(location -> !location.path().endsWith("/"))
            .filter(location -> matcher.matches(Path.of(location.path())))
            .filter(location -> !PassedOver.by(pattern.path(), location.path()))
            .toList();
    if (matches.isEmpty()) {
      throw new WrongUseException("%s: no object matches %s".formatted(key, pattern));
    }
    return matches;
  }
}
