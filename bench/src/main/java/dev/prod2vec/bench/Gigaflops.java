package dev.prod2vec.bench;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Counts floating-point operations beside the calls; JMH divides by the time, so it is shown in
/// GFLOP/s.
@AuxCounters(AuxCounters.Type.OPERATIONS)
@State(Scope.Thread)
public class Gigaflops {
  /// 10^9 operations since the iteration began.
  public double gigaflops;
}
