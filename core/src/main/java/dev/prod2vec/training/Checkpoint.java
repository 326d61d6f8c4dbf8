package dev.prod2vec.training;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.disk.WholeFile;
import dev.prod2vec.embedding.BrokenModelException;
import dev.prod2vec.embedding.Safetensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The file that a training is gone on from after a kill: weights, accumulators, what the epochs so
/// far were like and, where that was not the last one, the best epoch's weights. It is written at
/// the ends of epochs, but so that writing takes a twentieth of the time at most.
final class Checkpoint {
  private static final int MOST_OF_TIME = 20;

  /// Keys of the metadata.
  private static final String TRAINING = "training";

  private static final String EPOCHS = "epochs";
  private static final String CHECKSUM = "crc32c";

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

  /// The state that was saved last; empty if there is none, if it is of another training or
  /// damaged.
  ///
  /// @param warnings hears of a damaged one
  Optional<State> load(int size, int dim, Consumer<String> warnings) throws IOException {
    WholeFile.deleteLeftovers(file);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      Safetensors.Tensors tensors = Safetensors.readTensors(file);
      return training.equals(tensors.metadata().get(TRAINING))
          ? Optional.of(state(tensors, size, dim))
          : Optional.empty();
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (BrokenModelException | DamagedException | IOException e) {
      warnings.accept(
          "%s: is damaged, so the training begins anew: %s".formatted(file, e.getMessage()));
      return Optional.empty();
    }
  }

  /// @throws DamagedException if the tensors are not what [#save] wrote
  private static State state(Safetensors.Tensors tensors, int size, int dim)
      throws DamagedException {
    Map<String, String> metadata = tensors.metadata();
    String texts = metadata.getOrDefault(EPOCHS, "");
    if (!checksum(tensors.values(), texts).equals(metadata.get(CHECKSUM))) {
      throw new DamagedException("its checksum is another");
    }
    List<EpochMetrics> epochs = new ArrayList<>();
    for (String line : texts.lines().toList()) {
      epochs.add(epoch(line));
    }
    if (epochs.isEmpty()) {
      throw new DamagedException("it has no epoch");
    }
    Weights weights = weights(tensors.values(), "", size, dim);
    Optional<Weights> best =
        epochs.getLast().best()
            ? Optional.empty()
            : Optional.of(weights(tensors.values(), "best_", size, dim));
    return new State(weights, best, epochs);
  }

  /// A checkpoint that nobody can go on from.
  private static final class DamagedException extends Exception {
    DamagedException(String message) {
      super(message);
    }
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
    Map<String, String> metadata =
        Map.of(TRAINING, training, EPOCHS, epochs, CHECKSUM, checksum(tensors, epochs));
    try {
      WholeFile.replace(file, temporary -> Safetensors.writeTensors(temporary, tensors, metadata));
    } catch (ClosedByInterruptException | FileSystemException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException("%s: cannot be written: %s".formatted(file, e.getMessage()), e);
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

  private static Weights weights(Map<String, float[]> tensors, String prefix, int size, int dim)
      throws DamagedException {
    Weights weights = Weights.zeros(size, dim);
    SequencedMap<String, float[]> parts = new LinkedHashMap<>();
    put(parts, prefix, weights);
    for (Map.Entry<String, float[]> part : parts.entrySet()) {
      float @Nullable [] found = tensors.get(part.getKey());
      if (found == null || found.length != part.getValue().length) {
        throw new DamagedException(
            "it has no tensor '%s' of %s numbers".formatted(part.getKey(), part.getValue().length));
      }
      System.arraycopy(found, 0, part.getValue(), 0, found.length);
    }
    return weights;
  }

  /// CRC-32C of all that is gone on from: a number that has changed would train on in silence.
  private static String checksum(Map<String, float[]> tensors, String epochs) {
    CRC32C sum = new CRC32C();
    sum.update(epochs.getBytes(StandardCharsets.UTF_8));
    ByteBuffer chunk = ByteBuffer.allocateDirect(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    tensors.forEach((name, values) -> {
      sum.update(name.getBytes(StandardCharsets.UTF_8));
      int most = chunk.capacity() / Float.BYTES;
      for (int at = 0; at < values.length; at += most) {
        int floats = Math.min(most, values.length - at);
        chunk.clear().asFloatBuffer().put(values, at, floats);
        sum.update(chunk.limit(floats * Float.BYTES));
      }
    });
    return Long.toHexString(sum.getValue());
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

  private static EpochMetrics epoch(String line) throws DamagedException {
    String[] parts = line.split(" ", -1);
    if (parts.length != 6) {
      throw new DamagedException("an epoch is told of as '%s'".formatted(line));
    }
    try {
      return new EpochMetrics(
          Integer.parseInt(parts[0]),
          Double.parseDouble(parts[1]),
          Long.parseLong(parts[2]),
          Double.parseDouble(parts[3]),
          Double.parseDouble(parts[4]),
          Boolean.parseBoolean(parts[5]));
    } catch (NumberFormatException _) {
      throw new DamagedException("an epoch is told of as '%s'".formatted(line));
    }
  }
}
