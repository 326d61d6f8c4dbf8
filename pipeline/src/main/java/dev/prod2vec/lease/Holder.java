package dev.prod2vec.lease;

import dev.prod2vec.file.InputException;
import dev.prod2vec.file.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The process that has a lease, or had it last: the content of `.lease.json`.
///
/// @param term 1 for the first process that had the lease, one more for each after it
/// @param host name of its machine
/// @param machine tells machines with the same name apart, and containers on one machine: process
///   numbers can be compared only where it is the same; empty where the system does not say
/// @param pid its process number there
/// @param processStart when the process started, in clock ticks after the boot, where the system
///   tells; a time of day would change with the clock
/// @param state whether it still works, by its own word
record Holder(
    long term,
    String host,
    Optional<String> machine,
    long pid,
    Optional<Long> processStart,
    State state) {
  private static final long MAX_TERM = 1_000_000_000_000_000L;

  /// Number of the field of `/proc/PID/stat` with the start, as in proc(5).
  private static final int START = 22;

  private static final String HOST = localHost();
  private static final Optional<String> MACHINE = localMachine();

  /// The writer of a lease that cannot be read, for example after a power cut. Only the heartbeat
  /// tells whether it lives.
  static final Holder UNKNOWN =
      new Holder(0, "", Optional.empty(), 0, Optional.empty(), State.WORKING);

  enum State {
    WORKING,
    ENDED
  }

  /// This process.
  static Holder here(long term) {
    long pid = ProcessHandle.current().pid();
    return new Holder(term, HOST, MACHINE, pid, start(pid), State.WORKING);
  }

  /// Reads what [Json] wrote.
  ///
  /// @return [#UNKNOWN] if it is something else
  static Holder parse(String text) {
    try {
      Holder holder = Json.parse(text, Lease.FILE, Holder.class);
      return holder.term >= 1 && holder.term <= MAX_TERM ? holder : UNKNOWN;
    } catch (InputException _) {
      return UNKNOWN;
    }
  }

  Holder ended() {
    return new Holder(term, host, machine, pid, processStart, State.ENDED);
  }

  /// Whether it may still work: it has not recorded its end, and is not known to be dead.
  boolean mayWork() {
    return state == State.WORKING && !isKnownToBeDead();
  }

  private boolean isKnownToBeDead() {
    return host.equals(HOST)
        && machine.isPresent()
        && machine.equals(MACHINE)
        && processStart.isPresent()
        && !start(pid).equals(processStart);
  }

  /// When a process of this machine started, in clock ticks after the boot.
  ///
  /// @return empty if there is no such process, it has ended, or the system does not tell
  static Optional<Long> start(long pid) {
    try {
      String status = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      // The second field is a name in parentheses, and may hold any character.
      String[] fields = status.substring(status.lastIndexOf(')') + 2).split(" ", -1);
      boolean ended = fields[0].equals("Z") || fields[0].equals("X");
      return ended ? Optional.empty() : Optional.of(Long.valueOf(fields[START - 3]));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return term == 0
        ? "its %s cannot be read, so its heartbeat counts".formatted(Lease.FILE)
        : "term %d, process %d on %s".formatted(term, pid, host);
  }

  /// The boot of the machine and the namespace of its process numbers, of which each container has
  /// one.
  private static Optional<String> localMachine() {
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
