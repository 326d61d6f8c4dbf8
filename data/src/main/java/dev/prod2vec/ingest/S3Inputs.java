package dev.prod2vec.ingest;

import dev.prod2vec.file.Sha256;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.ConditionalStore;
import dev.prod2vec.store.Location;
import dev.prod2vec.store.StoredObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Inputs that are in S3: fetched, and read from the files they were fetched into.
final class S3Inputs {
  private final Supplier<ConditionalStore> store;
  private final Origins origins;

  /// @param store asked for only where an input is in S3
  /// @param origins told where the files are from
  S3Inputs(Supplier<ConditionalStore> store, Origins origins) {
    this.store = store;
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
      if (!Location.isMeant(pattern)) {
        files.add(pattern);
        continue;
      }
      try {
        List<Location> found = find(key, Location.parse(pattern));
        List<Path> fetched = store.get().fetch(found);
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

  private List<Location> find(String key, Location pattern) throws IOException {
    int glob = InputFiles.glob(pattern.key());
    if (glob < 0) {
      return List.of(pattern);
    }
    int folder = pattern.key().lastIndexOf('/', glob);
    Location below =
        new Location(pattern.bucket(), pattern.key().substring(0, Math.max(0, folder)));
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern.key());
    List<Location> matches =
        store.get().list(below).stream()
            .map(StoredObject::location)
            .filter(location -> !location.key().endsWith("/"))
            .filter(location -> matcher.matches(Path.of(location.key())))
            .filter(location -> !PassedOver.by(pattern.key(), location.key()))
            .toList();
    if (matches.isEmpty()) {
      throw new WrongUseException("%s: no object matches %s".formatted(key, pattern));
    }
    return matches;
  }
}
