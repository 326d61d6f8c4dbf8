package dev.prod2vec.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/// This processor's peak of fused multiply-adds; read `gigaflops`.
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@OutputTimeUnit(TimeUnit.SECONDS)
public class FusedMultiplyAdd {
  private static final int STEPS = 100_000;

  @Benchmark
  public float peak(Gigaflops counter) {
    counter.gigaflops += PeakLoop.flops(STEPS) / 1e9;
    return PeakLoop.run(STEPS);
  }
}
