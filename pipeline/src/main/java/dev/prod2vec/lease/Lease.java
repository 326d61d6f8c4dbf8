package dev.prod2vec.lease;

import dev.prod2vec.disk.WholeFile;
import dev.prod2vec.file.InputException;
import dev.prod2vec.file.Json;
import dev.prod2vec.file.WriteGuard;
import dev.prod2vec.run.RunFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// The right to work on a run, which one process at a time has. It ends when it is closed, when its
/// process ends, and when its heartbeat stays away; then another process may take it. One that lost
/// it without knowing, since it was paused or its machine was cut off, finds so before it changes
/// anything: each change is made by [#change], which looks first.
///
/// The lease is a file; its time of last modification is the heartbeat.
public final class Lease implements WriteGuard, AutoCloseable {
  /// Name of the file in a run directory.
  public static final String FILE = ".lease.json";

  private static final Duration HEARTBEAT = Duration.ofSeconds(2);

  /// After so long without a heartbeat the process is given up. Other hosts' clocks must not be
  /// further apart than that.
  public static final Duration EXPIRY = Duration.ofSeconds(30);

  private static final String HOST = localHost();
  private static final Optional<String> MACHINE = machine();

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
  /// @param machine what tells machines with the same name apart, and containers on one machine:
  ///   where the numbers of two processes mean the same; empty where the system does not say
  /// @param pid its number there
  /// @param processStart when it started, where the system tells
  /// @param state whether it still works on the run, as far as it could say
  public record Holder(
      long attempt,
      String host,
      Optional<String> machine,
      long pid,
      Optional<Instant> processStart,
      State state) {
    private static final long MAX_ATTEMPT = 1_000_000_000_000_000L;

    /// Who wrote what cannot be read, for example since the power was cut. Only the heartbeat tells
    /// whether it lives.
    static final Holder UNKNOWN =
        new Holder(0, "", Optional.empty(), 0, Optional.empty(), State.WORKING);

    enum State {
      WORKING,
      ENDED
    }

    public static Holder here(long attempt) {
      ProcessHandle self = ProcessHandle.current();
      return new Holder(
          attempt, HOST, MACHINE, self.pid(), self.info().startInstant(), State.WORKING);
    }

    /// What [Json] wrote.
    ///
    /// @param type what it is read as
    /// @param holder of what was read
    /// @return [#UNKNOWN] if it is something else
    public static <T> T parse(String text, Class<T> type, Function<T, Holder> holder, T unknown) {
      try {
        T parsed = Json.parse(text, FILE, type);
        long attempt = holder.apply(parsed).attempt;
        return attempt >= 1 && attempt <= MAX_ATTEMPT ? parsed : unknown;
      } catch (InputException _) {
        return unknown;
      }
    }

    public Holder ended() {
      return new Holder(attempt, host, machine, pid, processStart, State.ENDED);
    }

    /// @param silence since the heart beat
    public boolean alive(Duration silence) {
      return state == State.WORKING && silence.compareTo(EXPIRY) < 0 && !isKnownToBeDead();
    }

    /// Whether it would be seen here if it lived, and is not.
    private boolean isKnownToBeDead() {
      return host.equals(HOST)
          && machine.isPresent()
          && machine.equals(MACHINE)
          && !ProcessHandle.of(pid)
              .map(process -> process.info().startInstant())
              .equals(Optional.of(processStart));
    }

    @Override
    public String toString() {
      return attempt == 0
          ? "its %s cannot be read, so its heartbeat counts".formatted(FILE)
          : "attempt %d, process %d on %s".formatted(attempt, pid, host);
    }
  }

  /// Takes the lease for this process. The calling thread is interrupted when it is lost.
  ///
  /// @param what the directory is of, for the message: `run`
  /// @throws RunInUseException if another one has it
  /// @throws IOException if the directory cannot be written
  public static Lease take(Path directory, String what) throws IOException {
    Holder mine =
        FolderLock.with(
            directory,
            () -> {
              Optional<Holder> last = last(directory);
              if (last.isPresent() && last.get().alive(silence(directory))) {
                throw new RunInUseException(directory.toString(), what, last.get());
              }
              WholeFile.deleteLeftovers(directory.resolve(FILE));
              Holder next = Holder.here(1 + lastAttempt(directory, last));
              write(directory, next);
              return next;
            });
    return new Lease(directory, mine);
  }

  /// Whether somebody has the lease of a run.
  public static boolean isHeld(Path directory) {
    try {
      Optional<Holder> last = last(directory);
      return last.isPresent() && last.get().alive(silence(directory));
    } catch (IOException _) {
      return false;
    }
  }

  /// The number of this process among those that worked on the run: no two have the same.
  public long attempt() {
    return holder.attempt();
  }

  /// Changes the run, unless the lease is lost.
  ///
  /// @throws LeaseLostException if it is; nothing was changed
  @Override
  public void change(Change change) throws IOException {
    FolderLock.with(
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
  public void close(Change last) throws IOException {
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
    } catch (IOException _) {
      // A file system that is away for a moment. If it stays away others take the lease.
    }
  }

  private static Optional<Holder> last(Path directory) throws IOException {
    try {
      byte[] bytes = Files.readAllBytes(directory.resolve(FILE));
      String text = new String(bytes, StandardCharsets.UTF_8);
      return Optional.of(Holder.parse(text, Holder.class, Function.identity(), Holder.UNKNOWN));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  /// The number of the last process; where nobody knows it, that of the last one that left
  /// something.
  private static long lastAttempt(Path directory, Optional<Holder> last) throws IOException {
    long number = last.map(Holder::attempt).orElse(0L);
    return number > 0 ? number : new RunFiles(directory).lastAttempt();
  }

  private static Duration silence(Path directory) throws IOException {
    Instant heartbeat = Files.getLastModifiedTime(directory.resolve(FILE)).toInstant();
    return Duration.between(heartbeat, Instant.now());
  }

  private static void write(Path directory, Holder holder) throws IOException {
    WholeFile.replace(directory.resolve(FILE), Json.text(holder));
  }

  /// The boot of the machine and the namespace of its process numbers, of which each container has
  /// one.
  private static Optional<String> machine() {
    try {
      String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
      return Optional.of(boot + " " + Files.readSymbolicLink(Path.of("/proc/self/ns/pid")));
    } catch (IOException | UnsupportedOperationException _) {
      return Optional.empty();
    }
  }

  private static String localHost() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "localhost";
    }
  }
}
