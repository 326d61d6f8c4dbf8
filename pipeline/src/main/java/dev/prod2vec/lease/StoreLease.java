package dev.prod2vec.lease;

import dev.prod2vec.file.Json;
import dev.prod2vec.mirror.ResumeMirror;
import dev.prod2vec.store.Condition;
import dev.prod2vec.store.ConditionalStore;
import dev.prod2vec.store.Location;
import dev.prod2vec.store.StoredContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The right to work on a run in S3, which one process at a time has: an object that is created
/// only where there is none, and replaced only by who saw what it replaces. Each heartbeat replaces
/// it. It may be taken over when it was not replaced for a while, by the clock of the service.
///
/// One who lost it without knowing finds so before it publishes anything: [#require] replaces the
/// object unless that was done just now.
public final class StoreLease {
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);

  private final ConditionalStore store;
  private final Location location;
  private final Location run;
  private final ScheduledExecutorService heart;
  private @Nullable Thread worker;
  private Content content;
  private String etag;
  private long renewedNanos;

  private StoreLease(
      ConditionalStore store, Location run, Content content, String etag, long renewedNanos) {
    this.store = store;
    this.run = run;
    this.location = location(run);
    this.content = content;
    this.etag = etag;
    this.renewedNanos = renewedNanos;
    this.worker = Thread.currentThread();
    heart =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("heartbeat-s3").factory());
    long millis = HEARTBEAT.toMillis();
    var _ = heart.scheduleWithFixedDelay(this::beat, millis, millis, TimeUnit.MILLISECONDS);
  }

  /// What the object says.
  ///
  /// @param beat one more at each heartbeat
  private record Content(
      long attempt,
      String host,
      Optional<String> machine,
      long pid,
      Optional<Instant> processStart,
      Lease.Holder.State state,
      long beat) {
    private static Content of(Lease.Holder holder, long beat) {
      return new Content(
          holder.attempt(),
          holder.host(),
          holder.machine(),
          holder.pid(),
          holder.processStart(),
          holder.state(),
          beat);
    }

    private static Content read(StoredContent object) {
      return Lease.Holder.parse(
          object.text(), Content.class, Content::holder, of(Lease.Holder.UNKNOWN, 0));
    }

    private Lease.Holder holder() {
      return new Lease.Holder(attempt, host, machine, pid, processStart, state);
    }

    private byte[] bytes() {
      return Json.text(this).getBytes(StandardCharsets.UTF_8);
    }
  }

  /// Takes the lease for this process. The calling thread is interrupted when it is lost.
  ///
  /// @throws RunInUseException if another process has it
  public static StoreLease take(ConditionalStore store, Location run) throws IOException {
    while (true) {
      long begin = System.nanoTime();
      Optional<StoredContent> last = store.read(location(run));
      Optional<Lease.Holder> holder = last.map(Content::read).map(Content::holder);
      if (holder.isPresent() && holder.get().alive(last.get().age())) {
        throw new RunInUseException(run.toString(), "run", holder.get());
      }
      long attempt = 1 + lastAttempt(store, run, holder);
      Content mine = Content.of(Lease.Holder.here(attempt), 0);
      Condition condition =
          last.isPresent() ? new Condition.Unchanged(last.get().etag()) : new Condition.Absent();
      Optional<String> etag = written(store, location(run), mine, condition);
      if (etag.isPresent()) {
        return new StoreLease(store, run, mine, etag.get(), begin);
      }
      // Another one was faster: look who.
    }
  }

  private static long lastAttempt(
      ConditionalStore store, Location run, Optional<Lease.Holder> holder) throws IOException {
    long number = holder.map(Lease.Holder::attempt).orElse(0L);
    return number > 0 ? number : ResumeMirror.lastAttempt(store.list(run), run);
  }

  /// Whether somebody has the lease of a run.
  public static boolean isHeld(ConditionalStore store, Location run) throws IOException {
    Optional<StoredContent> last = store.read(location(run));
    return last.isPresent() && Content.read(last.get()).holder().alive(last.get().age());
  }

  public static Location location(Location run) {
    return run.resolve(Lease.FILE);
  }

  /// The number of this process among those that worked on the run.
  public synchronized long attempt() {
    return content.attempt();
  }

  /// Does nothing as long as this process has the lease.
  ///
  /// @throws LeaseLostException if it has not
  public synchronized void require() throws IOException {
    if (System.nanoTime() - renewedNanos > HEARTBEAT.toNanos()) {
      renew(content.beat() + 1, content.holder());
    }
  }

  /// From now on the thread that took it is not interrupted.
  public synchronized void workHasEnded() {
    worker = null;
  }

  /// Lets others have it.
  public void close() throws IOException {
    heart.shutdownNow();
    synchronized (this) {
      try {
        renew(content.beat() + 1, content.holder().ended());
      } catch (LeaseLostException _) {
        // The other one's lease stays.
      }
    }
  }

  /// Ends the heartbeat and leaves the object to whoever removes it.
  public void abandon() {
    heart.shutdownNow();
  }

  private synchronized void renew(long beat, Lease.Holder holder) throws IOException {
    long begin = System.nanoTime();
    Content next = Content.of(holder, beat);
    Optional<String> written = written(store, location, next, new Condition.Unchanged(etag));
    if (written.isEmpty()) {
      // The answer to an earlier heartbeat may have been lost; then the object is ours still.
      Optional<StoredContent> found = store.read(location);
      Optional<Lease.Holder> now = found.map(Content::read).map(Content::holder);
      if (now.isEmpty() || !now.get().equals(content.holder())) {
        throw new LeaseLostException(run.toString(), content.holder(), now);
      }
      etag = found.orElseThrow().etag();
      written = written(store, location, next, new Condition.Unchanged(etag));
      if (written.isEmpty()) {
        throw new LeaseLostException(run.toString(), content.holder(), now);
      }
    }
    content = next;
    etag = written.get();
    renewedNanos = begin;
  }

  /// Writes what no other process would write.
  ///
  /// @return its ETag, also where it had been written before and only the answer was lost
  private static Optional<String> written(
      ConditionalStore store, Location location, Content content, Condition condition)
      throws IOException {
    byte[] bytes = content.bytes();
    Optional<String> etag = store.write(location, bytes, condition);
    return etag.isPresent()
        ? etag
        : store
            .read(location)
            .filter(found -> found.text().equals(new String(bytes, StandardCharsets.UTF_8)))
            .map(StoredContent::etag);
  }

  private void beat() {
    try {
      synchronized (this) {
        renew(content.beat() + 1, content.holder());
      }
    } catch (LeaseLostException _) {
      heart.shutdown();
      synchronized (this) {
        if (worker != null) {
          worker.interrupt();
        }
      }
    } catch (IOException | RuntimeException _) {
      // A service that is away for a moment, or credentials that must be renewed. If that lasts
      // others take the lease; the next publication says what is wrong.
    }
  }
}
