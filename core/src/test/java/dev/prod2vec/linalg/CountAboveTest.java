package dev.prod2vec.linalg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// Runs once per vector width, as [KernelTest].
class CountAboveTest {
  private static final float[] SOME = {
    0f,
    -0f,
    1f,
    -1f,
    Float.MIN_VALUE,
    1e30f,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN
  };

  @Test
  void numbersAboveAreCountedForOddLengthsAndExtremes() {
    Random random = new Random(1);
    for (int length : new int[] {0, 1, 15, 16, 17, 31, 64, 100, 4098}) {
      float[] x = new float[length + 4];
      for (int i = 0; i < x.length; i++) {
        x[i] = SOME[random.nextInt(SOME.length)];
      }
      for (float threshold : SOME) {
        int expected = 0;
        for (int i = 3; i < 3 + length; i++) {
          expected += x[i] > threshold ? 1 : 0;
        }
        assertThat(VectorKernel.INSTANCE.countAbove(x, 3, length, threshold)).isEqualTo(expected);
        assertThat(ScalarKernel.INSTANCE.countAbove(x, 3, length, threshold)).isEqualTo(expected);
      }
    }
  }
}
