package dev.prod2vec.cluster;

import java.io.Serializable;
import java.util.List;

/// What the driver hears of a block after a round.
///
/// @param file the block as it is now
/// @param executor that has the block in memory, as Spark names a place for tasks
/// @param rootMeanSquare of its vectors; 0 unless it is wanted
/// @param learned what each shard learned, in their order; empty but for the first block
record Merged(BlockFile file, String executor, double rootMeanSquare, List<Learned> learned)
    implements Serializable {
  /// What a shard learned in a round.
  record Learned(double loss, long predictions, long pairs) implements Serializable {}
}
