package dev.prod2vec.bench;

import dev.prod2vec.linalg.Kernel;
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

/// The matrix products of a basket of n; read `gigaflops` and hold them against
/// [FusedMultiplyAdd]'s.
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@OutputTimeUnit(TimeUnit.SECONDS)
public class Products {
  @Param({"10", "30", "80"})
  public int n;

  @Param({"128", "1024"})
  public int dim;

  private final Kernel kernel = Kernel.best();
  private int width;
  private float[] x = new float[0];
  private float[] y = new float[0];
  private float[] pairs = new float[0];
  private float[] out = new float[0];

  @Setup
  public void fill() {
    width = Matrix.stride(n);
    x = Rows.random(n * Matrix.stride(dim), 1);
    y = Rows.random(n * Matrix.stride(dim), 2);
    pairs = Rows.random(n * width, 3);
    out = new float[n * Matrix.stride(dim)];
  }

  /// S = X Y^T.
  @Benchmark
  public float[] dots(Gigaflops counter) {
    count(counter);
    kernel.dots(x, 0, n, y, 0, n, Matrix.stride(dim), pairs, 0, width);
    return pairs;
  }

  /// dX += G Y.
  @Benchmark
  public float[] combine(Gigaflops counter) {
    count(counter);
    kernel.combine(pairs, 0, width, 1, n, n, y, 0, Matrix.stride(dim), out, 0);
    return out;
  }

  /// dY += G^T X.
  @Benchmark
  public float[] combineTransposed(Gigaflops counter) {
    count(counter);
    kernel.combine(pairs, 0, 1, width, n, n, x, 0, Matrix.stride(dim), out, 0);
    return out;
  }

  private void count(Gigaflops counter) {
    counter.gigaflops += 2.0 * n * n * dim / 1e9;
  }
}
