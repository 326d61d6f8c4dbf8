package dev.prod2vec.plane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.parallel.Crew;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TsneTest {
  private static final int GROUPS = 8;

  /// Points around `GROUPS` directions; point `i` is of group `i % GROUPS`.
  private static float[] groups(int n, int dim) {
    Random random = new Random(5);
    float[][] centres = new float[GROUPS][dim];
    for (float[] centre : centres) {
      for (int k = 0; k < dim; k++) {
        centre[k] = (float) random.nextGaussian();
      }
    }
    float[] vectors = new float[n * dim];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < dim; k++) {
        vectors[i * dim + k] = centres[i % GROUPS][k] + 0.8f * (float) random.nextGaussian();
      }
    }
    return vectors;
  }

  private static float[][] positions(float[] vectors, int n, int dim, int threads) {
    try (Crew crew = new Crew(threads)) {
      return Tsne.positions(vectors, n, dim, crew);
    }
  }

  @Test
  void pointsOfOneGroupAreNeighbours() {
    int n = 240;
    float[][] positions = positions(groups(n, 32), n, 32, 1);
    int same = 0;
    for (int i = 0; i < n; i++) {
      if (nearest(positions, i, n) % GROUPS == i % GROUPS) {
        same++;
      }
    }
    assertThat(same).isGreaterThan(235);
  }

  @Test
  void theSameVectorsGiveTheSameBytesOnAnyNumberOfThreads() {
    // More points than one part, and a last part that is not full.
    float[] vectors = groups(500, 16);
    float[][] alone = positions(vectors, 500, 16, 1);
    for (int threads : new int[] {2, 3, 8}) {
      assertThat(positions(vectors.clone(), 500, 16, threads)).isDeepEqualTo(alone);
    }
  }

  @Test
  void theLengthOfAVectorDoesNotMatter() {
    float[] vectors = groups(40, 16);
    float[] longer = vectors.clone();
    for (int i = 0; i < longer.length; i++) {
      longer[i] *= 4;
    }
    assertThat(positions(longer, 40, 16, 1)).isDeepEqualTo(positions(vectors, 40, 16, 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 31})
  void fewEqualOrEmptyVectorsHaveFinitePositions(int n) {
    float[] equal = new float[n * 4];
    Arrays.fill(equal, 0.5f);
    for (float[] vectors : new float[][] {new float[n * 4], equal, groups(n, 4)}) {
      for (float[] axis : positions(vectors, n, 4, 2)) {
        assertThat(axis).hasSize(n);
        for (float position : axis) {
          assertThat(position).isFinite();
        }
      }
    }
  }

  private static int nearest(float[][] positions, int i, int n) {
    int best = -1;
    double least = Double.MAX_VALUE;
    for (int j = 0; j < n; j++) {
      double distance =
          Math.hypot(positions[0][i] - positions[0][j], positions[1][i] - positions[1][j]);
      if (j != i && distance < least) {
        least = distance;
        best = j;
      }
    }
    return best;
  }
}
