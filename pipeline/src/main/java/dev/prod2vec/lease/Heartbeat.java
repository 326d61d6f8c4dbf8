package dev.prod2vec.lease;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// Where a lease is written down and its holder shows that it lives. Each write is made on
/// condition that the lease is still as it was seen. Safe to share between threads.
sealed interface Heartbeat permits FolderHeartbeat, StoreHeartbeat {
  /// A sign of life.
  ///
  /// @param silence since then
  /// @param version changes with each sign in a store; empty in a folder, where a lock is enough
  record Sign(Holder holder, Duration silence, String version) {}

  /// Where the lease is, for messages.
  String place();

  LeaseTiming timing();

  /// For how long a sign of life proves that the lease is still held. Zero where each change looks
  /// at the lease anew.
  Duration trust();

  /// Does an action; where the place has locks, no other process does one meanwhile.
  <T> T alone(FolderLock.Action<T> action) throws IOException;

  /// The last sign of life; empty if nobody had the lease yet.
  Optional<Sign> last() throws IOException;

  /// Writes a sign of life.
  ///
  /// @param seen the sign that is there, as far as the caller knows
  /// @return the new sign; empty if another process has written since, and nothing was changed
  Optional<Sign> write(Holder holder, Optional<Sign> seen) throws IOException;

  /// The number of the last term that left a [folder][TermFolder]; 0 where none did.
  long lastTerm() throws IOException;
}
