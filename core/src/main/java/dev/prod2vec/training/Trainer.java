package dev.prod2vec.training;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.evaluation.Evaluation;
import dev.prod2vec.evaluation.EvaluationConfig;
import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import dev.prod2vec.parallel.Crew;
import dev.prod2vec.random.CounterRandom;
import dev.prod2vec.recommend.BasketCompletion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Trains product vectors from baskets. The result has the same bytes for the same baskets, config
/// and seed, whatever the number of threads: gradients of a batch of baskets are computed on the
/// same weights, then applied in the order of the baskets.
public final class Trainer {
  /// Most products of a basket: its products are compared all with all.
  public static final int MAX_BASKET_SIZE = 1200;

  /// Validation baskets that are scored after each epoch.
  private static final int VALIDATION_BASKETS = 4_000;

  /// Floats of gradients in one batch, unless one basket alone has more.
  private static final int BATCH_FLOATS = 1 << 22;

  /// A root mean square of a weight above this is a blow-up: scores of trained vectors stay far
  /// below it.
  private static final double MAX_ROOT_MEAN_SQUARE = 1e3;

  /// How far below its chance a product is ranked per log of its count. Measured on Instacart's
  /// validation orders with 10 epochs, as HR@10: with noise from count^0.75 .092 for 0.75, .124 for
  /// 0.5, .125 for 0.35, .118 for 0, .109 for -0.25; with noise from count^0.5 best at 0.4 as well.
  private static final double POPULARITY_DISCOUNT = 0.35;

  private static final int START_STREAM = 1;
  private static final int SHUFFLE_STREAM = 2;
  static final int NOISE_STREAM = 3;

  private final Baskets training;
  private final long[] counts;
  private final TrainingConfig config;
  private final TrainingProgress progress;
  private final Kernel kernel;
  private final Matrix input;
  private final Matrix output;
  private final float[] inputSquares;
  private final float[] outputSquares;
  private final Noise noise;
  private final int[] order;
  private final long pairs;
  private final long weight;

  private Trainer(
      Baskets training,
      long[] counts,
      TrainingConfig config,
      TrainingProgress progress,
      Kernel kernel) {
    this.training = training;
    this.counts = counts;
    this.config = config;
    this.progress = progress;
    this.kernel = kernel;
    int size = counts.length;
    order =
        IntStream.range(0, training.size()).filter(basket -> training.length(basket) > 1).toArray();
    if (order.length == 0) {
      throw new IllegalArgumentException(
          "no basket has two products: there is nothing to learn from");
    }
    long allPairs = 0;
    long allProducts = 0;
    for (int basket : order) {
      int n = training.length(basket);
      if (n > MAX_BASKET_SIZE) {
        throw new IllegalArgumentException(
            "basket %d has %d products, allowed are %d: split it first"
                .formatted(basket, n, MAX_BASKET_SIZE));
      }
      allPairs += (long) n * (n - 1);
      allProducts += n;
    }
    pairs = allPairs;
    weight = allProducts;
    input = Matrix.zeros(size, config.dim());
    output = Matrix.zeros(size, config.dim());
    inputSquares = new float[size];
    outputSquares = new float[size];
    noise = new Noise(counts, config.noiseExponent(), config.seed());
    start();
  }

  /// Trains on baskets alone, with as many products as the highest index asks for.
  ///
  /// @throws IllegalArgumentException if no basket has two products or one has more than
  ///   [#MAX_BASKET_SIZE]
  /// @throws DivergedException if the learning rate is too high for these baskets
  /// @throws InterruptedException if this thread is interrupted
  public static TrainedModel train(Baskets training, TrainingConfig config)
      throws InterruptedException {
    int size = 1 + Arrays.stream(training.products()).max().orElse(-1);
    Baskets none = Baskets.of(new int[0][]);
    return train(training, none, size, config, TrainingProgress.NONE);
  }

