package dev.prod2vec.bench;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.embedding.BasketScore;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.evaluation.Evaluation;
import dev.prod2vec.evaluation.EvaluationConfig;
import dev.prod2vec.parallel.Crew;
import dev.prod2vec.recommend.BasketCompletion;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// How long it takes to rank all products for held-out baskets, with vectors that mean nothing. One
/// call answers all baskets; the score is seconds per call.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@OutputTimeUnit(TimeUnit.SECONDS)
public class Ranking {
  private static final int PRODUCTS = 20_000;
  private static final int DIM = 128;

  @Param({"4000", "9000"})
  public int baskets;

  @Param({"1", "2"})
  public int threads;

  @Param({"EXPONENTIAL_SUM", "SOFTMAX_SUM"})
  public BasketScore basketScore = BasketScore.EXPONENTIAL_SUM;

  private @Nullable Evaluation questions;
  private @Nullable Embedding vectors;
  private @Nullable Crew crew;

  @Setup(Level.Trial)
  public void start() {
    Baskets heldOut = ZipfBaskets.of(baskets, PRODUCTS);
    questions = Evaluation.of(heldOut, new long[PRODUCTS], EvaluationConfig.DEFAULT);
    vectors =
        new Embedding(
            PRODUCTS,
            DIM,
            Rows.random(PRODUCTS * DIM, 1),
            Rows.random(PRODUCTS * DIM, 2),
            new float[PRODUCTS],
            basketScore);
    crew = new Crew(threads);
  }

  @TearDown(Level.Trial)
  public void stop() {
    Objects.requireNonNull(crew).close();
  }

  @Benchmark
  public double hitRate10() {
    BasketCompletion model = new BasketCompletion(Objects.requireNonNull(vectors));
    return Objects.requireNonNull(questions).hitRate10(model, Objects.requireNonNull(crew));
  }
}
