package dev.prod2vec.bench;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.training.Objective;
import dev.prod2vec.training.Trainer;
import dev.prod2vec.training.Training;
import dev.prod2vec.training.TrainingConfig;
import dev.prod2vec.training.TrainingOptions;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// A whole epoch of training on the generated shop: shuffle, noise, gathering, matrix products,
/// steps. One call is one epoch; read `pairs` and `products`, both per second.
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 3, time = 3)
@OutputTimeUnit(TimeUnit.SECONDS)
public class Epoch {
  private static final Baskets NONE = Baskets.of(new int[0][]);

  /// More than a measurement has.
  private static final int MOST_EPOCHS = 1000;

  @Param({"COMPLETION", "SKIP_GRAM"})
  public Objective objective = Objective.COMPLETION;

  @Param({"128", "1024"})
  public int dim;

  @Param({"1", "2"})
  public int threads;

  @Param("50000")
  public int orders;

  private Baskets baskets = NONE;
  private double pairs;
  private @Nullable Training training;

  /// Counted beside the calls; JMH divides by the time.
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class Counters {
    /// Pairs of products of a basket.
    public double pairs;

    /// Products that are predicted from their basket.
    public double products;
  }

  @Setup(Level.Trial)
  public void start() throws InterruptedException {
    baskets = Shop.baskets(orders);
    for (int basket = 0; basket < baskets.size(); basket++) {
      pairs += (double) baskets.length(basket) * (baskets.length(basket) - 1);
    }
    TrainingConfig config = Settings.of(objective, dim, threads).withEpochs(MOST_EPOCHS);
    TrainingOptions options = TrainingOptions.NONE.withVocabularySize(Shop.PRODUCTS);
    Training begun = Trainer.begin(baskets, config, options);
    // The first epoch brings the weights into memory.
    begun.epoch();
    training = begun;
  }

  @TearDown(Level.Trial)
  public void stop() {
    Objects.requireNonNull(training).close();
  }

  @Benchmark
  public void epoch(Counters counters) throws InterruptedException {
    Objects.requireNonNull(training).epoch();
    counters.pairs += pairs;
    counters.products += baskets.products().length;
  }
}
