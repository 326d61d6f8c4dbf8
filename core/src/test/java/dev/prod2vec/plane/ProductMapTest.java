package dev.prod2vec.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.prod2vec.linalg.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProductMapTest {
  private static final int GROUPS = 8;
  private static final int DIM = 20;

  /// Vectors around `GROUPS` directions; product `i` is of group `i % GROUPS`. Their lengths
  /// differ.
  private static Matrix groups(int size) {
    Random random = new Random(5);
    float[][] centres = new float[GROUPS][DIM];
    for (float[] centre : centres) {
      for (int k = 0; k < DIM; k++) {
        centre[k] = (float) random.nextGaussian();
      }
    }
    float[] input = new float[size * DIM];
    for (int i = 0; i < size; i++) {
      float length = 0.1f + random.nextFloat();
      for (int k = 0; k < DIM; k++) {
        float value = centres[i % GROUPS][k] + 0.5f * (float) random.nextGaussian();
        input[i * DIM + k] = length * value;
      }
    }
    return Matrix.copyOf(input, size, DIM);
  }

  @Test
  void everyProductStandsWithItsGroup() {
    ProductMap map = ProductMap.of(groups(1_000), 200, 2);
    assertThat(map.products()).isEqualTo(1_000);
    assertThat(map.anchors()).isEqualTo(200);
    int own = 0;
    for (int i = 200; i < 1_000; i++) {
      own += nearestAnchor(map, i) % GROUPS == i % GROUPS ? 1 : 0;
    }
    assertThat(own).isGreaterThan(780);
  }

  @Test
  void theOtherProductsDoNotMoveTheAnchors() {
    Matrix few = Matrix.copyOf(groups(1_000).dense(), 200, DIM);
    ProductMap all = ProductMap.of(groups(1_000), 200, 1);
    ProductMap anchors = ProductMap.of(few, 200, 1);
    assertThat(Arrays.copyOf(all.x(), 200)).containsExactly(anchors.x());
    assertThat(Arrays.copyOf(all.y(), 200)).containsExactly(anchors.y());
  }

  @Test
  void thePlacesAreTheSameForAnyNumberOfThreads() {
    ProductMap one = ProductMap.of(groups(700), 300, 1);
    for (int threads : new int[] {2, 5}) {
      ProductMap more = ProductMap.of(groups(700), 300, threads);
      assertThat(more.x()).containsExactly(one.x());
      assertThat(more.y()).containsExactly(one.y());
    }
  }

  @Test
  void everyPlaceIsInsideThePlane() {
    for (int size : new int[] {0, 1, 2, 3, 9, 70}) {
      for (Matrix vectors : List.of(groups(size), Matrix.zeros(size, DIM))) {
        for (int anchors : new int[] {1, 2, 11, 100}) {
          ProductMap map = ProductMap.of(vectors, anchors, 2);
          assertThat(map.anchors()).isEqualTo(Math.min(anchors, size));
          assertInside(map.x(), size);
          assertInside(map.y(), size);
        }
      }
    }
  }

  @Test
  void aMapHasAnAnchor() {
    assertThatThrownBy(() -> ProductMap.of(groups(3), 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("anchors must be 1 or more, but is 0");
  }

  private static void assertInside(float[] places, int size) {
    assertThat(places).hasSize(size);
    for (float place : places) {
      assertThat(place).isBetween(0f, (float) ProductMap.SIZE);
    }
  }

  private static int nearestAnchor(ProductMap map, int product) {
    int best = -1;
    double least = Double.MAX_VALUE;
    for (int j = 0; j < map.anchors(); j++) {
      double distance = Math.hypot(map.x()[j] - map.x()[product], map.y()[j] - map.y()[product]);
      if (distance < least) {
        least = distance;
        best = j;
      }
    }
    return best;
  }
}
