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
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
  @TempDir Path folder;

  @Test
  void whatIsWrittenIsReadBackToTheBit() throws IOException {
    Embedding embedding = embedding(321, 257);
    Map<String, String> metadata =
        Map.of("objective", "skip-gram", "config", "{\"dim\": 257}\n\t\\ \u0001 Crème 🍨");
    Path file = folder.resolve("model.safetensors");
    Safetensors.write(file, embedding, metadata);
    Safetensors.Model model = Safetensors.read(file);
    assertThat(model.metadata()).containsAllEntriesOf(metadata).hasSize(metadata.size() + 1);
    assertThat(model.embedding().basketScore()).isEqualTo(embedding.basketScore());
    assertThat(model.embedding().size()).isEqualTo(321);
    assertThat(model.embedding().dim()).isEqualTo(257);
    assertThat(model.embedding().input()).containsExactly(embedding.input());
    assertThat(model.embedding().output()).containsExactly(embedding.output());
    assertThat(model.embedding().bias()).containsExactly(embedding.bias());
  }

  @Test
  void theFileIsTheOneThatTheFormatDescribes() throws IOException {
    Path file = folder.resolve("model.safetensors");
    float[] numbers = {1.5f, -2f};
    Safetensors.write(
        file,
        new Embedding(1, 2, numbers, numbers, new float[] {3f}, BasketScore.SOFTMAX_SUM),
        Map.of("b", "2", "a", "1"));
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int header = (int) bytes.getLong();
    byte[] json = new byte[header];
    bytes.get(json);
    assertThat(header % 8).isZero();
    assertThat(new String(json, StandardCharsets.UTF_8).strip())
        .isEqualTo(
            "{\"__metadata__\":{\"a\":\"1\",\"b\":\"2\",\"basket_score\":\"softmax_sum\"},"
                + "\"input\":{\"data_offsets\":[0,8],\"dtype\":\"F32\",\"shape\":[1,2]},"
                + "\"output\":{\"data_offsets\":[8,16],\"dtype\":\"F32\",\"shape\":[1,2]},"
                + "\"bias\":{\"data_offsets\":[16,20],\"dtype\":\"F32\",\"shape\":[1]}}");
    assertThat(bytes.remaining()).isEqualTo(20);
    assertThat(bytes.getFloat()).isEqualTo(1.5f);
  }

  @Test
  void theSameModelGivesTheSameBytes() throws IOException {
    Map<String, String> metadata = Map.of("a", "1", "b", "2", "c", "3", "d", "4");
    Safetensors.write(folder.resolve("one"), embedding(5, 3), metadata);
    Safetensors.write(folder.resolve("two"), embedding(5, 3), metadata);
    assertThat(folder.resolve("one")).hasSameBinaryContentAs(folder.resolve("two"));
  }

  @Test
  void aBrokenFileIsNamedWithWhatIsWrong() throws IOException {
    Path file = folder.resolve("model.safetensors");
    Safetensors.write(file, embedding(5, 3), Map.of());
    byte[] bytes = Files.readAllBytes(file);
    for (int length : List.of(0, 7, 8, 50, bytes.length - 1)) {
      Path cut = folder.resolve("cut" + length);
      Files.write(cut, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> Safetensors.read(cut))
          .isInstanceOf(BrokenModelException.class)
          .hasMessageContaining(cut.toString());
    }
    for (String header :
        List.of("[]", "{}", "nonsense", "{\"input\":1}", "{\"input\":{\"shape\":[1,2]}}")) {
      Path other = folder.resolve("other" + header.hashCode());
      ByteBuffer buffer =
          ByteBuffer.allocate(8 + header.length())
              .order(ByteOrder.LITTLE_ENDIAN)
              .putLong(header.length())
              .put(header.getBytes(StandardCharsets.UTF_8));
      Files.write(other, buffer.array());
      assertThatThrownBy(() -> Safetensors.read(other)).isInstanceOf(BrokenModelException.class);
    }
  }

  private static Embedding embedding(int size, int dim) {
    Random random = new Random(1);
    float[] input = new float[size * dim];
    float[] output = new float[size * dim];
    float[] bias = new float[size];
    for (int i = 0; i < input.length; i++) {
      input[i] = (float) random.nextGaussian();
      output[i] = Float.intBitsToFloat(random.nextInt() & 0x7f7fffff);
    }
    return new Embedding(size, dim, input, output, bias, BasketScore.SOFTMAX_SUM);
  }
}
