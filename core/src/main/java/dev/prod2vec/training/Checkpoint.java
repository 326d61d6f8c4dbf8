package dev.prod2vec.training;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.embedding.BrokenModelException;
import dev.prod2vec.embedding.Safetensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// The file that a training is gone on from after a kill: weights, accumulators, what the epochs so
/// far were like and, where that was not the last one, the best epoch's weights. It is written at
/// the ends of epochs, but so that writing takes a twentieth of the time at most.
final class Checkpoint {
  private static final int MOST_OF_TIME = 20;

  private final Path file;
  private final String training;
  private long written;
  private long writingNanos;

  /// @param file need not be there
  Checkpoint(Path file, String training) {
    this.file = file;
    this.training = training;
  }

  /// What a training is known by: all that its result depends on.
  static String key(Baskets baskets, Baskets validation, int size, TrainingConfig config) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (int[] ints :
          List.of(
              baskets.starts(), baskets.products(), validation.starts(), validation.products())) {
        ByteBuffer chunk = ByteBuffer.allocate(1 << 16);
        for (int at = 0; at < ints.length; at++) {
          chunk.putInt(ints[at]);
          if (!chunk.hasRemaining() || at == ints.length - 1) {
            digest.update(chunk.flip());
            chunk.clear();
          }
        }
      }
      String sha256 = HexFormat.of().formatHex(digest.digest());
      return "%s %s %s".formatted(sha256, size, config.withThreads(0));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /// What a training knows after an epoch.
  ///
  /// @param best weights of the best epoch; empty where that is the last one
  record State(Weights weights, Optional<Weights> best, List<EpochMetrics> epochs) {}

  /// The state that was saved last; empty if there is none or it is of another training.
  Optional<State> load(int size, int dim) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Safetensors.Tensors tensors;
    try {
      tensors = Safetensors.readTensors(file);
    } catch (BrokenModelException e) {
      // It was moved into place whole: what it is now is none of ours.
      return Optional.empty();
    }
    if (!training.equals(tensors.metadata().get("training"))) {
      return Optional.empty();
    }
    List<EpochMetrics> epochs =
        tensors.metadata().getOrDefault("epochs", "").lines().map(Checkpoint::epoch).toList();
    Weights weights = weights(tensors.values(), "", size, dim);
    Optional<Weights> best =
        epochs.getLast().best()
            ? Optional.empty()
            : Optional.of(weights(tensors.values(), "best_", size, dim));
    return Optional.of(new State(weights, best, epochs));
  }

  /// Saves a state, unless that was done a moment ago.
  void save(State state) throws IOException {
    long start = System.nanoTime();
    if (written != 0 && start - written < MOST_OF_TIME * writingNanos) {
      return;
    }
    SequencedMap<String, float[]> tensors = new LinkedHashMap<>();
    put(tensors, "", state.weights());
    if (state.best().isPresent()) {
      put(tensors, "best_", state.best().get());
    }
    String epochs = state.epochs().stream().map(Checkpoint::line).collect(Collectors.joining("\n"));
    Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
    try {
      Files.deleteIfExists(temporary);
      Safetensors.writeTensors(temporary, tensors, Map.of("training", training, "epochs", epochs));
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      throw e instanceof ClosedByInterruptException || e instanceof FileSystemException
          ? e
          : new IOException("%s: cannot be written: %s".formatted(file, e.getMessage()), e);
    }
    written = System.nanoTime();
    writingNanos = written - start;
  }

  private static void put(Map<String, float[]> tensors, String prefix, Weights weights) {
    tensors.put(prefix + "input", weights.input().values());
    tensors.put(prefix + "output", weights.output().values());
    tensors.put(prefix + "bias", weights.bias());
    tensors.put(prefix + "input_squares", weights.inputSquares());
    tensors.put(prefix + "output_squares", weights.outputSquares());
    tensors.put(prefix + "bias_squares", weights.biasSquares());
  }

  /// A tensor that is not there or of another length cannot be: the key says what they are.
  private static Weights weights(Map<String, float[]> tensors, String prefix, int size, int dim) {
    Weights weights = Weights.zeros(size, dim);
    SequencedMap<String, float[]> parts = new LinkedHashMap<>();
    put(parts, prefix, weights);
    parts.forEach((name, values) ->
        System.arraycopy(Objects.requireNonNull(tensors.get(name)), 0, values, 0, values.length));
    return weights;
  }

  private static String line(EpochMetrics epoch) {
    return "%s %s %s %s %s %s"
        .formatted(
            epoch.epoch(),
            epoch.loss(),
            epoch.pairs(),
            epoch.seconds(),
            epoch.validationHitRate10(),
            epoch.best());
  }

  private static EpochMetrics epoch(String line) {
    String[] parts = line.split(" ", -1);
    return new EpochMetrics(
        Integer.parseInt(parts[0]),
        Double.parseDouble(parts[1]),
        Long.parseLong(parts[2]),
        Double.parseDouble(parts[3]),
        Double.parseDouble(parts[4]),
        Boolean.parseBoolean(parts[5]));
  }
}
