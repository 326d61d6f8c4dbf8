package dev.prod2vec.bench;

import dev.prod2vec.bench.BatchShape.Basket;
import dev.prod2vec.linalg.Matrix;
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

/// The matrix products inside a basket of n that all predict, without packing; read `gigaflops` and
/// hold them against [FusedMultiplyAdd]'s.
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@OutputTimeUnit(TimeUnit.SECONDS)
public class BasketProducts {
  @Param({"10", "30", "80"})
  public int n;

  @Param({"128", "1024"})
  public int dim;

  private BasketCalls calls = new BasketCalls(1, 1, 1);
  private Basket basket = new Basket(0, 1, 0, 1);
  private float[] out = new float[0];

  @Setup
  public void fill() {
    calls = new BasketCalls(dim, n, n);
    basket = new Basket(0, n, 0, n);
    out = new float[n * Matrix.stride(dim)];
    calls.pack(n, n);
    calls.packColumns(basket);
    calls.scores(basket);
  }

  /// S = X Y^T.
  @Benchmark
  public float[] scores(Gigaflops counter) {
    count(counter);
    return calls.scores(basket);
  }

  /// dX += G Y.
  @Benchmark
  public float[] contextGradient(Gigaflops counter) {
    count(counter);
    calls.contextGradient(basket, out);
    return out;
  }

  /// dY += G^T X.
  @Benchmark
  public float[] productGradient(Gigaflops counter) {
    count(counter);
    calls.productGradient(basket, out);
    return out;
  }

  private void count(Gigaflops counter) {
    counter.gigaflops += 2.0 * n * n * dim / 1e9;
  }
}
