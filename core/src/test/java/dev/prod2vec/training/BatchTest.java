package dev.prod2vec.training;

import static dev.prod2vec.linalg.Kernel.BLOCK;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchTest {
  private static final int PRODUCTS = 400;
  private static final int DRAWS = 150;

  /// One object for all batches, large and small ones in turn, as in training.
  private final Batch batch = new Batch(PRODUCTS);

  private final Random random = new Random(1);

  @Test
  void theProductsThatPredictComeFirst() {
    batch.add(7, new int[] {9, 5, 6, 7, 8}, 1, 4, i -> i % 2 == 1);
    batch.add(8, new int[] {3, 4}, 0, 2, _ -> false);
    batch.add(9, new int[] {1, 2}, 0, 2, _ -> true);
    batch.complete(3, 0, (_, _, _, _, _) -> 0);
    assertThat(Arrays.copyOf(batch.products(), batch.size()))
        .containsExactly(6, 8, 7, 5, 4, 3, 1, 2);
    assertThat(Arrays.copyOf(batch.contexts(), batch.contextSize())).containsExactly(6, 8, 1, 2);
    assertThat(IntStream.range(0, 3).map(batch::size)).containsExactly(4, 2, 2);
    assertThat(IntStream.range(0, 3).map(batch::contextSize)).containsExactly(2, 0, 2);
    assertThat(IntStream.range(0, 3).mapToLong(batch::noiseKey)).containsExactly(7L, 8L, 9L);
    assertThat(batch.pairs()).isEqualTo(12 + 2 + 2);
  }

  @Test
  void eachGroupDrawsItsNoiseByTheKeyOfItsFirstBasket() {
    List<Long> keys = new ArrayList<>();
    for (int basket = 0; basket < 5; basket++) {
      batch.add(100 + basket, new int[] {1, 2}, 0, 2, _ -> true);
    }
    batch.complete(
        2,
        4,
        (key, products, logWeights, from, draws) -> {
          assertThat(draws).isEqualTo(4);
          // Fewer than draws, and none for the second group.
          int size = keys.size() == 1 ? 0 : 3;
          keys.add(key);
          for (int i = from; i < from + size; i++) {
            products[i] = 10 * keys.size() + i - from;
            logWeights[i] = products[i] / 10f;
          }
          return size;
        });
    assertThat(keys).containsExactly(100L, 102L, 104L);
    assertThat(batch.groups()).isEqualTo(3);
    assertThat(IntStream.rangeClosed(0, 3).map(batch::groupStart)).containsExactly(0, 2, 4, 5);
    assertThat(IntStream.rangeClosed(0, 3).map(batch::noiseStart)).containsExactly(0, 3, 3, 6);
    assertThat(Arrays.copyOf(batch.noise(), batch.noiseSize()))
        .containsExactly(10, 11, 12, 30, 31, 32);
    assertThat(Arrays.copyOf(batch.noiseLogWeights(), batch.noiseSize()))
        .containsExactly(1f, 1.1f, 1.2f, 3f, 3.1f, 3.2f);
  }

  @Test
  void aPartEndsWithTheBasketThatBringsItTo64ProductsOrWithItsGroup() {
    for (int basket = 0; basket < 60; basket++) {
      int length = new int[] {5, 3, 2}[basket % 3];
      batch.add(basket, new int[] {1, 2, 3, 4, 5}, 0, length, _ -> true);
    }
    batch.complete(50, 0, (_, _, _, _, _) -> 0);
    assertThat(batch.parts()).isEqualTo(4);
    assertThat(IntStream.rangeClosed(0, 4).map(batch::partStart))
        .containsExactly(0, 19, 39, 50, 60);
    assertThat(IntStream.range(0, 4).map(batch::partGroup)).containsExactly(0, 0, 0, 1);
    assertThat(batch.partProduct(1)).isEqualTo(65);
  }

  @Test
  void theDistinctContextsOfAGroupStandInBlocksInTheOrderInWhichTheyComeFirst() {
    int mostBlocks = 0;
    for (int round = 0; round < 60; round++) {
      fill(round);
      int block = 0;
      for (int group = 0; group < batch.groups(); group++) {
        int from = batch.groupContext(group);
        int to = batch.contextStart(batch.groupStart(group + 1));
        int[] distinct = Arrays.stream(batch.contexts(), from, to).distinct().toArray();
        assertThat(batch.blockStart(group)).isEqualTo(block);
        for (int first = 0; first < distinct.length; first += BLOCK) {
          int size = Math.min(BLOCK, distinct.length - first);
          assertThat(batch.blockGroup(block)).isEqualTo(group);
          assertThat(batch.blockSize(block)).isEqualTo(size);
          assertThat(Arrays.copyOfRange(batch.blockProducts(), block * BLOCK, block * BLOCK + size))
              .containsExactly(Arrays.copyOfRange(distinct, first, first + size));
          block++;
        }
        mostBlocks = Math.max(mostBlocks, block - batch.blockStart(group));
        for (int position = from; position < to; position++) {
          int row = batch.contextRow(position);
          assertThat(row / BLOCK).isBetween(batch.blockStart(group), block - 1);
          assertThat(row % BLOCK).isLessThan(batch.blockSize(row / BLOCK));
          assertThat(batch.blockProducts()[row]).isEqualTo(batch.contexts()[position]);
          long uses =
              Arrays.stream(batch.contexts(), from, to)
                  .filter(product -> product == batch.blockProducts()[row])
                  .count();
          assertThat((long) batch.contextUses(row)).isEqualTo(uses);
        }
      }
      assertThat(batch.blocks()).isEqualTo(block);
      assertThat(batch.blockStart(batch.groups())).isEqualTo(block);
    }
    assertThat(mostBlocks).isGreaterThan(2);
  }

  @Test
  void aPlaceIsThatOfAProductAmongTheNoiseOfItsGroup() {
    int found = 0;
    for (int round = 0; round < 60; round++) {
      fill(round);
      for (int group = 0; group < batch.groups(); group++) {
        int[] noise =
            Arrays.copyOfRange(batch.noise(), batch.noiseStart(group), batch.noiseStart(group + 1));
        int from = batch.start(batch.groupStart(group));
        int to = batch.start(batch.groupStart(group + 1));
        for (int position = from; position < to; position++) {
          int product = batch.products()[position];
          int expected =
              IntStream.range(0, noise.length)
                  .filter(i -> noise[i] == product)
                  .findAny()
                  .orElse(-1);
          assertThat(batch.noisePlace(position)).isEqualTo(expected);
          found += expected >= 0 ? 1 : 0;
        }
      }
    }
    assertThat(found).isPositive();
  }

  @Test
  void whatChangesIsContextsAndTheirBlocksAndProductsAndNoise() {
    for (int round = 0; round < 60; round++) {
      fill(round);
      List<Integer> rows = new ArrayList<>();
      Touched inputs = batch.inputs();
      for (int place = 0; place < inputs.size(); place++) {
        for (int at = inputs.start(place); at < inputs.start(place + 1); at++) {
          int row = inputs.rows()[at];
          int product =
              row < batch.contextSize()
                  ? batch.contexts()[row]
                  : batch.blockProducts()[row - batch.contextSize()];
          assertThat(product).isEqualTo(inputs.product(place));
          rows.add(row);
        }
      }
      IntStream blockRows =
          IntStream.range(0, batch.blocks())
              .flatMap(
                  block -> IntStream.range(0, batch.blockSize(block)).map(i -> block * BLOCK + i))
              .map(row -> batch.contextSize() + row);
      assertThat(rows)
          .containsExactlyInAnyOrderElementsOf(
              IntStream.concat(IntStream.range(0, batch.contextSize()), blockRows)
                  .boxed()
                  .toList());
      rows.clear();
      Touched outputs = batch.outputs();
      int uses = 0;
      for (int place = 0; place < outputs.size(); place++) {
        for (int at = outputs.start(place); at < outputs.start(place + 1); at++) {
          int row = outputs.rows()[at];
          int product =
              row < batch.size() ? batch.products()[row] : batch.noise()[row - batch.size()];
          assertThat(product).isEqualTo(outputs.product(place));
          rows.add(row);
        }
        uses += outputs.uses(place);
      }
      assertThat(rows)
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, batch.size() + batch.noiseSize()).boxed().toList());
      assertThat(uses).isEqualTo(batch.size());
    }
  }

  @Test
  void anEmptyBatchHasNothing() {
    fill(1);
    batch.clear(0);
    batch.complete(4, DRAWS, (_, _, _, _, _) -> 1);
    assertThat(
            new int[] {
              batch.baskets(),
              batch.size(),
              batch.contextSize(),
              batch.groups(),
              batch.parts(),
              batch.blocks(),
              batch.noiseSize(),
              batch.inputs().size(),
              batch.outputs().size()
            })
        .containsOnly(0);
  }

  /// Fills the batch anew: some baskets have more products than a block, some groups more contexts
  /// than a block, and in some rounds no product predicts.
  private void fill(int round) {
    batch.clear(0);
    int most = round % 3 == 0 ? 150 : 12;
    int baskets = 1 + random.nextInt(30);
    for (int basket = 0; basket < baskets; basket++) {
      int[] products =
          random.ints(0, PRODUCTS).distinct().limit(2 + random.nextInt(most)).toArray();
      double share = round % 7 == 6 ? 0 : random.nextDouble();
      IntPredicate predicts = _ -> random.nextDouble() < share;
      batch.add(basket, products, 0, products.length, predicts);
    }
    batch.complete(
        1 + random.nextInt(12),
        DRAWS,
        (_, products, _, from, draws) -> {
          int[] drawn =
              random.ints(0, PRODUCTS).distinct().limit(random.nextInt(draws + 1)).toArray();
          System.arraycopy(drawn, 0, products, from, drawn.length);
          return drawn.length;
        });
  }
}
