package dev.prod2vec.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.linalg.Matrix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Word2VecFormatTest {
  private static final Matrix VECTORS =
      Matrix.copyOf(new float[] {0.1f, -2f, 1e-10f, 3f, 4f, 5.5f}, 2, 3);

  @TempDir Path folder;

  @Test
  void textHasAHeaderAndOneLinePerProduct() throws IOException {
    Path file = folder.resolve("vectors.txt");
    Word2VecFormat.writeText(file, VECTORS, List.of("whole milk", "Crème"));
    assertThat(file)
        .content(StandardCharsets.UTF_8)
        .isEqualTo("2 3\nwhole_milk 0.1 -2.0 1.0E-10\nCrème 3.0 4.0 5.5\n");
  }

  @Test
  void binaryHasTheSameHeaderAndLittleEndianNumbers() throws IOException {
    Path file = folder.resolve("vectors.bin");
    Word2VecFormat.writeBinary(file, VECTORS, List.of("a", "b"));
    byte[] bytes = Files.readAllBytes(file);
    assertThat(bytes)
        .hasSize(4 + 2 * (2 + 12 + 1))
        .startsWith("2 3\na ".getBytes(StandardCharsets.UTF_8));
    assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getFloat(6)).isEqualTo(0.1f);
  }

  @Test
  void tokensHaveNoWhiteSpaceAndDiffer() {
    assertThat(
            Word2VecFormat.tokens(
                List.of("a b", "a_b", "a\t\n b", "a_b_2", "", "x\u00a0y", "x\u2028y", "42")))
        .containsExactly("a_b", "a_b_2", "a_b_3", "a_b_2_2", "_", "x_y", "x_y_2", "42");
  }
}
