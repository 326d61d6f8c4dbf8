package dev.prod2vec.mirror;

import dev.prod2vec.lease.LeaseTiming;
import java.time.Duration;

/// How often the lease of a run in a store is renewed, and its unfinished work uploaded.
///
/// @param lease intervals of the lease in the store
/// @param unfinished time between two uploads of what a task has not finished yet
record MirrorTiming(LeaseTiming lease, Duration unfinished) {
  static final MirrorTiming DEFAULT = new MirrorTiming(LeaseTiming.STORE, Duration.ofSeconds(15));
}
