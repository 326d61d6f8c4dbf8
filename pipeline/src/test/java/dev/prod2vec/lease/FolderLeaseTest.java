package dev.prod2vec.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.file.Json;
import dev.prod2vec.fuzz.Fuzz;
import dev.prod2vec.store.MemoryFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a lease makes of the holder that it finds in its file.
class FolderLeaseTest {
  private static final long TERM = 7;

  @TempDir(factory = MemoryFolder.class)
  private Path folder;

  private Lease take() throws IOException {
    return Lease.take(new FolderHeartbeat(folder, LeaseTiming.FOLDER), "run");
  }

  private void write(String text) throws IOException {
    Files.writeString(folder.resolve(Lease.FILE), text);
  }

  private void assertIsTakenOnlyOnceItsHeartBeatsNoMore(String holder, long next)
      throws IOException {
    assertThat(Leases.isHeld(folder)).isTrue();
    assertThatExceptionOfType(InUseException.class)
        .isThrownBy(this::take)
        .withMessageContaining(holder);
    FolderHeartbeat late = new FolderHeartbeat(folder, Leases.IMPATIENT);
    assertThat(Lease.isHeld(late)).isFalse();
    try (Lease lease = Lease.take(late, "run")) {
      assertThat(lease.term()).isEqualTo(next);
      assertThat(folder.resolve(Lease.FILE)).content().contains("\"term\" : " + next);
    }
  }

  private void assertIsFree() throws IOException {
    assertThat(Leases.isHeld(folder)).isFalse();
    try (Lease lease = take()) {
      assertThat(lease.term()).isEqualTo(TERM + 1);
    }
  }

  @Test
  void aLeaseOfAnotherMachineHoldsAsLongAsItsHeartBeats() throws IOException {
    write(
        """
        {"term": 7, "host": "another", "machine": null, "pid": 1, "processStart": null, "state": "WORKING"}
        """);
    assertIsTakenOnlyOnceItsHeartBeatsNoMore("(term 7, process 1 on another)", 8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"another boot pid:[4026531836]", ""})
  void aLeaseOfAnotherContainerWithOurHostNameHoldsAsLongAsItsHeartBeats(String machine)
      throws IOException {
    Holder ours = Holder.here(TERM);
    Holder other =
        new Holder(
            TERM,
            ours.host(),
            Optional.of(machine).filter(text -> !text.isEmpty()),
            unusedPid(),
            Optional.of(0L),
            ours.state());
    write(Json.text(other));
    assertIsTakenOnlyOnceItsHeartBeatsNoMore(
        "(term 7, process %s on ".formatted(other.pid()), TERM + 1);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aDeadProcessOfOurMachineIsNotWaitedFor() throws IOException {
    Holder ours = Holder.here(TERM);
    assertThat(ours.machine()).hasValueSatisfying(machine -> assertThat(machine).contains("pid:["));
    write(
        Json.text(
            new Holder(
                TERM, ours.host(), ours.machine(), unusedPid(), Optional.of(0L), ours.state())));
    assertIsFree();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aProcessWithTheNumberOfADeadOneIsNotTakenForIt() throws IOException {
    Holder ours = Holder.here(TERM);
    write(
        Json.text(
            new Holder(
                TERM,
                ours.host(),
                ours.machine(),
                ours.pid(),
                ours.processStart().map(ticks -> ticks - 1),
                ours.state())));
    assertIsFree();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theStartOfAProcessIsCountedFromTheBootSoThatNoClockChangesIt() throws Exception {
    double upSeconds =
        Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ", -1)[0]);
    Process process = new ProcessBuilder("sleep", "60").start();
    try {
      double ticksASecond = 100;
      assertThat(Holder.start(process.pid()).orElseThrow() / ticksASecond)
          .isBetween(upSeconds - 1, upSeconds + 60);
    } finally {
      process.destroyForcibly();
    }
    process.waitFor();
    assertThat(Holder.start(process.pid())).isEmpty();
  }

  private static long unusedPid() {
    long pid = 4_000_000;
    while (ProcessHandle.of(pid).isPresent()) {
      pid++;
    }
    return pid;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{}",
        "{\"term\": 1, \"state\": \"WORKING\"}",
        "{\"term\": 9223372036854775807, \"host\": \"a\", \"machine\": null, \"pid\": 1,"
            + " \"processStart\": null, \"state\": \"ENDED\"}",
        "{\"attempt\": 4, \"host\": \"of an earlier version\", \"machine\": null, \"pid\": 1,"
            + " \"processStart\": null, \"state\": \"ENDED\"}",
        "\u0000\u0000\u0000",
      })
  void aLeaseThatCannotBeReadIsTakenOnceItsHeartBeatsNoMore(String broken) throws IOException {
    Files.createDirectories(folder.resolve(".attempt-3"));
    Files.createDirectories(folder.resolve(".term-4/model_training"));
    write(broken);
    assertIsTakenOnlyOnceItsHeartBeatsNoMore(
        "its .lease.json cannot be read, so its heartbeat counts", 5);
  }

  @Test
  void aLeaseOnAFolderThatWasDeletedIsLost() throws IOException {
    Path deleted = Files.createDirectory(folder.resolve("deleted"));
    Lease lease = Lease.take(new FolderHeartbeat(deleted, LeaseTiming.FOLDER), "run");
    lease.workHasEnded();
    Files.delete(deleted.resolve(Lease.FILE));
    assertThatExceptionOfType(LeaseLostException.class)
        .isThrownBy(() -> lease.change(() -> {}))
        .withMessageEndingWith(" and is gone; this process publishes nothing");
    Files.delete(deleted.resolve(FolderLock.FILE));
    Files.delete(deleted);
    lease.close();
    assertThat(deleted).doesNotExist();
  }

  @Test
  @Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
  void aChangedLeaseIsReadOrTakenForAnUnknownOne() throws Exception {
    byte[] seed = Json.text(Holder.here(TERM)).getBytes(StandardCharsets.UTF_8);
    Fuzz.check(
        20_000,
        folder.resolve("lease.json"),
        random -> Fuzz.mutate(seed, random),
        List.of(UnknownHolder.class),
        file -> {
          Holder holder =
              Holder.parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
          boolean mayWork = holder.mayWork();
          if (holder.equals(Holder.UNKNOWN)) {
            assertThat(mayWork).isTrue();
            throw new UnknownHolder();
          }
          assertThat(holder.term()).isPositive();
        });
  }

  /// Stands for a lease that cannot be read.
  private static final class UnknownHolder extends Exception {
    UnknownHolder() {
      super("unknown");
    }
  }
}
