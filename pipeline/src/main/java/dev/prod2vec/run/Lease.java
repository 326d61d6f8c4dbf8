package dev.prod2vec.run;

import dev.prod2vec.ingest.Fence;
import dev.prod2vec.ingest.InputException;
import dev.prod2vec.ingest.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The right to work on a run, which one process at a time has. It ends when it is closed, when its
/// process ends, and when its heartbeat stays away; then another process may take it. One that lost
/// it without knowing, since it was paused or its machine was cut off, finds so before it changes
/// anything: each change is made by [#change], which looks first.
///
/// The lease is a file; its time of last modification is the heartbeat.
public final class Lease implements Fence, AutoCloseable {
  /// Name of the file in a run directory.
  static final String FILE = ".lease.json";

  private static final Duration HEARTBEAT = Duration.ofSeconds(2);

  /// After so long without a heartbeat the process is given up. Other hosts' clocks must not be
  /// further apart than that.
  static final Duration EXPIRY = Duration.ofSeconds(30);

  private static final String HOST = localHost();

  private final Path directory;
  private final Holder holder;
  private final ScheduledExecutorService heart;

  private Lease(Path directory, Holder holder) {
    this.directory = directory;
    this.holder = holder;
    Thread worker = Thread.currentThread();
    heart =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("heartbeat").factory());
    long millis = HEARTBEAT.toMillis();
    var _ = heart.scheduleWithFixedDelay(() -> beat(worker), millis, millis, TimeUnit.MILLISECONDS);
  }

  /// Who has the lease, or had it last.
  ///
  /// @param attempt 1 for the first process that worked on the run, one more for each after it
  /// @param host name of its machine
  /// @param pid its number there
  /// @param processStart when it started, where the system tells
  /// @param state whether it still works on the run, as far as it could say
  record Holder(long attempt, String host, long pid, Optional<Instant> processStart, State state) {
    enum State {
      WORKING,
      ENDED
    }

    static Holder here(long attempt) {
      ProcessHandle self = ProcessHandle.current();
      return new Holder(attempt, HOST, self.pid(), self.info().startInstant(), State.WORKING);
    }

    Holder ended() {
      return new Holder(attempt, host, pid, processStart, State.ENDED);
    }

    /// @param silence since the heart beat
    boolean alive(Duration silence) {
      if (state == State.ENDED) {
        return false;
      }
      if (host.equals(HOST)
          && !ProcessHandle.of(pid)
              .map(process -> process.info().startInstant())
              .equals(Optional.of(processStart))) {
        return false;
      }
      return silence.compareTo(EXPIRY) < 0;
    }

    @Override
    public String toString() {
      return "attempt %d, process %d on %s".formatted(attempt, pid, host);
    }
  }

  /// Takes the lease for this process. The calling thread is interrupted when it is lost.
  ///
  /// @param what the directory is of, for the message: `run`
  /// @throws RunInUseException if another one has it
  /// @throws IOException if the directory cannot be written
  public static Lease take(Path directory, String what) throws IOException {
    Holder mine =
        RunLock.with(
            directory,
            () -> {
              Optional<Holder> last = last(directory);
              if (last.isPresent() && last.get().alive(silence(directory))) {
                throw new RunInUseException(directory.toString(), what, last.get());
              }
              Holder next = Holder.here(1 + last.map(Holder::attempt).orElse(0L));
              write(directory, next);
              return next;
            });
    return new Lease(directory, mine);
  }

  /// Whether somebody has the lease of a run.
  static boolean isHeld(Path directory) {
    try {
      Optional<Holder> last = last(directory);
      return last.isPresent() && last.get().alive(silence(directory));
    } catch (IOException _) {
      return false;
    }
  }

  /// The number of this process among those that worked on the run: no two have the same.
  long attempt() {
    return holder.attempt();
  }

  /// Changes the run, unless the lease is lost.
  ///
  /// @throws LeaseLostException if it is; nothing was changed
  @Override
  public void change(Change change) throws IOException {
    RunLock.with(
        directory,
        () -> {
          requireMine();
          change.make();
          return holder;
        });
  }

  private void requireMine() throws IOException {
    Optional<Holder> last = last(directory);
    if (!last.equals(Optional.of(holder))) {
      throw new LeaseLostException(directory.toString(), holder, last);
    }
  }

  /// Lets others have it.
  @Override
  public void close() throws IOException {
    close(() -> {});
  }

  /// Lets others have it.
  ///
  /// @param last changes the run before that
  void close(Change last) throws IOException {
    heart.shutdownNow();
    // An interrupt is meant for the work, which has ended.
    boolean interrupted = Thread.interrupted();
    try {
      if (Files.isDirectory(directory)) {
        change(() -> {
          last.make();
          write(directory, holder.ended());
        });
      }
    } catch (LeaseLostException _) {
      // The other one's lease stays.
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void beat(Thread worker) {
    try {
      requireMine();
      Files.setLastModifiedTime(directory.resolve(FILE), FileTime.from(Instant.now()));
    } catch (LeaseLostException _) {
      heart.shutdown();
      worker.interrupt();
    } catch (IOException | InputException _) {
      // A file system that is away for a moment. If it stays away others take the lease.
    }
  }

  private static Optional<Holder> last(Path directory) {
    Path file = directory.resolve(FILE);
    return Files.exists(file) ? Optional.of(Json.read(file, Holder.class)) : Optional.empty();
  }

  private static Duration silence(Path directory) throws IOException {
    Instant heartbeat = Files.getLastModifiedTime(directory.resolve(FILE)).toInstant();
    return Duration.between(heartbeat, Instant.now());
  }

  private static void write(Path directory, Holder holder) throws IOException {
    Folder.writeAtomically(directory.resolve(FILE), Json.text(holder));
  }

  private static String localHost() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "localhost";
    }
  }
}
