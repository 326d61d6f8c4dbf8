package dev.prod2vec.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TouchedTest {
  private static final int VOCABULARY = 50;

  /// One object for all batches, as in training: what an earlier batch left must not matter.
  @Test
  void aProductHasItsRowsAscendingAndComesInTheOrderOfItsFirstOne() {
    Random random = new Random(1);
    Touched touched = new Touched(VOCABULARY);
    for (int batch = 0; batch < 500; batch++) {
      Map<Integer, List<Integer>> expected = new LinkedHashMap<>();
      touched.clear();
      int row = 0;
      int added = 0;
      for (int call = random.nextInt(4); call > 0; call--) {
        int from = random.nextInt(3);
        int count = random.nextInt(1 + (batch % 10) * 8);
        // Few different products, or nearly all of them.
        int[] of = random.ints(from + count + 2, 0, 1 + random.nextInt(VOCABULARY)).toArray();
        touched.add(of, from, count, row);
        for (int i = 0; i < count; i++) {
          expected.computeIfAbsent(of[from + i], _ -> new ArrayList<>()).add(row + i);
        }
        added += count;
        // Rows may have gaps, as those of blocks that are not full.
        row += count + random.nextInt(5);
      }
      int purchases = random.nextInt(1 + row);
      touched.complete(purchases);
      assertThat(IntStream.range(0, touched.size()).map(touched::product))
          .containsExactlyElementsOf(expected.keySet());
      for (int place = 0; place < touched.size(); place++) {
        List<Integer> rows = expected.getOrDefault(touched.product(place), List.of());
        assertThat(
                Arrays.copyOfRange(touched.rows(), touched.start(place), touched.start(place + 1)))
            .containsExactly(rows.toArray(Integer[]::new));
        assertThat((long) touched.uses(place))
            .isEqualTo(rows.stream().filter(r -> r < purchases).count());
      }
      assertThat(touched.start(0)).isZero();
      assertThat(touched.start(touched.size())).isEqualTo(added);
    }
  }

  @Test
  void nothingIsTouchedByAnEmptyBatch() {
    Touched touched = new Touched(VOCABULARY);
    touched.complete(0);
    assertThat(touched.size()).isZero();
    touched.add(new int[] {3}, 0, 1, 0);
    touched.complete(1);
    assertThat(touched.size()).isEqualTo(1);
    touched.clear();
    touched.complete(0);
    assertThat(touched.size()).isZero();
    assertThat(touched.start(0)).isZero();
  }
}
