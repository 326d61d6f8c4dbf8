package dev.prod2vec.training;

import java.util.List;

/// What a shard learned in a round.
///
/// @param rows for each [RowBlock], the rows that it may have changed, as they are now
/// @param loss sum of the losses of all predictions
/// @param predictions number of predicted products
/// @param pairs ordered pairs of two products of a basket
public record ShardUpdate(List<StateRows> rows, double loss, long predictions, long pairs) {
  public ShardUpdate {
    rows = List.copyOf(rows);
  }
}