  /// Trains and keeps the vectors of the epoch with the best hit rate on validation baskets.
  ///
  /// @param validation may be empty: then the last epoch's vectors are kept
  /// @param vocabularySize above every index
  /// @throws IllegalArgumentException if no basket has two products or one has more than
  ///   [#MAX_BASKET_SIZE]
  /// @throws DivergedException if the learning rate is too high for these baskets
  /// @throws InterruptedException if `progress` says so, by default if this thread is interrupted
  public static TrainedModel train(
      Baskets training,
      Baskets validation,
      int vocabularySize,
      TrainingConfig config,
      TrainingProgress progress)
      throws InterruptedException {
    return train(training, validation, vocabularySize, config, progress, Kernel.best());
  }

  static TrainedModel train(
      Baskets training,
      Baskets validation,
      int vocabularySize,
      TrainingConfig config,
      TrainingProgress progress,
      Kernel kernel)
      throws InterruptedException {
    long[] counts = training.counts(vocabularySize);
    Trainer trainer = new Trainer(training, counts, config, progress, kernel);
    EvaluationConfig sample =
        new EvaluationConfig(
            EvaluationConfig.DEFAULT.minBasketSize(),
            VALIDATION_BASKETS,
            1,
            EvaluationConfig.DEFAULT.seed());
    try (Crew crew = new Crew(config.threads())) {
      return trainer.train(Evaluation.of(validation, counts, sample), crew);
    }
  }

  private TrainedModel train(Evaluation validation, Crew crew) throws InterruptedException {
    List<EpochMetrics> epochs = new ArrayList<>();
    Embedding best = null;
    double bestHitRate = -1;
    int bestEpoch = 0;
    for (int epoch = 1; epoch <= config.epochs(); epoch++) {
      long start = System.nanoTime();
      double loss = epoch(epoch, crew);
      double seconds = (System.nanoTime() - start) / 1e9;
      Embedding embedding = embedding();
      double hitRate =
          validation.size() == 0
              ? Double.NaN
              : validation.hitRate10(new BasketCompletion(embedding), crew);
      boolean better = !(hitRate <= bestHitRate);
      if (better) {
        best = embedding;
        bestHitRate = Double.isNaN(hitRate) ? bestHitRate : hitRate;
        bestEpoch = epoch;
      }
      EpochMetrics metrics = new EpochMetrics(epoch, loss, pairs, seconds, hitRate, better);
      epochs.add(metrics);
      progress.epoch(metrics);
      if (config.patience() > 0 && epoch - bestEpoch >= config.patience()) {
        break;
      }
    }
    if (best == null) {
      throw new AssertionError("the first epoch is better than none");
    }
    return new TrainedModel(best, epochs);
  }

  /// Trains one epoch; returns the mean loss per product of a basket, noise included.
  private double epoch(int epoch, Crew crew) throws InterruptedException {
    CounterRandom.shuffle(order, CounterRandom.key(config.seed(), SHUFFLE_STREAM, epoch));
    int maxLength = Arrays.stream(order).map(training::length).max().orElseThrow();
    ThreadLocal<BasketGradient> gradient =
        ThreadLocal.withInitial(() ->
            new BasketGradient(
                kernel, input, output, maxLength, config.noiseProducts(), config.negatives()));
    Batch batch = new Batch();
    int[] lengths = new int[config.batchBaskets()];
    double loss = 0;
    long products = 0;
    long pairsDone = 0;
    for (int from = 0; from < order.length; ) {
      if (progress.cancelled()) {
        throw new InterruptedException("training was stopped in epoch " + epoch);
      }
      int size = fill(from, lengths);
      batch.reset(lengths, size, config.noiseProducts(), input.stride());
      int first = from;
      crew.forEach(size, i -> gradient(epoch, order[first + i], batch, i, gradient.get()));
      int threads = crew.threads();
      crew.forEach(threads, part -> apply(first, size, batch, part, threads));
      for (int i = 0; i < size; i++) {
        loss += batch.losses[i];
        products += lengths[i];
        pairsDone += lengths[i] * (lengths[i] - 1L);
      }
      if (!Double.isFinite(loss)) {
        throw diverged(epoch, "the loss is not a number");
      }
      from += size;
      progress.batch(epoch, from, order.length, pairsDone, loss / products);
    }
    checkSize(epoch);
    return loss / weight;
  }

