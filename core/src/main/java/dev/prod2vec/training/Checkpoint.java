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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/// The file from which an interrupted training resumes: its state, the metrics of its epochs and,
/// if the best epoch was not the last one, the state after the best. It is written at the ends of
/// epochs, but not so often that writing takes more than a twentieth of the time.
final class Checkpoint {
  private static final int MOST_OF_TIME = 20;

  /// Prefix of the names of the best state's tensors.
  private static final String BEST = "best_";

  /// Keys of the metadata.
  private static final String TRAINING = "training";

  private static final String EPOCHS = "epochs";
  private static final String CHECKSUM = "crc32c";

  private final Path file;
  private final String training;
  private long written;
  private long writingNanos;

  /// @param file need not exist
  Checkpoint(Path file, String training) {
    this.file = file;
    this.training = training;
  }

  /// Identifies a training by everything that its result depends on.
  static String key(Baskets baskets, TrainingOptions options, int size, TrainingConfig config) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (int[] ints :
          List.of(
              baskets.starts(),
              baskets.products(),
              config.halfLife() == 0 ? new int[0] : baskets.days(),
              options.validation().starts(),
              options.validation().products(),
              options.sideInformation().starts(),
              options.sideInformation().features())) {
        add(digest, ints.length, at -> ints[at]);
      }
      if (config.quantityWeight() != QuantityWeight.NONE) {
        float[] quantities = baskets.quantities();
        add(digest, quantities.length, at -> Float.floatToIntBits(quantities[at]));
      }
      options.earlier().ifPresent(earlier -> earlier.addTo(digest));
      String sha256 = HexFormat.of().formatHex(digest.digest());
      return "%s %s %s".formatted(sha256, size, config.withThreads(0));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /// Adds numbers to a digest.
  static void add(MessageDigest digest, int size, IntUnaryOperator numbers) {
    ByteBuffer chunk = ByteBuffer.allocate(1 << 16);
    for (int at = 0; at < size; at++) {
      chunk.putInt(numbers.applyAsInt(at));
      if (!chunk.hasRemaining() || at == size - 1) {
        digest.update(chunk.flip());
        chunk.clear();
      }
    }
  }

  /// The snapshot that was saved last. Empty if the file is missing, damaged or of another
  /// training.
  ///
  /// @param warnings is told about a damaged file
  Optional<Snapshot> load(int size, int dim, Consumer<String> warnings) throws IOException {
    WholeFile.deleteLeftovers(file);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      Safetensors.Tensors tensors = Safetensors.readTensors(file);
      return training.equals(tensors.metadata().get(TRAINING))
          ? Optional.of(snapshot(tensors, size, dim))
          : Optional.empty();
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (BrokenModelException | DamagedException | IOException e) {
      warnings.accept(
          "%s: the checkpoint is damaged, so training starts from the beginning: %s"
              .formatted(file, e.getMessage()));
      return Optional.empty();
    }
  }

  /// @throws DamagedException if the tensors are not what [#save] wrote
  private static Snapshot snapshot(Safetensors.Tensors tensors, int size, int dim)
      throws DamagedException {
    Map<String, String> metadata = tensors.metadata();
    String texts = metadata.getOrDefault(EPOCHS, "");
    if (!checksum(tensors.values(), texts).equals(metadata.get(CHECKSUM))) {
      throw new DamagedException("its checksum does not match");
    }
    List<EpochMetrics> epochs = new ArrayList<>();
    for (String line : texts.lines().toList()) {
      epochs.add(epoch(line));
    }
    if (epochs.isEmpty()) {
      throw new DamagedException("it has no epoch");
    }
    try {
      TrainingState state = TrainingState.of(tensors.values(), "", size, dim);
      Optional<TrainingState> best =
          epochs.getLast().best()
              ? Optional.empty()
              : Optional.of(TrainingState.of(tensors.values(), BEST, size, dim));
      return new Snapshot(state, best, epochs);
    } catch (IllegalArgumentException e) {
      throw new DamagedException(String.valueOf(e.getMessage()));
    }
  }

  /// A checkpoint from which nobody can resume.
  private static final class DamagedException extends Exception {
    DamagedException(String message) {
      super(message);
    }
  }

  /// Saves a snapshot, unless the last one was saved a moment ago.
  void save(Snapshot snapshot) throws IOException {
    long start = System.nanoTime();
    if (written != 0 && start - written < MOST_OF_TIME * writingNanos) {
      return;
    }
    SequencedMap<String, float[]> tensors = snapshot.state().tensors("");
    snapshot.best().ifPresent(best -> tensors.putAll(best.tensors(BEST)));
    String epochs =
        snapshot.epochs().stream().map(Checkpoint::line).collect(Collectors.joining("\n"));
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

  /// CRC-32C of everything that a training resumes from. Without it, nobody would notice a changed
  /// number.
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
      throw new DamagedException("the line of an epoch cannot be read: '%s'".formatted(line));
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
      throw new DamagedException("the line of an epoch cannot be read: '%s'".formatted(line));
    }
  }
}
