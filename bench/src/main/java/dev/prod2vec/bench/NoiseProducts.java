package dev.prod2vec.bench;

import static dev.prod2vec.linalg.Kernel.BLOCK;

import dev.prod2vec.training.TrainingConfig;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The matrix products of contexts with noise, without packing; read `gigaflops` and hold them
/// against [FusedMultiplyAdd]'s.
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@OutputTimeUnit(TimeUnit.SECONDS)
public class NoiseProducts {
  private static final int NOISE = TrainingConfig.DEFAULT.noiseProducts();

  /// About as many as a group of the default size has.
  private static final int BLOCKS = 6;

  @Param({"128", "1024"})
  public int dim;

  private NoiseCalls calls = new NoiseCalls(1, 1, 1);
  private NoiseCalls.Columns columns = new NoiseCalls.Columns(1);

  @Setup
  public void fill() {
    calls = new NoiseCalls(dim, NOISE, BLOCKS);
    columns = new NoiseCalls.Columns(dim);
    for (int block = 0; block < BLOCKS; block++) {
      calls.packContexts(block, BLOCK);
    }
    for (int chunk = 0; chunk < NoiseCalls.chunks(NOISE); chunk++) {
      calls.packNoise(columns, chunk);
      calls.scores(columns, chunk, BLOCKS * BLOCK);
    }
  }

  /// R = X Z^T of a chunk of noise products, for all contexts.
  @Benchmark
  public float[] scores(Gigaflops counter) {
    count(counter, BLOCK, BLOCKS * BLOCK);
    return calls.scores(columns, 0, BLOCKS * BLOCK);
  }

  /// dX = H Z of a block of contexts.
  @Benchmark
  public float[] contextGradient(Gigaflops counter) {
    count(counter, NOISE, BLOCK);
    return calls.contextGradient(0, BLOCK);
  }

  /// dZ = H^T X of a chunk of noise products.
  @Benchmark
  public float[] noiseGradient(Gigaflops counter) {
    count(counter, BLOCK, BLOCKS * BLOCK);
    return calls.noiseGradient(0, BLOCKS * BLOCK);
  }

  private void count(Gigaflops counter, int noise, int contexts) {
    counter.gigaflops += 2.0 * noise * contexts * dim / 1e9;
  }
}
