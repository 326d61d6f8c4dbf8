package dev.prod2vec.mirror;

import dev.prod2vec.lease.LeaseTiming;
import java.time.Duration;

/// How often a run in a store is heard of while it is worked on.
///
/// @param lease of the lease in the store
/// @param unfinished time between two uploads of what a task has not finished yet
record MirrorTiming(LeaseTiming lease, Duration unfinished) {
  static final MirrorTiming DEFAULT = new MirrorTiming(LeaseTiming.STORE, Duration.ofSeconds(15));
}
