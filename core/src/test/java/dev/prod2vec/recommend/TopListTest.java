package dev.prod2vec.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.random.CounterRandom;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopListTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7, 10, 64, 500})
  void keepsWhatSortingByScoreThenIndexPutsFirst(int capacity) {
    TopList list = new TopList(capacity);
    for (int seed = 0; seed < 20; seed++) {
      float[] scores = new float[200];
      for (int i = 0; i < scores.length; i++) {
        // Few different scores, so that there are ties.
        scores[i] = CounterRandom.below(CounterRandom.bits(seed, i), 1 + 5 * seed) - 20f;
        list.offer(i, scores[i]);
      }
      List<Integer> expected =
          IntStream.range(0, scores.length)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> -scores[i]))
              .limit(capacity)
              .toList();

      int[] products = new int[capacity + 1];
      float[] kept = new float[capacity + 1];
      int size = list.drain(products, kept, 1);

      assertThat(IntStream.rangeClosed(1, size).mapToObj(i -> products[i])).isEqualTo(expected);
      assertThat(IntStream.rangeClosed(1, size).mapToObj(i -> kept[i]))
          .isEqualTo(expected.stream().map(i -> scores[i]).toList());
    }
  }

  @Test
  void theOrderInWhichProductsAreOfferedDoesNotMatter() {
    for (int capacity : new int[] {0, 1, 5, 64}) {
      int[][] kept = new int[2][64];
      for (int order = 0; order < 2; order++) {
        TopList list = new TopList(capacity);
        for (int i = 0; i < 200; i++) {
          int product = order == 0 ? i : 199 - i;
          list.offer(product, CounterRandom.below(CounterRandom.bits(1, product), 9));
        }
        assertThat(list.drain(kept[order], new float[64], 0)).isEqualTo(capacity);
      }
      assertThat(kept[1]).isEqualTo(kept[0]);
    }
  }

  @Test
  void neverKeepsWhatIsNoNumber() {
    TopList list = new TopList(3);
    list.offer(0, Float.NaN);
    list.offer(1, -1f);
    list.offer(2, Float.NEGATIVE_INFINITY);

    assertThat(list.drain(new int[3], new float[3], 0)).isEqualTo(1);
  }
}
