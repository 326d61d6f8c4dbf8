package dev.prod2vec.plane;

import static org.assertj.core.api.Assertions.assertThat;

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

  @Test
  void pointsOfOneGroupAreNeighbours() {
    int n = 240;
    float[] positions = Tsne.positions(groups(n, 32), n, 32);
    int same = 0;
    for (int i = 0; i < n; i++) {
      if (nearest(positions, i, n) % GROUPS == i % GROUPS) {
        same++;
      }
    }
    assertThat(same).isGreaterThan(235);
  }

  @Test
  void theSameVectorsGiveTheSameBytes() {
    float[] vectors = groups(60, 16);
    assertThat(Tsne.positions(vectors, 60, 16))
        .containsExactly(Tsne.positions(vectors.clone(), 60, 16));
  }

  @Test
  void theLengthOfAVectorDoesNotMatter() {
    float[] vectors = groups(40, 16);
    float[] longer = vectors.clone();
    for (int i = 0; i < longer.length; i++) {
      longer[i] *= 4;
    }
    assertThat(Tsne.positions(longer, 40, 16)).containsExactly(Tsne.positions(vectors, 40, 16));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 31})
  void fewEqualOrEmptyVectorsHaveFinitePositions(int n) {
    float[] equal = new float[n * 4];
    Arrays.fill(equal, 0.5f);
    for (float[] vectors : new float[][] {new float[n * 4], equal, groups(n, 4)}) {
      float[] positions = Tsne.positions(vectors, n, 4);
      assertThat(positions).hasSize(2 * n);
      for (float position : positions) {
        assertThat(position).isFinite();
      }
    }
  }

  private static int nearest(float[] positions, int i, int n) {
    int best = -1;
    double least = Double.MAX_VALUE;
    for (int j = 0; j < n; j++) {
      double distance =
          Math.hypot(
              positions[2 * i] - positions[2 * j], positions[2 * i + 1] - positions[2 * j + 1]);
      if (j != i && distance < least) {
        least = distance;
        best = j;
      }
    }
    return best;
  }
}
