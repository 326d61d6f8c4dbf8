package dev.prod2vec.bench;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Fused multiply-adds and nothing else: no kernel on one core can have more of them. Twelve chains
/// that do not wait for each other fill two units of four to six cycles.
final class PeakLoop {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int CHAINS = 12;

  private PeakLoop() {}

  /// Bits of this processor's vectors, as far as the virtual machine uses them.
  static int vectorBits() {
    return SPECIES.vectorBitSize();
  }

  /// Floating-point operations of so many steps; a fused multiply-add is two per lane.
  static double flops(int steps) {
    return 2.0 * CHAINS * SPECIES.length() * steps;
  }

  /// Takes steps of all chains; the result only keeps them from being optimised away.
  static float run(int steps) {
    FloatVector half = FloatVector.broadcast(SPECIES, 0.5f);
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    // Each goes to 2 from elsewhere, far from overflow and from subnormal numbers.
    FloatVector s0 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector s1 = FloatVector.broadcast(SPECIES, 1f);
    FloatVector s2 = FloatVector.broadcast(SPECIES, 2f);
    FloatVector s3 = FloatVector.broadcast(SPECIES, 3f);
    FloatVector s4 = FloatVector.broadcast(SPECIES, 4f);
    FloatVector s5 = FloatVector.broadcast(SPECIES, 5f);
    FloatVector s6 = FloatVector.broadcast(SPECIES, 6f);
    FloatVector s7 = FloatVector.broadcast(SPECIES, 7f);
    FloatVector s8 = FloatVector.broadcast(SPECIES, 8f);
    FloatVector s9 = FloatVector.broadcast(SPECIES, 9f);
    FloatVector s10 = FloatVector.broadcast(SPECIES, 10f);
    FloatVector s11 = FloatVector.broadcast(SPECIES, 11f);
    for (int step = 0; step < steps; step++) {
      s0 = s0.fma(half, one);
      s1 = s1.fma(half, one);
      s2 = s2.fma(half, one);
      s3 = s3.fma(half, one);
      s4 = s4.fma(half, one);
      s5 = s5.fma(half, one);
      s6 = s6.fma(half, one);
      s7 = s7.fma(half, one);
      s8 = s8.fma(half, one);
      s9 = s9.fma(half, one);
      s10 = s10.fma(half, one);
      s11 = s11.fma(half, one);
    }
    FloatVector low = s0.add(s1).add(s2).add(s3).add(s4).add(s5);
    FloatVector high = s6.add(s7).add(s8).add(s9).add(s10).add(s11);
    return low.add(high).reduceLanes(VectorOperators.ADD);
  }
}
