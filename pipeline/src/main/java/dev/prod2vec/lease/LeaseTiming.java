package dev.prod2vec.lease;

import java.time.Clock;
import java.time.Duration;

/// How often the holder of a lease shows that it lives, and when others give it up.
///
/// @param heartbeat time between two signs of life
/// @param expiry after so long without a sign another process may take the lease; the clocks of two
///   hosts that share a folder must not be further apart
/// @param clock by which the heartbeat in a folder is written and judged; a store has its own
public record LeaseTiming(Duration heartbeat, Duration expiry, Clock clock) {
  /// Of a lease in a folder.
  public static final LeaseTiming FOLDER =
      new LeaseTiming(Duration.ofSeconds(2), Duration.ofSeconds(30), Clock.systemUTC());

  /// Of a lease in a store, where each heartbeat is a request.
  public static final LeaseTiming STORE =
      new LeaseTiming(Duration.ofSeconds(5), Duration.ofSeconds(30), Clock.systemUTC());
}
