package dev.prod2vec.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.prod2vec.fuzz.Fuzz;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
  void thePowerOfAScoreIsKeptAndRefusedIfItIsNone() throws IOException {
    float[] numbers = {1.5f, -2f};
    Path file = folder.resolve("model.safetensors");
    Embedding embedding =
        new Embedding(1, 2, numbers, numbers, new float[] {3f}, BasketScore.EXPONENTIAL_SUM, 8);
    Safetensors.write(file, embedding, Map.of());
    assertThat(Safetensors.read(file).embedding().scorePower()).isEqualTo(8);
    byte[] bytes = Files.readAllBytes(file);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    bytes[text.indexOf("\"8\"") + 1] = '0';
    Path broken = folder.resolve("broken.safetensors");
    Files.write(broken, bytes);
    assertThatThrownBy(() -> Safetensors.read(broken))
        .isInstanceOf(BrokenModelException.class)
        .hasMessageContaining("score_power");
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

  /// Each lie in the header of a model of five products and three dimensions; the same change of
  /// the text is made wherever it fits.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "overlapping tensors       | [60,120]  | [0,60]",
        "offsets reversed          | [120,140] | [140,120]",
        "offsets near 2^63         | [120,140] | [9223372036854775787,9223372036854775807]",
        "negative offsets          | [0,60]    | [-60,0]",
        "a gap                     | [120,140] | [124,144]",
        "a shape of too few        | [5,3]     | [5,2]",
        "a shape that overflows    | [5,3]     | [4611686018427387904,4]",
        "a shape of 2^64           | [5,3]     | [4294967296,4294967296]",
        "a negative shape          | [5,3]     | [-5,-3]",
        "a shape of texts          | [5,3]     | [\"5\",3]",
        "no list for a shape       | [5,3]     | 15",
        "another type              | F32       | F16",
        "metadata that is no text  | \"softmax_sum\" | 7",
        "a rule nobody knows       | softmax_sum | sum",
      })
  void aHeaderThatDoesNotFitTheNumbersIsRefused(String lie, String text, String instead)
      throws IOException {
    Path file = folder.resolve("model.safetensors");
    Safetensors.write(file, embedding(5, 3), Map.of());
    assertThat(Safetensors.read(file).embedding().size()).isEqualTo(5);
    String header = header(file);
    assertThat(header).as(lie).contains(text);
    withHeader(file, header.replace(text, instead));
    assertThatThrownBy(() -> Safetensors.read(file))
        .as(lie)
        .isInstanceOf(BrokenModelException.class)
        .hasMessageStartingWith(file.toString());
  }

  @Test
  void anOutputOfAnotherShapeIsRefused() throws IOException {
    Path file = folder.resolve("model.safetensors");
    Safetensors.write(file, embedding(5, 3), Map.of());
    int output = header(file).indexOf("output");
    withHeader(
        file,
        header(file).substring(0, output)
            + header(file).substring(output).replace("[5,3]", "[3,5]"));
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(BrokenModelException.class)
        .hasMessageContaining("has no tensor 'output' of shape [5, 3]");
  }

  @Test
  void bytesAfterTheLastTensorAreRefused() throws IOException {
    Path file = folder.resolve("model.safetensors");
    Safetensors.write(file, embedding(5, 3), Map.of());
    Files.write(file, new byte[1000], StandardOpenOption.APPEND);
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(BrokenModelException.class)
        .hasMessageContaining("has 1000 bytes after its last tensor");
  }

  @Test
  void aHeaderOfManyLevelsIsRefusedBeforeTheStackEnds() throws IOException {
    Path file = folder.resolve("model.safetensors");
    Safetensors.write(file, embedding(5, 3), Map.of());
    withHeader(file, "{\"a\":" + "[".repeat(200_000) + "]".repeat(200_000) + "}");
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(BrokenModelException.class)
        .hasMessageContaining("more than 16 levels");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void aNumberThatIsNotFiniteIsRefusedWithItsRow(float number) throws IOException {
    Embedding embedding = embedding(5, 3);
    embedding.output()[3 * 3 + 1] = number;
    Path file = folder.resolve("model.safetensors");
    Safetensors.write(file, embedding, Map.of());
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(BrokenModelException.class)
        .hasMessageContaining("has %s in row 3 (counted from 0) of tensor 'output'", number);
    assertThat(Safetensors.readTensors(file).values()).containsOnlyKeys("input", "output", "bias");
  }

  @Test
  @Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
  void changedFilesAreReadOrRefusedAsDocumented() throws Exception {
    Path valid = folder.resolve("valid.safetensors");
    Safetensors.write(valid, embedding(5, 3), Map.of("objective", "completion"));
    byte[] seed = Files.readAllBytes(valid);
    Fuzz.check(
        20_000,
        folder.resolve("model.safetensors"),
        random -> changed(seed, random),
        List.of(BrokenModelException.class),
        Safetensors::read);
    Fuzz.check(
        20_000,
        folder.resolve("tensors.safetensors"),
        random -> changed(seed, random),
        List.of(BrokenModelException.class),
        Safetensors::readTensors);
  }

  /// Mostly only the header is changed, and its length adapted, so that the reader gets past it.
  private static byte[] changed(byte[] file, Random random) {
    if (random.nextInt(4) == 0) {
      return Fuzz.mutate(file, random);
    }
    int end = 8 + (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    byte[] header = Fuzz.mutate(Arrays.copyOfRange(file, 8, end), random);
    return ByteBuffer.allocate(8 + header.length + file.length - end)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .put(header)
        .put(file, end, file.length - end)
        .array();
  }

  private static String header(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int length = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    return new String(bytes, 8, length, StandardCharsets.UTF_8);
  }

  private static void withHeader(Path file, String header) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int end = 8 + (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    Files.write(
        file,
        ByteBuffer.allocate(8 + text.length + bytes.length - end)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(text.length)
            .put(text)
            .put(bytes, end, bytes.length - end)
            .array());
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
