package dev.prod2vec.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.embedding.BasketScore;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.embedding.PlainTensors;
import dev.prod2vec.file.InputException;
import dev.prod2vec.linalg.Matrix;
import dev.prod2vec.recommend.Similarity;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LookupTest {
  private static final Vocabulary VOCABULARY =
      new Vocabulary(
          List.of("aisle", "sección"),
          List.of(
              new Product(0, "7", "Crème fraîche 🥛", List.of("dairy", ""), 2_000_000_000),
              new Product(1, "é,\n\"", "a\r\nb\0c", List.of("", "x"), 0)));

  private static final Baskets BASKETS = Baskets.of(new int[][] {{0, 1}, {}, {1}});

  private static final Matrix TWO = Matrix.copyOf(new float[] {1, -2, 0.5f, 3, 4, 5}, 2, 3);

  @TempDir private Path folder;

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    assertThat(read(lookup(VOCABULARY, BASKETS, "abc", TWO)))
        .usingRecursiveComparison()
        .isEqualTo(lookup(VOCABULARY, BASKETS, "abc", TWO));
    Vocabulary bare = new Vocabulary(List.of(), List.of(new Product(0, "1", "milk", List.of(), 3)));
    Baskets none = Baskets.of(new int[][] {});
    assertThat(read(lookup(bare, none, "", Matrix.zeros(1, 3))))
        .usingRecursiveComparison()
        .isEqualTo(lookup(bare, none, "", Matrix.zeros(1, 3)));
  }

  @Test
  void aMissingFileIsNoLookup() throws IOException {
    assertThat(Lookup.read(folder.resolve("lookup.safetensors"))).isEmpty();
  }

  @Test
  void aFileOfAnEarlierVersionIsNoLookup() throws IOException {
    Path file = folder.resolve("lookup.safetensors");
    PlainTensors earlier =
        new PlainTensors(
            new LinkedHashMap<>(),
            new LinkedHashMap<>(Map.of("counts", new int[] {3})),
            new LinkedHashMap<>(),
            Map.of("categories", "0", "vocabulary_sha256", "abc"));
    earlier.write(file);
    assertThat(Lookup.read(file)).isEmpty();
  }

  @Test
  void aProductThatTheVocabularyLacksIsRefused() throws IOException {
    Path file = folder.resolve("lookup.safetensors");
    lookup(VOCABULARY, Baskets.of(new int[][] {{0, 2}}), "", TWO).write(file);
    assertThatThrownBy(() -> Lookup.read(file))
        .isInstanceOf(InputException.class)
        .hasMessage(
            file
                + ": is damaged: Index 2 out of bounds for length 2\nhint: remove it; then the"
                + " Parquet files beside it are read");
  }

  @Test
  void aDamagedFileIsReadOrRefusedButNeverBreaksTheProgram() throws IOException {
    Path file = folder.resolve("lookup.safetensors");
    lookup(VOCABULARY, BASKETS, "abc", TWO).write(file);
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(1);
    int refused = 0;
    for (int round = 0; round < 2_000; round++) {
      byte[] damaged = Arrays.copyOf(whole, round % 4 == 0 ? round % whole.length : whole.length);
      if (damaged.length > 0) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      Files.write(file, damaged);
      try {
        Lookup.read(file);
      } catch (InputException e) {
        assertThat(e).hasMessageStartingWith(file + ": is damaged: ");
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(1_000);
  }

  @Test
  void newProductsAreReadBackWithTheirVectors() throws IOException {
    Vocabulary vocabulary =
        VOCABULARY.withNew(List.of(new Product(0, "n", "new", List.of("dairy", ""), 0)));
    Embedding embedding =
        new Embedding(
            3,
            2,
            new float[] {1, 2, 3, 4, 5, 6},
            new float[] {7, 8, 9, 10, 11, 12},
            new float[] {13, 14, 15},
            BasketScore.EXPONENTIAL_SUM);
    Similarity similarity =
        new Similarity(
            Matrix.copyOf(new float[] {0, 1, 1, 0, 0.6f, 0.8f}, 3, 2), new float[] {1, 0.5f, 0}, 2);

    Lookup found = read(Lookup.of(vocabulary, BASKETS, "abc", similarity, embedding));

    assertThat(found.vocabulary()).isEqualTo(vocabulary);
    assertThat(found.similarity()).usingRecursiveComparison().isEqualTo(similarity);
    Embedding trained =
        new Embedding(
            2,
            2,
            new float[] {1, 2, 3, 4},
            new float[] {7, 8, 9, 10},
            new float[] {13, 14},
            BasketScore.EXPONENTIAL_SUM);
    assertThat(found.embedding(trained).input()).isEqualTo(embedding.input());
  }

  private static Lookup lookup(
      Vocabulary vocabulary, Baskets baskets, String vectors, Matrix similarity) {
    float[] shares = new float[similarity.rows()];
    return new Lookup(
        vocabulary,
        baskets,
        vectors,
        new Similarity(similarity, shares, similarity.rows()),
        new float[0]);
  }

  private Lookup read(Lookup lookup) throws IOException {
    Path file = folder.resolve("lookup.safetensors");
    Files.deleteIfExists(file);
    lookup.write(file);
    return Lookup.read(file).orElseThrow();
  }
}
