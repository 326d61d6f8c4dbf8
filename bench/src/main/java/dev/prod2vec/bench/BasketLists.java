package dev.prod2vec.bench;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.cooccurrence.Cooccurrence;
import dev.prod2vec.embedding.BasketScore;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.recommend.Neighbour;
import dev.prod2vec.recommend.NeighbourFilter;
import dev.prod2vec.recommend.Recommender;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// How many baskets a second get the ten products that complete them, with reasons and evidence,
/// out of vectors that mean nothing. `complete` asks for as many baskets at a time.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@OutputTimeUnit(TimeUnit.SECONDS)
public class BasketLists {
  private static final int PRODUCTS = 20_000;
  private static final int DIM = 128;
  private static final int BASKETS = 1 << 14;
  private static final int LIMIT = 10;

  /// What may be in a list.
  public enum Passing {
    /// Every product.
    ALL,
    /// Every tenth product.
    TENTH,
    /// What was bought with its reason three times.
    TOGETHER
  }

  @Param({"1", "2"})
  public int threads;

  @Param({"ALL", "TENTH", "TOGETHER"})
  public Passing passing = Passing.ALL;

  private @Nullable Recommender recommender;
  private @Nullable Baskets baskets;
  private NeighbourFilter filter = NeighbourFilter.NONE;

  @Setup(Level.Trial)
  public void start() {
    Embedding vectors =
        new Embedding(
            PRODUCTS,
            DIM,
            Rows.random(PRODUCTS * DIM, 1),
            Rows.random(PRODUCTS * DIM, 2),
            new float[PRODUCTS],
            BasketScore.EXPONENTIAL_SUM);
    baskets = ZipfBaskets.of(BASKETS, PRODUCTS);
    Cooccurrence evidence = new Cooccurrence(baskets, PRODUCTS);
    recommender = new Recommender(vectors, new long[PRODUCTS], evidence, threads);
    BitSet tenth = new BitSet();
    for (int product = 0; product < PRODUCTS; product += 10) {
      tenth.set(product);
    }
    double any = Double.POSITIVE_INFINITY;
    filter =
        switch (passing) {
          case ALL -> NeighbourFilter.NONE;
          case TENTH -> new NeighbourFilter(List.of(new NeighbourFilter.Among(tenth)), 0, any);
          case TOGETHER -> new NeighbourFilter(List.of(), 3, any);
        };
  }

  @Benchmark
  @OperationsPerInvocation(BASKETS)
  public List<List<Neighbour>> complete() {
    return Objects.requireNonNull(recommender)
        .completeAll(Objects.requireNonNull(baskets), LIMIT, filter);
  }
}
