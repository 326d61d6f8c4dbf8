package dev.prod2vec.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainTensorsTest {
  @TempDir Path folder;

  @Test
  void whatIsWrittenIsReadBackToTheBit() throws IOException {
    // More than a chunk, and not a multiple of it.
    int[] many = new Random(1).ints(200_001).toArray();
    byte[] bytes = new byte[300_001];
    new Random(2).nextBytes(bytes);
    Path file = folder.resolve("numbers.safetensors");
    numbers(many, bytes).write(file);
    PlainTensors read = PlainTensors.read(file);
    assertThat(read.floats()).containsOnlyKeys("f");
    assertThat(read.floats().get("f")).containsExactly(1.5f, -0f);
    assertThat(read.ints()).containsOnlyKeys("a", "none");
    assertThat(read.ints().get("a")).containsExactly(many);
    assertThat(read.ints().get("none")).isEmpty();
    assertThat(read.bytes()).containsOnlyKeys("b");
    assertThat(read.bytes().get("b")).containsExactly(bytes);
    assertThat(read.metadata()).isEqualTo(Map.of("key", "Crème"));
  }

  @Test
  void theFileIsTheOneThatTheFormatDescribes() throws IOException {
    Path file = folder.resolve("numbers.safetensors");
    numbers(new int[] {7, -8}, new byte[] {1, 2, 3}).write(file);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] json = new byte[(int) bytes.getLong()];
    bytes.get(json);
    assertThat(new String(json, StandardCharsets.UTF_8).strip())
        .isEqualTo(
            "{\"__metadata__\":{\"key\":\"Crème\"},"
                + "\"f\":{\"data_offsets\":[0,8],\"dtype\":\"F32\",\"shape\":[2]},"
                + "\"a\":{\"data_offsets\":[8,16],\"dtype\":\"I32\",\"shape\":[2]},"
                + "\"none\":{\"data_offsets\":[16,16],\"dtype\":\"I32\",\"shape\":[0]},"
                + "\"b\":{\"data_offsets\":[16,19],\"dtype\":\"U8\",\"shape\":[3]}}");
    assertThat(bytes.getFloat()).isEqualTo(1.5f);
    assertThat(bytes.getFloat()).isZero();
    assertThat(bytes.getInt()).isEqualTo(7);
    assertThat(bytes.getInt()).isEqualTo(-8);
    assertThat(bytes.remaining()).isEqualTo(3);
  }

  @Test
  void filesThatAreCutShortAreRefused() throws IOException {
    Path file = folder.resolve("numbers.safetensors");
    numbers(new int[] {1, 2, 3}, new byte[5]).write(file);
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {0, 7, 50, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> PlainTensors.read(file))
          .isInstanceOf(BrokenModelException.class)
          .hasMessageContaining(file.toString());
    }
  }

  @Test
  void wholeNumbersAreNoVectors() throws IOException {
    Path file = folder.resolve("numbers.safetensors");
    numbers(new int[] {1}, new byte[0]).write(file);
    assertThatThrownBy(() -> Safetensors.readTensors(file))
        .isInstanceOf(BrokenModelException.class)
        .hasMessageContaining("has a tensor 'a' that is not of float32");
  }

  private static PlainTensors numbers(int[] ints, byte[] bytes) {
    SequencedMap<String, int[]> numbers = new LinkedHashMap<>();
    numbers.put("a", ints);
    numbers.put("none", new int[0]);
    SequencedMap<String, byte[]> texts = new LinkedHashMap<>();
    texts.put("b", bytes);
    SequencedMap<String, float[]> floats = new LinkedHashMap<>();
    floats.put("f", new float[] {1.5f, -0f});
    return new PlainTensors(floats, numbers, texts, Map.of("key", "Crème"));
  }
}
