package dev.prod2vec.training;

import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.parallel.Crew;
import java.util.List;
import java.util.Optional;

/// A stripe of a [TrainingState]: the rows of every product whose index leaves the same remainder.
/// The most bought products come first in a vocabulary, so stripes have equal shares of them.
/// Blocks hand rows out to shards and merge what comes back; each block can be on another machine.
/// One thread at a time may change it; several may read it.
public final class RowBlock {
  private final int number;
  private final int blocks;
  private final TrainingState state;

  private RowBlock(int number, int blocks, TrainingState state) {
    this.number = number;
    this.blocks = blocks;
    this.state = state;
  }

  /// A state as its only block; changes go to the state.
  static RowBlock whole(TrainingState state) {
    return new RowBlock(0, 1, state);
  }

  /// The block of a training that begins.
  ///
  /// @param number 0-based
  /// @param blocks number of blocks
  /// @param counts purchases of each product of the vocabulary
  /// @param earlier the training to start from; empty: from nothing
  /// @throws IllegalArgumentException if the earlier training does not fit this one
  public static RowBlock start(
      int number,
      int blocks,
      long[] counts,
      TrainingConfig config,
      Optional<EarlierTraining> earlier) {
    return new RowBlock(number, blocks, Start.of(earlier).stripe(number, blocks, counts, config));
  }

  /// The block whose rows another machine has sent, all of them.
  ///
  /// @param rows of all products of the block
  public static RowBlock of(int number, int blocks, StateRows rows) {
    int size = rows.products().outputs().length;
    TrainingState state = TrainingState.zeros(size, rows.dim());
    RowBlock block = new RowBlock(number, blocks, state);
    rows.copyTo(state, block::row);
    return block;
  }

  /// One state of all blocks.
  ///
  /// @param blocks all of them, ascending
  static TrainingState join(List<RowBlock> blocks) {
    int size = blocks.stream().mapToInt(block -> block.state.size()).sum();
    RowBlock all = whole(TrainingState.zeros(size, blocks.getFirst().state.dim()));
    blocks.forEach(block -> block.rows().copyTo(all.state, all::row));
    return all.state;
  }

  /// What all blocks learned.
  ///
  /// @param blocks all of them, ascending
  /// @param counts purchases of each product
  /// @param epochs every epoch that was trained, in order
  public static TrainedModel model(
      List<RowBlock> blocks, long[] counts, TrainingConfig config, List<EpochMetrics> epochs) {
    TrainingState state = join(blocks);
    return new TrainedModel(
        state.embedding(counts, config), state.accumulators(counts, config), epochs);
  }

  /// The vectors of all blocks.
  ///
  /// @param blocks all of them, ascending
  /// @param counts purchases of each product
  public static Embedding embedding(List<RowBlock> blocks, long[] counts, TrainingConfig config) {
    return join(blocks).embedding(counts, config);
  }

  /// The larger root mean square of the numbers of the two kinds of vectors.
  public double rootMeanSquare() {
    return state.rootMeanSquare();
  }

  /// Its place among the blocks.
  public int number() {
    return number;
  }

  /// A copy that shares nothing.
  public RowBlock copy() {
    return new RowBlock(number, blocks, state.copy());
  }

  /// All of its rows.
  public StateRows rows() {
    int[] all = new int[state.size()];
    for (int row = 0; row < all.length; row++) {
      all[row] = number + row * blocks;
    }
    return rows(new ShardProducts(all, all));
  }

  /// The rows of some of its products.
  public StateRows rows(ShardProducts products) {
    return StateRows.copyOf(state, products, this::row);
  }

  private int row(int product) {
    return (product - number) / blocks;
  }

  /// Merges what shards changed in this block: see [Merge].
  ///
  /// @param shards rows of this block alone; sums are in their order
  /// @param crew its threads share the rows
  public void merge(List<StateRows> shards, Crew crew) {
    new Merge(state, number, blocks, shards).run(crew);
  }
}
