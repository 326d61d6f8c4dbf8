package dev.prod2vec.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.prod2vec.embedding.BrokenModelException;
import dev.prod2vec.embedding.Safetensors;
import dev.prod2vec.linalg.Matrix;
import dev.prod2vec.parallel.Crew;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingStateTest {
  private static final int SIZE = 600;
  private static final int DIM = 5;
  private static final int STRIDE = Matrix.stride(DIM);

  @TempDir private Path folder;

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    TrainingState state = random(1);
    Path file = folder.resolve("state.safetensors");
    state.write(file);
    TrainingState read = TrainingState.read(file);
    assertThat(read.dim()).isEqualTo(DIM);
    assertSame(read, state);
  }

  @Test
  void aFileThatHoldsNoStateIsRefused() throws IOException {
    Path file = folder.resolve("state.safetensors");
    SequencedMap<String, float[]> tensors = new LinkedHashMap<>(random(1).tensors(""));
    Safetensors.writeTensors(file, tensors, Map.of());
    assertThatThrownBy(() -> TrainingState.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(file + ": is no training state: it has no tensor 'bias' or no dim");
    tensors.put("output", new float[3]);
    Files.delete(file);
    Safetensors.writeTensors(file, tensors, Map.of("dim", "5"));
    assertThatThrownBy(() -> TrainingState.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no tensor 'output' of " + SIZE * STRIDE + " numbers");
    Files.writeString(file, "a text that is no model");
    assertThatThrownBy(() -> TrainingState.read(file)).isInstanceOf(BrokenModelException.class);
  }

  @Test
  void aCopySharesNothing() {
    TrainingState state = random(1);
    TrainingState copy = state.copy();
    state.tensors("").values().forEach(values -> values[0]++);
    assertSame(copy, random(1));
  }

  @Test
  void theMergeOfOneShardIsThatShard() {
    TrainingState common = random(1);
    TrainingState shard = changed(common, 2, 1);
    merge(common, 1, shard);
    assertSame(common, shard);
  }

  @Test
  void aRowThatNobodyChangedStaysAndOneThatOneShardChangedIsTakenAsItIs() {
    TrainingState common = random(1);
    TrainingState before = common.copy();
    TrainingState one = common.copy();
    TrainingState other = common.copy();
    one.input().values()[3 * STRIDE] = 7;
    one.inputSquares()[3] += 0.1f;
    other.bias()[5] = -1e-30f;
    other.biasSquares()[5] += 1;
    // A step so small that the accumulator stays.
    other.output().values()[SIZE * STRIDE - STRIDE] += 1;
    merge(common, 1, one, other);
    before.input().values()[3 * STRIDE] = 7;
    before.inputSquares()[3] = one.inputSquares()[3];
    before.bias()[5] = -1e-30f;
    before.biasSquares()[5] = other.biasSquares()[5];
    before.output().values()[SIZE * STRIDE - STRIDE] += 1;
    assertSame(common, before);
  }

  @Test
  void changesAreSummedAsIfAllStepsHadUsedTheCommonAccumulator() {
    TrainingState common = random(1);
    TrainingState before = common.copy();
    List<TrainingState> shards =
        List.of(changed(common, 2, 1), changed(common, 3, 1), changed(common, 4, 1));
    merge(common, 1, shards.toArray(TrainingState[]::new));
    for (int row = 0; row < SIZE; row++) {
      double after = before.outputSquares()[row];
      for (TrainingState shard : shards) {
        after += (double) shard.outputSquares()[row] - before.outputSquares()[row];
      }
      assertThat((double) common.outputSquares()[row]).isCloseTo(after, within(1e-6 * after));
      for (int at = row * STRIDE; at < row * STRIDE + DIM; at++) {
        double value = before.output().values()[at];
        for (TrainingState shard : shards) {
          double own = shard.outputSquares()[row];
          value +=
              Math.sqrt(own / after)
                  * ((double) shard.output().values()[at] - before.output().values()[at]);
        }
        assertThat((double) common.output().values()[at]).isCloseTo(value, within(1e-6));
      }
    }
  }

  @Test
  void equalShardsOfAFirstRoundAreDampedByTheRootOfTheirNumber() {
    TrainingState common = TrainingState.zeros(1, 1);
    TrainingState shard = TrainingState.zeros(1, 1);
    shard.bias()[0] = 0.5f;
    shard.biasSquares()[0] = 1;
    merge(common, 1, shard, shard.copy(), shard.copy(), shard.copy());
    assertThat(common.bias()).containsExactly(1f);
    assertThat(common.biasSquares()).containsExactly(4f);
  }

  @Test
  void theOrderOfShardsMattersForRoundingAloneAndThreadsDoNotMatter() {
    TrainingState[] merged = new TrainingState[3];
    TrainingState common = random(1);
    TrainingState a = changed(common, 2, 2);
    TrainingState b = changed(common, 3, 2);
    TrainingState c = changed(common, 4, 2);
    for (int i = 0; i < merged.length; i++) {
      merged[i] = common.copy();
    }
    merge(merged[0], 1, a, b, c);
    merge(merged[1], 3, a, b, c);
    merge(merged[2], 1, c, a, b);
    assertSame(merged[1], merged[0]);
    merged[2]
        .tensors("")
        .forEach((name, values) ->
            assertThat(values)
                .as(name)
                .containsExactly(merged[0].tensors("").get(name), within(1e-6f)));
    assertThat(merged[0].input().values()).isNotEqualTo(common.input().values());
  }

  @Test
  void shardsWithVectorsOfAnotherLengthAreRefused() {
    assertThatThrownBy(() -> merge(random(1), 1, TrainingState.zeros(SIZE, DIM + 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a shard has vectors of 6 numbers, the common state of 5");
  }

  @Test
  void aWarmStartTakesOverTheRowsOfKnownProductsAndBeginsNewOnesAtRandom() {
    TrainingConfig config = TrainingConfig.DEFAULT.withDim(DIM).withSeed(3);
    TrainingState earlier = random(1);
    TrainingState earlierBefore = earlier.copy();
    long[] counts = {40, 30, 20, 10};
    int[] rowOf = {599, -1, 0, -1};
    TrainingState warm = new Start.From(earlier, rowOf).state(counts, config);
    TrainingState cold = new Start.Random().state(counts, config);
    assertThat(warm.size()).isEqualTo(4);
    // What is expected of known products, in the places of the earlier state.
    TrainingState expected = earlier.copy();
    for (int product = 0; product < rowOf.length; product++) {
      if (rowOf[product] >= 0) {
        expected.bias()[rowOf[product]] += cold.bias()[product];
      }
    }
    for (int product = 0; product < rowOf.length; product++) {
      int row = rowOf[product] < 0 ? product : rowOf[product];
      assertSameRow(warm, product, rowOf[product] < 0 ? cold : expected, row);
    }
    // The state belongs to the training: training does not change the earlier one.
    warm.tensors("").values().forEach(values -> values[0] = 9);
    assertSame(earlier, earlierBefore);
  }

  @Test
  void aWarmStartFromAStateThatDoesNotFitIsRefused() {
    TrainingConfig config = TrainingConfig.DEFAULT.withDim(DIM);
    long[] counts = {2, 1};
    TrainingState earlier = random(1);
    assertThatThrownBy(
            () -> new Start.From(earlier, new int[] {0, 1}).state(counts, config.withDim(DIM + 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the earlier training has vectors of 5 numbers, this one of 6");
    assertThatThrownBy(() -> new Start.From(earlier, new int[] {0}).state(counts, config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 products need as many rows, but 1 are given");
    for (int row : new int[] {-2, SIZE}) {
      assertThatThrownBy(() -> new Start.From(earlier, new int[] {0, row}).state(counts, config))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "product 1 is to start from row %s, but the earlier training has 600 rows"
                  .formatted(row));
    }
  }

  @Test
  void biasesStartAsTheObjectiveSays() {
    long[] counts = {3, 1, 0};
    TrainingConfig config = TrainingConfig.DEFAULT.withDim(DIM);
    float[] logs = {(float) Math.log(0.75), (float) Math.log(0.25), (float) Math.log(0.125)};
    assertThat(new Start.Random().state(counts, config.withAgreement(1)).bias())
        .containsExactly(logs);
    assertThat(new Start.Random().state(counts, config.withAgreement(2)).bias())
        .containsExactly(logs[0] / 2, logs[1] / 2, logs[2] / 2);
    for (Objective objective : List.of(Objective.SKIP_GRAM, Objective.SKIP_GRAM_PAIRS)) {
      assertThat(new Start.Random().state(counts, config.withObjective(objective)).bias())
          .containsOnly(0f);
    }
  }

  private static void merge(TrainingState common, int threads, TrainingState... shards) {
    try (Crew crew = new Crew(threads)) {
      RowBlock.whole(common)
          .merge(Stream.of(shards).map(shard -> RowBlock.whole(shard).rows()).toList(), crew);
    }
  }

  /// Random numbers; the padding of rows stays zero.
  private static TrainingState random(long seed) {
    return changed(TrainingState.zeros(SIZE, DIM), seed, 1);
  }

  /// A copy in which each `every`-th row is another one.
  private static TrainingState changed(TrainingState state, long seed, int every) {
    TrainingState changed = state.copy();
    Random random = new Random(seed);
    for (int row = (int) seed % every; row < SIZE; row += every) {
      for (int at = row * STRIDE; at < row * STRIDE + DIM; at++) {
        changed.input().values()[at] += (float) random.nextGaussian() / 10;
        changed.output().values()[at] += (float) random.nextGaussian() / 10;
      }
      changed.bias()[row] += (float) random.nextGaussian();
      changed.inputSquares()[row] += random.nextFloat();
      changed.outputSquares()[row] += random.nextFloat();
      changed.biasSquares()[row] += random.nextFloat();
    }
    return changed;
  }

  private static void assertSameRow(
      TrainingState actual, int row, TrainingState expected, int expectedRow) {
    for (int k = 0; k < STRIDE; k++) {
      assertThat(actual.input().values()[row * STRIDE + k])
          .isEqualTo(expected.input().values()[expectedRow * STRIDE + k]);
      assertThat(actual.output().values()[row * STRIDE + k])
          .isEqualTo(expected.output().values()[expectedRow * STRIDE + k]);
    }
    assertThat(actual.bias()[row]).isEqualTo(expected.bias()[expectedRow]);
    assertThat(actual.inputSquares()[row]).isEqualTo(expected.inputSquares()[expectedRow]);
    assertThat(actual.outputSquares()[row]).isEqualTo(expected.outputSquares()[expectedRow]);
    assertThat(actual.biasSquares()[row]).isEqualTo(expected.biasSquares()[expectedRow]);
  }

  private static void assertSame(TrainingState actual, TrainingState expected) {
    assertThat(actual.tensors("")).usingRecursiveComparison().isEqualTo(expected.tensors(""));
  }
}
