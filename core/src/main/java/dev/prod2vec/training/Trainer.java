package dev.prod2vec.training;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.evaluation.Evaluation;
import dev.prod2vec.evaluation.EvaluationConfig;
import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import dev.prod2vec.parallel.Crew;
import dev.prod2vec.recommend.BasketCompletion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;

/// Trains product vectors from baskets. The result has the same bytes for the same baskets, config
/// and seed, whatever the number of threads and the processor, in one go or gone on with from a
/// checkpoint: gradients of a batch of baskets are computed on the same weights, then applied in
/// the order of the baskets.
public final class Trainer {
  /// Most products of a basket: its products are compared all with all.
  public static final int MAX_BASKET_SIZE = 1200;

  /// Validation baskets that are scored after each epoch.
  private static final int VALIDATION_BASKETS = 4_000;

  /// A root mean square of a weight above this is a blow-up: scores of trained vectors stay far
  /// below it.
  private static final double MAX_ROOT_MEAN_SQUARE = 1e3;

  /// How far below its chance a product is ranked per log of its count. Measured on Instacart's
  /// validation orders with 10 epochs, as HR@10: with noise from count^0.75 .092 for 0.75, .124 for
  /// 0.5, .125 for 0.35, .118 for 0, .109 for -0.25; with noise from count^0.5 best at 0.4 as well.
  private static final double POPULARITY_DISCOUNT = 0.35;

  private final long[] counts;
  private final TrainingConfig config;
  private final TrainingProgress progress;
  private final Kernel kernel;
  private final Noise noise;
  private final Batches batches;
  private final Batch batch = new Batch();
  private final NoiseGradient noiseGradient;
  private Weights weights;

  /// One per thread, passed on from part to part.
  private final ConcurrentLinkedDeque<PartGradient> gradients = new ConcurrentLinkedDeque<>();

  private Trainer(
      Baskets training,
      long[] counts,
      TrainingConfig config,
      TrainingProgress progress,
      Kernel kernel) {
    this.counts = counts;
    this.config = config;
    this.progress = progress;
    this.kernel = kernel;
    noise = new Noise(counts, config.noiseExponent(), config.noiseProducts(), config.seed());
    batches = new Batches(training, counts, config, noise, Matrix.stride(config.dim()));
    if (batches.size() == 0) {
      throw new IllegalArgumentException(
          "no basket has two products: there is nothing to learn from");
    }
    for (int basket = 0; basket < training.size(); basket++) {
      if (training.length(basket) > MAX_BASKET_SIZE) {
        throw new IllegalArgumentException(
            "basket %s has %s products, allowed are %s: split it first"
                .formatted(basket, training.length(basket), MAX_BASKET_SIZE));
      }
    }
    noiseGradient = new NoiseGradient(kernel, config.noiseProducts(), Matrix.stride(config.dim()));
    weights = Weights.start(counts.length, config.dim(), config.seed());
    if (config.objective() == Objective.COMPLETION) {
      startBias();
    }
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
    try {
      return train(
          training, validation, vocabularySize, config, progress, Optional.empty(), Kernel.best());
    } catch (IOException e) {
      throw new UncheckedIOException("only a checkpoint is a file", e);
    }
  }

  /// As the other one, and leaves a checkpoint at the ends of epochs, from which the next call with
  /// the same arguments, but for the number of threads, goes on.
  ///
  /// @param checkpoint file that is written and, if it is there and of the same training, read; it
  ///   stays behind. A damaged one is passed over with a warning to `progress`.
  /// @throws IOException if the checkpoint cannot be written
  public static TrainedModel train(
      Baskets training,
      Baskets validation,
      int vocabularySize,
      TrainingConfig config,
      TrainingProgress progress,
      Path checkpoint)
      throws InterruptedException, IOException {
    return train(
        training,
        validation,
        vocabularySize,
        config,
        progress,
        Optional.of(checkpoint),
        Kernel.best());
  }

