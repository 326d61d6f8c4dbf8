package dev.prod2vec.lease;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/// Leases on folders, as tests look at them.
public final class Leases {
  /// Of a process by whose clock every sign of life in a folder is half a minute old.
  public static final LeaseTiming IMPATIENT =
      new LeaseTiming(
          Duration.ofSeconds(2),
          LeaseTiming.FOLDER.expiry(),
          Clock.offset(Clock.systemUTC(), LeaseTiming.FOLDER.expiry()));

  private Leases() {}

  /// Whether a process has the lease on a folder.
  public static boolean isHeld(Path folder) {
    try {
      return Lease.isHeld(new FolderHeartbeat(folder, LeaseTiming.FOLDER));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
