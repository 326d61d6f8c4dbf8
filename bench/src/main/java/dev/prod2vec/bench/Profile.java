package dev.prod2vec.bench;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.setting.KebabCase;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.training.Objective;
import dev.prod2vec.training.Trainer;
import dev.prod2vec.training.Training;
import dev.prod2vec.training.TrainingConfig;
import dev.prod2vec.training.TrainingOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/// Where the time of an epoch goes, as one table: samples of JDK Flight Recorder, counted by what
/// the trainer was doing.
public final class Profile {
  private static final int ORDERS = 100_000;
  private static final int EPOCHS = 10;
  private static final String PACKAGE = "dev.prod2vec.";

  /// What a sample is counted as: decided by the innermost frame of the trainer or its kernels that
  /// says something, so a vector operation counts as its caller.
  private enum Part {
    PRODUCTS("matrix products"),
    PACKING("packing rows for the products"),
    ELEMENTS("exponentials, logistic function, losses, gradients of biases"),
    GATHER("reading scattered rows, clearing scores and gradients"),
    STEPS("steps: sums of gradients, writing scattered rows"),
    BATCHES("making batches, drawing noise"),
    WAITING("a thread waits for the others"),
    REST("all else");

    private final String words;

    Part(String words) {
      this.words = words;
    }
  }

  private Profile() {}

  /// Prints the table.
  ///
  /// @param arguments `--baskets FILE` (csv with order_id and product_id), `--orders N`, `--epochs
  ///   N`, `--objective completion|skip-gram`, `--dim N`, `--threads N`, `--noise-products N`,
  ///   `--noise-baskets N`
  public static void main(String[] arguments) throws IOException, InterruptedException {
    try {
      run(
          Flags.of(
              arguments,
              List.of(
                  "baskets",
                  "orders",
                  "epochs",
                  "objective",
                  "dim",
                  "threads",
                  "noise-products",
                  "noise-baskets")));
    } catch (WrongUseException e) {
      System.err.println("error: " + e.getMessage());
      System.exit(2);
    }
  }

  private static void run(Flags flags) throws IOException, InterruptedException {
    String machine = Machine.describe();
    int orders = flags.number("orders", 1, ORDERS);
    int epochs = flags.number("epochs", 1, EPOCHS);
    Optional<String> file = flags.text("baskets");
    Baskets baskets =
        file.isPresent() ? OrdersFile.baskets(Path.of(file.get()), orders) : Shop.baskets(orders);
    Noise noise = Noise.of(flags);
    TrainingConfig config =
        Settings.of(
                objective(flags.text("objective").orElse("completion")),
                flags.number("dim", 1, TrainingConfig.DEFAULT.dim()),
                flags.number("threads", 1, Runtime.getRuntime().availableProcessors()))
            .withNoise(noise.products(), noise.baskets());
    System.err.println("warming up ...");
    Trainer.train(baskets, config.withEpochs(2));
    System.err.println("measuring ...");
    Path recorded = Files.createTempFile("profile", ".jfr");
    try {
      record(baskets, config.withEpochs(epochs), recorded);
      System.out.printf(
          Locale.ROOT,
          "%s%n%n%s: %,d baskets, %.1f products each; %s, d = %d, M = %d, groups of %d, threads:"
              + " %d, %d epochs%n%n",
          machine,
          file.map(name -> Path.of(name).getFileName().toString()).orElse("generated shop"),
          baskets.size(),
          (double) baskets.products().length / baskets.size(),
          KebabCase.of(config.objective()),
          config.dim(),
          noise.products(),
          noise.baskets(),
          config.threads(),
          epochs);
      print(recorded);
    } finally {
      Files.delete(recorded);
    }
  }

  private static Objective objective(String name) {
    return switch (name) {
      case "completion" -> Objective.COMPLETION;
      case "skip-gram" -> Objective.SKIP_GRAM;
      default ->
          throw new WrongUseException(
              "--objective must be completion or skip-gram, but is %s".formatted(name));
    };
  }

  private static void record(Baskets baskets, TrainingConfig config, Path to)
      throws IOException, InterruptedException {
    try (Training training = Trainer.begin(baskets, config, TrainingOptions.NONE);
        Recording recording = new Recording()) {
      recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10));
      recording.start();
      while (!training.isOver()) {
        training.epoch();
      }
      recording.stop();
      recording.dump(to);
    }
  }

  private static void print(Path recorded) throws IOException {
    Map<Part, Integer> samples = new EnumMap<>(Part.class);
    int all = 0;
    for (RecordedEvent event : RecordingFile.readAllEvents(recorded)) {
      RecordedStackTrace trace = event.getStackTrace();
      if (trace != null) {
        Optional<Part> part = part(trace.getFrames());
        if (part.isPresent()) {
          samples.merge(part.get(), 1, Integer::sum);
          all++;
        }
      }
    }
    System.out.println("| what | share of the samples |");
    System.out.println("| --- | --- |");
    for (Part part : Part.values()) {
      double share = 100.0 * samples.getOrDefault(part, 0) / Math.max(1, all);
      System.out.printf(Locale.ROOT, "| %s | %.0f%% |%n", part.words, share);
    }
    System.out.printf(Locale.ROOT, "%n%,d samples%n", all);
  }

  /// Empty for a sample outside of training.
  private static Optional<Part> part(List<RecordedFrame> frames) {
    boolean training = false;
    Optional<Part> found = Optional.empty();
    for (RecordedFrame frame : frames) {
      String type = frame.getMethod().getType().getName();
      if (type.startsWith(PACKAGE)) {
        String name = type.substring(PACKAGE.length()) + "." + frame.getMethod().getName();
        found = found.or(() -> part(name));
        training |= name.startsWith("training.") || name.startsWith("parallel.");
      }
    }
    return training ? found.or(() -> Optional.of(Part.REST)) : Optional.empty();
  }

  private static Optional<Part> part(String method) {
    return switch (method) {
      case "linalg.VectorKernel.product",
          "linalg.VectorKernel.tile",
          "linalg.VectorKernel.transposedProduct",
          "linalg.VectorKernel.transposedTile" ->
          Optional.of(Part.PRODUCTS);
      case "linalg.Kernel.pack", "linalg.Kernel.packTransposed" -> Optional.of(Part.PACKING);
      case "linalg.VectorKernel.exponentials",
          "linalg.VectorKernel.logistic",
          "linalg.VectorKernel.restPowers",
          "linalg.VectorKernel.addRestPowers",
          "training.CompletionLoss.noise",
          "training.CompletionLoss.basket",
          "training.CompletionLoss.noiseGradients",
          "training.CompletionLoss.addFactors",
          "training.SkipGramLoss.noise",
          "training.SkipGramLoss.basket",
          "training.SkipGramLoss.noiseGradients" ->
          Optional.of(Part.ELEMENTS);
      case "linalg.Kernel.gather",
          "training.ContextBlocks.load",
          "training.ContextBlocks.gradient",
          "training.NoiseChunks.score",
          "training.NoiseChunks.gradient",
          "training.BasketGradient.score",
          "training.BasketGradient.compute" ->
          Optional.of(Part.GATHER);
      case "training.AdaGrad.apply", "training.AdaGrad.applyBiases" -> Optional.of(Part.STEPS);
      case "training.Batches.begin", "training.Batches.fill" -> Optional.of(Part.BATCHES);
      case "parallel.Crew$Loop.await", "parallel.Crew$Loop.waitForNext" ->
          Optional.of(Part.WAITING);
      default -> Optional.empty();
    };
  }
}
