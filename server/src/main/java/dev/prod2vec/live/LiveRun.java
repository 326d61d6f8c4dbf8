package dev.prod2vec.live;

import dev.prod2vec.place.Places;
import dev.prod2vec.process.Failure;
import dev.prod2vec.run.RunEntry;
import dev.prod2vec.run.RunState;
import dev.prod2vec.run.Runs;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.Location;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The run that is served now. Where no run was named, it is the newest finished one of a place: a
/// thread looks for a newer one from time to time, loads it beside the old one, and then changes
/// from one to the other at once. Who took [#run] before keeps the old one. Safe to share between
/// threads. Close it to end the thread.
public final class LiveRun implements AutoCloseable {
  private static final Duration LOOK_INTO_FOLDER = Duration.ofSeconds(2);
  private static final Duration LOOK_INTO_STORE = Duration.ofSeconds(60);

  private static final Duration FIRST_QUESTION = Duration.ofMillis(500);

  /// How long a list of runs is good for, so that asking for it again and again reads no files.
  private static final long LIST_NANOS = TimeUnit.SECONDS.toNanos(2);

  /// How long a run that could not be loaded is left alone.
  private static final long AGAIN_NANOS = TimeUnit.MINUTES.toNanos(1);

  private static final String DONE = RunState.DONE.name().toLowerCase(Locale.ROOT);

  private final Runs runs;
  private final Consumer<String> says;
  private final AtomicInteger changes = new AtomicInteger();
  private final @Nullable Thread watcher;
  private volatile ServedRun run;
  private volatile String place;
  private final Object otherLock = new Object();
  private SoftReference<@Nullable ServedRun> other = new SoftReference<>(null);
  private @Nullable List<RunEntry> list;
  private long listed;

  private LiveRun(
      Runs runs, String place, ServedRun run, Consumer<String> says, Optional<Duration> every) {
    this.runs = runs;
    this.place = place;
    this.run = run;
    this.says = says;
    this.watcher =
        every
            .map(time -> Thread.ofPlatform().daemon().name("runs").unstarted(() -> watch(time)))
            .orElse(null);
  }

  /// Loads a run.
  ///
  /// @param folder where the runs are
  /// @param id the run, or where it is; empty: the newest finished one, and each newer one later
  /// @param says is told about changes and about what cannot be read, in a line each
  /// @throws WrongUseException if there is no such run, or none is finished
  /// @throws dev.prod2vec.file.InputException if a file of it is missing or broken
  public static LiveRun open(
      Places places, String folder, Optional<String> id, Consumer<String> says) throws IOException {
    Runs runs = places.runs(folder);
    Duration every = Location.parse(folder).isLocal() ? LOOK_INTO_FOLDER : LOOK_INTO_STORE;
    if (id.isPresent()) {
      Path named = places.model(id.get(), folder);
      return new LiveRun(runs, named.toString(), ServedRun.open(named), says, Optional.empty());
    }
    String newest = runs.newestDone(says);
    ServedRun run = ServedRun.open(runs.directory(newest));
    return new LiveRun(runs, newest, run, says, Optional.of(every));
  }

  /// Starts to look for newer runs, if it shall.
  public void start() {
    Thread.ofPlatform().daemon().name("warm-up").start(this::warmUp);
    if (watcher != null) {
      watcher.start();
    }
  }

  private void warmUp() {
    try {
      // Whoever asks at once has the cores.
      TimeUnit.NANOSECONDS.sleep(FIRST_QUESTION.toNanos());
      run.warmUp();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// The run of this moment. A question takes it once, so that its answer is about one run.
  public ServedRun run() {
    return run;
  }

  /// A finished run of the place: the one that is served, or another one, which is read if it was
  /// not the last one of these.
  ///
  /// @param id of the run
  /// @return empty if there is no such run, or it is not finished
  /// @throws dev.prod2vec.file.InputException if a file of it is missing or broken
  public Optional<ServedRun> run(String id) throws IOException {
    ServedRun served = run;
    if (served.id().equals(id)) {
      return Optional.of(served);
    }
    Optional<String> named =
        list().stream()
            .filter(entry -> entry.id().equals(id) && entry.state().equals(DONE))
            .map(RunEntry::directory)
            .findFirst();
    return named.isPresent() ? Optional.of(other(id, named.get())) : Optional.empty();
  }

  /// One is read at a time, and one is kept, as long as there is memory for it.
  private ServedRun other(String id, String directory) throws IOException {
    synchronized (otherLock) {
      ServedRun kept = other.get();
      if (kept == null || !kept.id().equals(id)) {
        other.clear();
        kept = ServedRun.open(runs.directory(directory));
        other = new SoftReference<>(kept);
      }
      return kept;
    }
  }

  /// How often the run has changed.
  public int changes() {
    return changes.get();
  }

  /// All runs of the place that can be read, the oldest first; at most two seconds old.
  public synchronized List<RunEntry> list() {
    long now = System.nanoTime();
    if (list == null || now - listed > LIST_NANOS) {
      list = runs.list(_ -> {}).stream().map(RunEntry::of).toList();
      listed = now;
    }
    return list;
  }

  /// A folder with the files of a run of [#list].
  ///
  /// @throws WrongUseException if it was removed
  public Path directory(RunEntry listed) {
    return runs.directory(listed.directory());
  }

  private void watch(Duration every) {
    String failed = "";
    long again = System.nanoTime();
    String said = "";
    while (true) {
      try {
        TimeUnit.NANOSECONDS.sleep(every.toNanos());
      } catch (InterruptedException _) {
        return;
      }
      String newest = "";
      try {
        newest = runs.newestDone(_ -> {});
        boolean waits = newest.equals(failed) && System.nanoTime() - again < 0;
        if (!newest.equals(place) && !waits) {
          change(newest);
        }
        said = waits ? said : "";
      } catch (WrongUseException _) {
        // The last finished run was removed; it is still in memory.
      } catch (IOException | RuntimeException | OutOfMemoryError e) {
        if (Thread.currentThread().isInterrupted()) {
          return;
        }
        failed = newest;
        again = System.nanoTime() + AGAIN_NANOS;
        String fault = Failure.of(e).message().lines().findFirst().orElse("");
        if (!fault.equals(said)) {
          says.accept("run %s stays, a newer one cannot be served: %s".formatted(run.id(), fault));
        }
        said = fault;
      }
    }
  }

  private void change(String newest) throws IOException {
    ServedRun next = ServedRun.open(runs.directory(newest));
    next.warmUp();
    String before = run.id();
    run = next;
    place = newest;
    changes.incrementAndGet();
    says.accept("serving run %s, which is newer than %s".formatted(next.id(), before));
  }

  @Override
  public void close() {
    if (watcher != null) {
      watcher.interrupt();
    }
  }
}
