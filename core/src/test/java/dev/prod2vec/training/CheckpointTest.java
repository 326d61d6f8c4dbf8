package dev.prod2vec.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.embedding.Safetensors;
import dev.prod2vec.fuzz.Fuzz;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
  private static final int SIZE = 4;
  private static final int DIM = 3;

  @TempDir private Path folder;
  private final List<String> warnings = new ArrayList<>();
  private Path file = Path.of("unset");

  @BeforeEach
  void save() throws IOException {
    file = folder.resolve("checkpoint.safetensors");
    Snapshot snapshot =
        new Snapshot(
            start(1),
            Optional.of(start(2)),
            List.of(
                new EpochMetrics(1, 0.5, 100, 0.25, 0.2, true),
                new EpochMetrics(2, 0.4, 100, 0.25, 0.1, false)));
    new Checkpoint(file, "a training").save(snapshot);
  }

  private Optional<Snapshot> load() throws IOException {
    return new Checkpoint(file, "a training").load(SIZE, DIM, warnings::add);
  }

  private static TrainingState start(long seed) {
    TrainingConfig config = TrainingConfig.DEFAULT.withDim(DIM).withSeed(seed);
    return new Start.Random().state(new long[SIZE], config);
  }

  @Test
  void whatIsSavedIsLoaded() throws IOException {
    Snapshot snapshot = load().orElseThrow();
    assertThat(snapshot.epochs()).extracting(EpochMetrics::epoch).containsExactly(1, 2);
    assertThat(snapshot.state().input().values()).containsExactly(start(1).input().values());
    assertThat(snapshot.best().orElseThrow().input().values())
        .containsExactly(start(2).input().values());
    assertThat(warnings).isEmpty();
  }

  @Test
  void oneOfAnotherTrainingIsIgnoredSilently() throws IOException {
    assertThat(new Checkpoint(file, "another").load(SIZE, DIM, warnings::add)).isEmpty();
    assertThat(warnings).isEmpty();
  }

  @Test
  void oneNumberThatHasChangedIsFound() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 3] ^= 1;
    Files.write(file, bytes);
    assertThat(load()).isEmpty();
    assertThat(warnings)
        .containsExactly(
            file
                + ": the checkpoint is damaged, so training starts from the beginning: its checksum does not match");
  }

  @Test
  void oneThatLacksATensorOrItsEpochsIsIgnoredWithAWarning() throws IOException {
    Safetensors.Tensors whole = Safetensors.readTensors(file);
    SequencedMap<String, float[]> tensors = new LinkedHashMap<>(whole.values());
    tensors.remove("best_input");
    write(tensors, whole.metadata());
    assertThat(load()).isEmpty();
    Map<String, String> metadata = new LinkedHashMap<>(whole.metadata());
    metadata.put("epochs", "");
    write(whole.values(), metadata);
    assertThat(load()).isEmpty();
    metadata.remove("epochs");
    write(whole.values(), metadata);
    assertThat(load()).isEmpty();
    assertThat(warnings).hasSize(3).allMatch(line -> line.contains("is damaged"));
  }

  @Test
  void oneThatIsCutShortIsIgnoredWithAWarning() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (int length : List.of(0, 7, 100, bytes.length - 1)) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThat(load()).isEmpty();
    }
    assertThat(warnings).hasSize(4);
  }

  @Test
  void whatAKilledWriterLeftIsDeletedByTheNext() throws IOException {
    Path left = folder.resolve(".checkpoint.safetensors.3b3b9a2e-0000-4000-8000-000000000000.tmp");
    Path other = Files.writeString(folder.resolve(".checkpoint.safetensors.mine"), "");
    Files.writeString(left, "half");
    assertThat(load()).isPresent();
    assertThat(left).doesNotExist();
    assertThat(other).exists();
  }

  @Test
  @Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
  void aChangedOneNeverThrows() throws Exception {
    byte[] seed = Files.readAllBytes(file);
    int end = 8 + (int) ByteBuffer.wrap(seed).order(ByteOrder.LITTLE_ENDIAN).getLong();
    Fuzz.check(
        20_000,
        file,
        random -> {
          if (random.nextInt(4) == 0) {
            return Fuzz.mutate(seed, random);
          }
          byte[] header = Fuzz.mutate(Arrays.copyOfRange(seed, 8, end), random);
          return ByteBuffer.allocate(8 + header.length + seed.length - end)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putLong(header.length)
              .put(header)
              .put(seed, end, seed.length - end)
              .array();
        },
        List.of(Refused.class),
        _ -> {
          int before = warnings.size();
          Optional<Snapshot> snapshot = load();
          if (warnings.size() > before) {
            assertThat(snapshot).isEmpty();
            throw new Refused(warnings.getLast());
          }
        });
  }

  /// Stands for a warning.
  private static final class Refused extends Exception {
    Refused(String warning) {
      super(warning);
    }
  }

  private void write(SequencedMap<String, float[]> tensors, Map<String, String> metadata)
      throws IOException {
    Files.delete(file);
    Safetensors.writeTensors(file, tensors, metadata);
  }
}