  /// Writes the lengths of the next batch's baskets; returns how many they are.
  private int fill(int from, int[] lengths) {
    long floats = 0;
    int size = 0;
    while (size < lengths.length && from + size < order.length) {
      int n = training.length(order[from + size]);
      floats += (2L * n + config.noiseProducts()) * input.stride();
      if (size > 0 && floats > BATCH_FLOATS) {
        break;
      }
      lengths[size++] = n;
    }
    return size;
  }

  private void gradient(int epoch, int basket, Batch batch, int i, BasketGradient gradient) {
    int n = training.length(basket);
    int start = batch.outputStarts[i];
    System.arraycopy(training.products(), training.start(basket), batch.outputs, start, n);
    noise.draw(epoch, basket, batch.outputs, start + n, batch.outputStarts[i + 1]);
    batch.losses[i] =
        gradient.compute(
            batch.outputs, start, n, batch.gradients, batch.rowStarts[i] * input.stride());
  }

  /// Applies the gradients of the products that belong to one of `parts` parts, in the order of the
  /// baskets.
  private void apply(int from, int size, Batch batch, int part, int parts) {
    int stride = input.stride();
    float rate = (float) config.learningRate();
    for (int i = 0; i < size; i++) {
      int n = training.length(order[from + i]);
      int targets = batch.outputStarts[i];
      int at = batch.rowStarts[i] * stride;
      for (int t = targets; t < targets + n; t++, at += stride) {
        int product = batch.outputs[t];
        if (product % parts == part) {
          kernel.adagrad(
              input.values(),
              product * stride,
              batch.gradients,
              at,
              stride,
              config.dim(),
              inputSquares,
              product,
              rate);
        }
      }
      for (int t = targets; t < batch.outputStarts[i + 1]; t++, at += stride) {
        int product = batch.outputs[t];
        if (product % parts == part) {
          kernel.adagrad(
              output.values(),
              product * stride,
              batch.gradients,
              at,
              stride,
              config.dim(),
              outputSquares,
              product,
              rate);
        }
      }
    }
  }

  /// Input vectors start as small random numbers, as word2vec's do; output vectors as zeros.
  private void start() {
    long key = CounterRandom.key(config.seed(), START_STREAM);
    for (int product = 0; product < input.rows(); product++) {
      for (int k = 0; k < config.dim(); k++) {
        float unit = CounterRandom.unit(CounterRandom.bits(key, (long) product * config.dim() + k));
        input.values()[product * input.stride() + k] = (unit - 0.5f) / config.dim();
      }
    }
  }

  /// Skip-gram with negative sampling learns scores up to the log of a product's share of the noise
  /// (Levy and Goldberg 2014), which the bias gives back but for the discount.
  private Embedding embedding() {
    float[] bias = new float[counts.length];
    double exponent = config.noiseExponent() - POPULARITY_DISCOUNT;
    double most = Math.log((double) Math.max(1, Arrays.stream(counts).max().orElse(1)));
    for (int product = 0; product < bias.length; product++) {
      double log = Math.log(Math.max(0.5, (double) counts[product]));
      bias[product] = (float) (exponent * (log - most));
    }
    return new Embedding(counts.length, config.dim(), input.dense(), output.dense(), bias);
  }

  private void checkSize(int epoch) {
    for (Matrix matrix : List.of(input, output)) {
      double squares = 0;
      for (float x : matrix.values()) {
        squares += (double) x * x;
      }
      if (!(Math.sqrt(squares / matrix.values().length) < MAX_ROOT_MEAN_SQUARE)) {
        throw diverged(epoch, "the vectors grew without bounds");
      }
    }
  }

  private DivergedException diverged(int epoch, String what) {
    return new DivergedException(
        """
        training broke down in epoch %d: %s with learning rate %s
        hint: use a lower learning rate, for example --learning-rate %s\
        """
            .formatted(epoch, what, config.learningRate(), config.learningRate() / 4));
  }
}
