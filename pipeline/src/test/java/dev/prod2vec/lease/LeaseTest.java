package dev.prod2vec.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.store.Location;
import dev.prod2vec.store.Machine;
import dev.prod2vec.store.MemoryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a lease promises wherever it is kept.
@Timeout(300)
class LeaseTest {
  private static final Duration HEARTBEAT = Duration.ofMillis(20);
  private static final Duration EXPIRY = Duration.ofSeconds(30);

  @TempDir(factory = MemoryFolder.class)
  private Path folder;

  private final AtomicInteger changes = new AtomicInteger();

  enum Kind {
    FOLDER,
    STORE
  }

  @AfterEach
  void forgetTheInterrupt() {
    Thread.interrupted();
  }

  private Heartbeat heartbeat(Kind kind) throws IOException {
    return heartbeat(kind, Duration.ZERO);
  }

  /// Of a process that takes every sign of life for older than it is.
  private Heartbeat ofImpatient(Kind kind) throws IOException {
    return heartbeat(kind, EXPIRY);
  }

  private Heartbeat heartbeat(Kind kind, Duration older) throws IOException {
    Clock clock = Clock.offset(Clock.systemUTC(), older);
    LeaseTiming timing = new LeaseTiming(HEARTBEAT, EXPIRY, clock);
    return switch (kind) {
      case FOLDER -> new FolderHeartbeat(Files.createDirectories(folder.resolve("shop/r")), timing);
      case STORE -> {
        Machine machine = new Machine(folder.resolve("store"), folder.resolve("cache"));
        yield new StoreHeartbeat(
            older.isZero() ? machine.store() : machine.patientNoMore().store(),
            new Location("s3", "shop", "r"),
            timing);
      }
    };
  }

  @ParameterizedTest
  @EnumSource
  void oneProcessAtATimeHasIt(Kind kind) throws IOException {
    try (Lease first = Lease.take(heartbeat(kind), "run")) {
      assertThat(first.term()).isEqualTo(1);
      assertThat(Lease.isHeld(heartbeat(kind))).isTrue();
      assertThatExceptionOfType(InUseException.class)
          .isThrownBy(() -> Lease.take(heartbeat(kind), "run"))
          .withMessageStartingWith(
              "%s: another process works on this run (term 1, process %s on ",
              heartbeat(kind).place(), ProcessHandle.current().pid())
          .withMessageEndingWith("hint: wait until it has ended");
    }
    assertThat(Lease.isHeld(heartbeat(kind))).isFalse();
    try (Lease second = Lease.take(heartbeat(kind), "run")) {
      assertThat(second.term()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void ofManyAtOnceOneTakesIt(Kind kind) throws Exception {
    List<Lease> taken = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(8)) {
      Callable<Lease> take = () -> Lease.take(heartbeat(kind), "run");
      for (Future<Lease> one : threads.invokeAll(List.of(take, take, take, take, take, take))) {
        switch (one.state()) {
          case SUCCESS -> taken.add(one.resultNow());
          default -> assertThat(one.exceptionNow()).isInstanceOf(InUseException.class);
        }
      }
    }
    assertThat(taken).hasSize(1);
    taken.getFirst().close();
  }

  @ParameterizedTest
  @EnumSource
  void whoLostItChangesNothingAndLeavesTheOthersAlone(Kind kind) throws Exception {
    Lease lost = Lease.take(heartbeat(kind), "run");
    // Its thread does not hear of the loss, as one that was paused.
    lost.workHasEnded();
    lost.change(changes::incrementAndGet);
    Lease taken = Lease.take(ofImpatient(kind), "run");
    Thread.sleep(HEARTBEAT.plusMillis(1));
    assertThatExceptionOfType(LeaseLostException.class)
        .isThrownBy(() -> lost.change(changes::incrementAndGet))
        .withMessageStartingWith(
            "%s: was taken over from this process (term 1, process ", heartbeat(kind).place())
        .withMessageContaining("by another (term 2, process ")
        .withMessageEndingWith("this process publishes nothing");
    assertThat(changes).hasValue(1);
    lost.close(changes::incrementAndGet);
    assertThat(changes).hasValue(1);
    assertThat(Lease.isHeld(heartbeat(kind))).isTrue();
    taken.close(changes::incrementAndGet);
    assertThat(changes).hasValue(2);
    assertThat(Lease.isHeld(heartbeat(kind))).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void theThreadOfWhoLostItIsInterrupted(Kind kind) throws Exception {
    try (Lease _ = Lease.take(heartbeat(kind), "run");
        var other = Executors.newSingleThreadExecutor()) {
      Future<Lease> taken = other.submit(() -> Lease.take(ofImpatient(kind), "run"));
      assertThatExceptionOfType(InterruptedException.class)
          .isThrownBy(() -> Thread.sleep(Duration.ofHours(1)));
      taken.get().close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theHeartBeats(Kind kind) throws Exception {
    Heartbeat looks = heartbeat(kind);
    try (Lease _ = Lease.take(heartbeat(kind), "run")) {
      for (int beat = 0; beat < 3; beat++) {
        Duration before = looks.last().orElseThrow().silence();
        Duration after = before;
        while (after.compareTo(before) >= 0) {
          before = after;
          Thread.sleep(1);
          after = looks.last().orElseThrow().silence();
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void anInterruptDoesNotKeepItFromBeingClosed(Kind kind) throws IOException {
    Lease lease = Lease.take(heartbeat(kind), "run");
    Thread.currentThread().interrupt();
    lease.close(changes::incrementAndGet);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(changes).hasValue(1);
    assertThat(Lease.isHeld(heartbeat(kind))).isFalse();
    lease.close(changes::incrementAndGet);
    assertThat(changes).as("closed before").hasValue(1);
  }
}