  static TrainedModel train(
      Baskets training,
      Baskets validation,
      int vocabularySize,
      TrainingConfig config,
      TrainingProgress progress,
      Optional<Path> file,
      Kernel kernel)
      throws InterruptedException, IOException {
    long[] counts = training.counts(vocabularySize);
    Trainer trainer = new Trainer(training, counts, config, progress, kernel);
    EvaluationConfig sample =
        new EvaluationConfig(
            EvaluationConfig.DEFAULT.minBasketSize(),
            VALIDATION_BASKETS,
            1,
            EvaluationConfig.DEFAULT.seed());
    Optional<Checkpoint> checkpoint =
        file.map(path ->
            new Checkpoint(path, Checkpoint.key(training, validation, vocabularySize, config)));
    try (Crew crew = new Crew(config.threads())) {
      return trainer.train(Evaluation.of(validation, counts, sample), crew, checkpoint);
    }
  }

  private TrainedModel train(Evaluation validation, Crew crew, Optional<Checkpoint> checkpoint)
      throws InterruptedException, IOException {
    List<EpochMetrics> epochs = new ArrayList<>();
    // Empty as long as the present weights are the best.
    Optional<Weights> best = Optional.empty();
    if (checkpoint.isPresent()) {
      Optional<Checkpoint.State> saved =
          checkpoint.get().load(counts.length, config.dim(), progress::warning);
      if (saved.isPresent()) {
        weights = saved.get().weights();
        best = saved.get().best();
        epochs.addAll(saved.get().epochs());
      }
    }
    while (epochs.size() < config.epochs() && !patienceIsOver(epochs)) {
      int epoch = epochs.size() + 1;
      if (best.isEmpty() && epoch > 1 && validation.size() > 0) {
        best = Optional.of(weights.copy());
      }
      long start = System.nanoTime();
      EpochMetrics trained = epoch(epoch, crew);
      double seconds = (System.nanoTime() - start) / 1e9;
      double hitRate =
          validation.size() == 0
              ? Double.NaN
              : validation.hitRate10(new BasketCompletion(embedding(weights)), crew);
      boolean better = !(hitRate <= bestHitRate(epochs));
      if (better) {
        best = Optional.empty();
      }
      EpochMetrics metrics =
          new EpochMetrics(epoch, trained.loss(), trained.pairs(), seconds, hitRate, better);
      epochs.add(metrics);
      progress.epoch(metrics);
      if (checkpoint.isPresent()) {
        checkpoint.get().save(new Checkpoint.State(weights, best, epochs));
      }
      if (progress.enough()) {
        break;
      }
    }
    return new TrainedModel(embedding(best.orElse(weights)), epochs);
  }

  private static double bestHitRate(List<EpochMetrics> epochs) {
    return epochs.stream()
        .filter(EpochMetrics::best)
        .mapToDouble(EpochMetrics::validationHitRate10)
        .max()
        .orElse(-1);
  }

  private boolean patienceIsOver(List<EpochMetrics> epochs) {
    int since = 0;
    for (EpochMetrics epoch : epochs) {
      since = epoch.best() ? 0 : since + 1;
    }
    return config.patience() > 0 && since >= config.patience();
  }

  /// Trains one epoch.
  private EpochMetrics epoch(int epoch, Crew crew) throws InterruptedException {
    int threads = crew.threads();
    PairUpdates pairUpdates = new PairUpdates(kernel, weights, config, noise);
    double loss = 0;
    long predictions = 0;
    long pairs = 0;
    batches.begin(epoch);
    while (true) {
      float rate = rate(epoch);
      if (!batches.fill(batch)) {
        break;
      }
      if (progress.cancelled()) {
        throw new InterruptedException("training was stopped in epoch " + epoch);
      }
      switch (config.objective()) {
        case COMPLETION, SKIP_GRAM -> {
          crew.forEach(batch.parts, this::gradient);
          if (!groupsAreSmall()) {
            crew.forEach(noiseGradient.blocks(batch), this::noiseGradient);
          }
          crew.forEach(threads, share -> apply(rate, share, threads));
        }
        case SKIP_GRAM_PAIRS -> pairUpdates.train(batch, epoch, rate);
      }
      for (int part = 0; part < batch.parts; part++) {
        loss += batch.losses[part];
        predictions += batch.predictions[part];
      }
      pairs += batch.pairs();
      if (!Double.isFinite(loss)) {
        throw diverged(epoch, "the loss is not a number");
      }
      progress.batch(epoch, batches.done(), batches.size(), pairs, loss / Math.max(1, predictions));
    }
    checkSize(epoch);
    gradients.clear();
    return new EpochMetrics(epoch, loss / Math.max(1, predictions), pairs, 0, 0, false);
  }

