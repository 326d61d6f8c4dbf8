package dev.prod2vec.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.store.Location;
import dev.prod2vec.store.Machine;
import dev.prod2vec.store.MemoryFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(300)
class StoreLeaseTest {
  private static final Location RUN = new Location("s3", "shop", "r");

  @TempDir(factory = MemoryFolder.class)
  private Path folder;

  private Machine machine() {
    return new Machine(folder.resolve("store"), folder.resolve("cache"));
  }

  private static Heartbeat heartbeat(Machine machine, Duration interval) {
    return new StoreHeartbeat(
        machine.store(),
        RUN,
        new LeaseTiming(interval, LeaseTiming.STORE.expiry(), Clock.systemUTC()));
  }

  @ParameterizedTest
  @EnumSource(
      value = Machine.Answer.class,
      names = {"LOST", "REFUSED_THE_SECOND_TIME"})
  void aHeartbeatWhoseAnswerIsLostLosesNoLease(Machine.Answer answer) throws Exception {
    Machine machine = machine();
    AtomicInteger changes = new AtomicInteger();
    Duration interval = Duration.ofMillis(5);
    try (Lease lease = Lease.take(heartbeat(machine, interval), "run")) {
      for (int beat = 0; beat < 10; beat++) {
        int before = machine.changes();
        machine.nextAnswer(answer);
        while (machine.changes() == before) {
          Thread.sleep(1);
        }
        Thread.sleep(interval);
        lease.change(changes::incrementAndGet);
      }
    }
    assertThat(changes).hasValue(10);
    assertThat(Lease.isHeld(heartbeat(machine, interval))).isFalse();
  }

  @Test
  void aStoreThatIsAwayForAMomentLosesNoLease() throws Exception {
    Machine machine = machine();
    Duration interval = Duration.ofMillis(5);
    try (Lease lease = Lease.take(heartbeat(machine, interval), "run")) {
      machine.cutOffAfter(0);
      Thread.sleep(50);
      machine.cutOffAfter(Integer.MAX_VALUE);
      lease.change(() -> {});
    }
  }

  @Test
  void aChangeIsProvenByAHeartbeatThatWasJustWritten() throws IOException {
    Machine machine = machine();
    try (Lease lease = Lease.take(heartbeat(machine, Duration.ofHours(1)), "run")) {
      int before = machine.changes();
      lease.change(() -> {});
      assertThat(machine.changes()).isEqualTo(before);
    }
  }

  @Test
  void aLeaseThatCannotBeReadIsTakenWithTheTermAfterTheLastThatLeftSomething() throws IOException {
    Machine machine = machine();
    machine
        .store()
        .write(RUN.resolve(Lease.FILE), "{\"attempt\": 2}".getBytes(StandardCharsets.UTF_8));
    machine.store().write(RUN.resolve(".term-4/model_training/checkpoint"), new byte[] {1});
    assertThat(Lease.isHeld(heartbeat(machine, Duration.ofHours(1)))).isTrue();
    machine.patientNoMore();
    try (Lease lease = Lease.take(heartbeat(machine, Duration.ofHours(1)), "run")) {
      assertThat(lease.term()).isEqualTo(5);
    }
  }
}
