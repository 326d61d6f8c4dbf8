package dev.prod2vec.lease;

import dev.prod2vec.file.Uninterrupted;
import dev.prod2vec.file.WriteGuard;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The right to write into a folder or a location of a store, which one process at a time has. It
/// ends when it is closed, when its process ends, and when its heartbeat stays away; then another
/// process may take it. A process may lose it without knowing, for example because it was paused or
/// its machine was cut off. It finds out before it changes anything: [#change] looks first.
///
/// May be shared between threads.
public final class Lease implements WriteGuard, AutoCloseable {
  /// Name of the file or object that holds the lease.
  public static final String FILE = ".lease.json";

  private final Heartbeat heartbeat;
  private final long term;
  private final ScheduledExecutorService heart;

  /// Guarded by the heart: whoever ends the work must not wait for a sign of life under way.
  private @Nullable Thread worker = Thread.currentThread();

  private Heartbeat.Sign mine;
  private long renewedNanos;
  private boolean ended;

  private Lease(Heartbeat heartbeat, Heartbeat.Sign mine, long renewedNanos) {
    this.heartbeat = heartbeat;
    this.term = mine.holder().term();
    this.mine = mine;
    this.renewedNanos = renewedNanos;
    heart =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("heartbeat").factory());
    long nanos = heartbeat.timing().heartbeat().toNanos();
    var _ = heart.scheduleWithFixedDelay(this::beat, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /// Takes the lease for this process. The calling thread is interrupted when it is lost.
  ///
  /// @param what the lease protects, for the message: `run`
  /// @throws InUseException if another process has it
  /// @throws IOException if it cannot be written
  public static Lease take(Heartbeat heartbeat, String what) throws IOException {
    while (true) {
      Optional<Lease> taken = heartbeat.alone(() -> tryToTake(heartbeat, what));
      if (taken.isPresent()) {
        return taken.get();
      }
      // Another process was faster: look which.
    }
  }

  private static Optional<Lease> tryToTake(Heartbeat heartbeat, String what) throws IOException {
    long begin = System.nanoTime();
    Optional<Heartbeat.Sign> last = heartbeat.last();
    if (last.isPresent() && isAlive(last.get(), heartbeat.timing())) {
      throw new InUseException(heartbeat.place(), what, last.get().holder());
    }
    Holder next = Holder.here(1 + lastTerm(heartbeat, last));
    return heartbeat.write(next, last).map(sign -> new Lease(heartbeat, sign, begin));
  }

  /// The term of the last holder; where nobody knows it, the last term that left something.
  private static long lastTerm(Heartbeat heartbeat, Optional<Heartbeat.Sign> last)
      throws IOException {
    long known = last.map(sign -> sign.holder().term()).orElse(0L);
    return known > 0 ? known : heartbeat.lastTerm();
  }

  /// Whether a process has the lease.
  public static boolean isHeld(Heartbeat heartbeat) throws IOException {
    Optional<Heartbeat.Sign> last = heartbeat.last();
    return last.isPresent() && isAlive(last.get(), heartbeat.timing());
  }

  private static boolean isAlive(Heartbeat.Sign sign, LeaseTiming timing) {
    return sign.silence().compareTo(timing.expiry()) < 0 && sign.holder().mayWork();
  }

  /// The number of this process among those that had the lease: no two have the same.
  public long term() {
    return term;
  }

  /// Makes a change, unless the lease is lost.
  ///
  /// @throws LeaseLostException if it is; nothing was changed
  @Override
  public void change(Change change) throws IOException {
    var _ =
        heartbeat.alone(() -> {
          require();
          change.make();
          return term;
        });
  }

  /// Does nothing as long as this process has the lease. Where a store's conditions protect a
  /// change, this is the look before it; elsewhere use [#change].
  ///
  /// @throws LeaseLostException if it has not
  public synchronized void require() throws IOException {
    if (Duration.ofNanos(System.nanoTime() - renewedNanos).compareTo(heartbeat.trust()) >= 0) {
      renew(mine.holder());
    }
  }

  /// From now on the thread that took the lease is not interrupted.
  public void workHasEnded() {
    synchronized (heart) {
      worker = null;
    }
  }

  /// Lets others have it.
  @Override
  public void close() throws IOException {
    close(() -> {});
  }

  /// Lets others have it.
  ///
  /// @param last a change that is made before that
  public void close(Change last) throws IOException {
    heart.shutdownNow();
    workHasEnded();
    if (isEnded()) {
      return;
    }
    // An interrupt was meant for the work.
    Uninterrupted.make(() -> {
      try {
        change(() -> {
          last.make();
          end();
        });
      } catch (LeaseLostException | NoSuchFileException _) {
        // The other holder's lease stays; or the folder was deleted, and the lease with it.
      }
    });
  }

  /// Ends the heartbeat and leaves the file or object to the caller, who removes it.
  public void abandon() {
    heart.shutdownNow();
    workHasEnded();
    synchronized (this) {
      ended = true;
    }
  }

  private synchronized boolean isEnded() {
    return ended;
  }

  private synchronized void end() throws IOException {
    renew(mine.holder().ended());
    ended = true;
  }

  private synchronized void renew(Holder holder) throws IOException {
    long begin = System.nanoTime();
    Optional<Heartbeat.Sign> next = heartbeat.write(holder, Optional.of(mine));
    if (next.isEmpty()) {
      // The answer to an earlier heartbeat may have been lost; then the lease is still ours.
      Optional<Heartbeat.Sign> now = heartbeat.last();
      if (now.isPresent() && now.get().holder().equals(mine.holder())) {
        next = heartbeat.write(holder, now);
      }
      if (next.isEmpty()) {
        throw new LeaseLostException(
            heartbeat.place(), mine.holder(), now.map(Heartbeat.Sign::holder));
      }
    }
    mine = next.get();
    renewedNanos = begin;
  }

  private void beat() {
    try {
      renewUnlessEnded();
    } catch (LeaseLostException _) {
      heart.shutdown();
      interrupt();
    } catch (IOException | RuntimeException _) {
      // A place that cannot be reached for a moment, or credentials that must be renewed. If that
      // lasts others take the lease; the next change says what is wrong.
    }
  }

  private synchronized void renewUnlessEnded() throws IOException {
    if (!ended) {
      renew(mine.holder());
    }
  }

  private void interrupt() {
    synchronized (heart) {
      if (worker != null) {
        worker.interrupt();
      }
    }
  }
}