  private void gradient(int part) {
    PartGradient gradient = gradients.poll();
    if (gradient == null) {
      gradient = new PartGradient(kernel, weights, config, noise);
    }
    gradient.compute(batch, part);
    gradients.push(gradient);
    squares(part);
    if (groupsAreSmall()) {
      noiseGradient(part);
    }
  }

  /// The sums of squares of a part's gradients, while they are still near.
  private void squares(int part) {
    squares(batch.inputs, batch.inputSquares, batch.partContext(part), batch.partContext(part + 1));
    squares(batch.outputs, batch.outputSquares, batch.partStart(part), batch.partStart(part + 1));
  }

  private void squares(float[] gradients, float[] squares, int from, int to) {
    int stride = weights.input().stride();
    int start = from * stride;
    kernel.rowDots(gradients, start, gradients, start, to - from, stride, squares, from);
  }

  /// Whether every group is one part and one block: then its thread goes on to the noise at once.
  private boolean groupsAreSmall() {
    return batch.parts == batch.groups && noiseGradient.blocks(batch) == batch.groups;
  }

  private void noiseGradient(int block) {
    noiseGradient.compute(batch, block);
  }

  /// The learning rate of the next batch: it falls in a line from that of the config to 0 at the
  /// end of the last epoch, as word2vec's does.
  private float rate(int epoch) {
    double epochs = epoch - 1 + (double) batches.done() / batches.size();
    return (float) (config.learningRate() * (1 - epochs / config.epochs()));
  }

  private void apply(float rate, int share, int shares) {
    int noiseRows = batch.groups * config.noiseProducts();
    weights.apply(kernel, batch, noiseRows, rate, share, shares);
    if (config.objective() == Objective.COMPLETION) {
      weights.applyBiases(batch, noiseRows, rate, share, shares);
    }
  }

  /// Completion's biases start at the log of a product's share of the purchases.
  private void startBias() {
    double purchases = 0;
    for (long count : counts) {
      purchases += count;
    }
    for (int product = 0; product < counts.length; product++) {
      weights.bias()[product] =
          (float) StrictMath.log(Math.max(0.5, (double) counts[product]) / purchases);
    }
  }

  private Embedding embedding(Weights from) {
    return new Embedding(
        counts.length,
        config.dim(),
        from.input().dense(),
        from.output().dense(),
        config.objective() == Objective.COMPLETION ? from.bias().clone() : skipGramBias(),
        config.objective().basketScore());
  }

  /// Skip-gram with negative sampling learns scores up to the log of a product's share of the noise
  /// (Levy and Goldberg 2014), which the bias gives back but for the discount.
  private float[] skipGramBias() {
    float[] bias = new float[counts.length];
    double exponent = config.noiseExponent() - POPULARITY_DISCOUNT;
    double most = StrictMath.log((double) Math.max(1, Arrays.stream(counts).max().orElse(1)));
    for (int product = 0; product < bias.length; product++) {
      double log = StrictMath.log(Math.max(0.5, (double) counts[product]));
      bias[product] = (float) (exponent * (log - most));
    }
    return bias;
  }

  private void checkSize(int epoch) {
    for (Matrix matrix : List.of(weights.input(), weights.output())) {
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
        training broke down in epoch %s: %s with learning rate %s
        hint: use a lower learning rate, for example --learning-rate %s\
        """
            .formatted(epoch, what, config.learningRate(), config.learningRate() / 4));
  }
}
