package dev.prod2vec.lease;

import dev.prod2vec.file.Json;
import dev.prod2vec.store.Condition;
import dev.prod2vec.store.ConditionalStore;
import dev.prod2vec.store.Location;
import dev.prod2vec.store.StoredContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// A lease as an object of a store. It is created only where there is none, and replaced only on
/// condition that it is unchanged since it was read. Each heartbeat replaces it. Its age is judged
/// by the store's clock.
public final class StoreHeartbeat implements Heartbeat {
  private final ConditionalStore store;
  private final Location folder;
  private final LeaseTiming timing;

  /// So that no two signs of this process are the same text.
  private static final AtomicLong BEATS = new AtomicLong();

  /// @param folder the location that the lease protects
  public StoreHeartbeat(ConditionalStore store, Location folder, LeaseTiming timing) {
    this.store = store;
    this.folder = folder;
    this.timing = timing;
  }

  /// The content of the object.
  ///
  /// @param beat differs at each heartbeat
  private record Beat(
      long term,
      String host,
      Optional<String> machine,
      long pid,
      Optional<Long> processStart,
      Holder.State state,
      long beat) {}

  @Override
  public String place() {
    return folder.toString();
  }

  @Override
  public LeaseTiming timing() {
    return timing;
  }

  /// A look is a request, and conditions protect what is written.
  @Override
  public Duration trust() {
    return timing.heartbeat();
  }

  @Override
  public <T> T alone(FolderLock.Action<T> action) throws IOException {
    return action.run();
  }

  @Override
  public Optional<Sign> last() throws IOException {
    return store
        .read(object())
        .map(found -> new Sign(Holder.parse(found.text()), found.age(), found.etag()));
  }

  @Override
  public Optional<Sign> write(Holder holder, Optional<Sign> seen) throws IOException {
    String text = text(holder);
    Condition condition =
        seen.isPresent() ? new Condition.Unchanged(seen.get().version()) : new Condition.Absent();
    Optional<String> etag = store.write(object(), text.getBytes(StandardCharsets.UTF_8), condition);
    if (etag.isEmpty()) {
      // It may have been written at the first try, and only the answer was lost.
      etag =
          store.read(object()).filter(found -> found.text().equals(text)).map(StoredContent::etag);
    }
    return etag.map(version -> new Sign(holder, Duration.ZERO, version));
  }

  private String text(Holder holder) {
    return Json.text(
        new Beat(
            holder.term(),
            holder.host(),
            holder.machine(),
            holder.pid(),
            holder.processStart(),
            holder.state(),
            BEATS.getAndIncrement()));
  }

  @Override
  public long lastTerm() throws IOException {
    return TermFolder.last(
        store.list(folder).stream().map(object -> folder.relativize(object.location())));
  }

  private Location object() {
    return folder.resolve(Lease.FILE);
  }
}
