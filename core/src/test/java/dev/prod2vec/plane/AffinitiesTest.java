package dev.prod2vec.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.prod2vec.parallel.Crew;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AffinitiesTest {
  private static final int N = 50;
  private static final float[][] AFFINITIES = affinities(vectors(), N, 6, 10);

  @Test
  void affinitiesAreSymmetricAndSumToOne() {
    double sum = 0;
    for (int i = 0; i < N; i++) {
      assertThat(AFFINITIES[i][i]).isZero();
      for (int j = 0; j < N; j++) {
        assertThat(AFFINITIES[i][j]).isEqualTo(AFFINITIES[j][i]).isNotNegative();
        sum += AFFINITIES[i][j];
      }
    }
    assertThat(sum).isCloseTo(1, within(1e-5));
  }

  @Test
  void closerPointsAttractEachOtherMore() {
    float[] line = {1, 0, 0.9f, 0.1f, 0.5f, 0.5f, 0, 1};
    float[][] affinities = affinities(line, 4, 2, 1.5);
    assertThat(affinities[0][1]).isGreaterThan(affinities[0][2]);
    assertThat(affinities[0][2]).isGreaterThan(affinities[0][3]);
  }

  private static float[][] affinities(float[] vectors, int n, int dim, double perplexity) {
    try (Crew crew = new Crew(2)) {
      return Affinities.of(Cosines.of(vectors, n, dim, crew), perplexity, crew);
    }
  }

  private static float[] vectors() {
    Random random = new Random(7);
    float[] vectors = new float[N * 6];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = (float) random.nextGaussian();
    }
    return vectors;
  }
}
