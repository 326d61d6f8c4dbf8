package dev.prod2vec.cluster;

import java.io.Serializable;

/// What a shard sends to a block after a round.
///
/// @param rows [dev.prod2vec.training.StateRows] that it may have changed, as bytes; of no products
///   at the start of a training
/// @param asked what it needs of the block in the next round
/// @param loss of all its predictions; told to the first block alone
/// @param predictions number of its predictions; told to the first block alone
/// @param pairs number of pairs; told to the first block alone
record Update(byte[] rows, Asked asked, double loss, long predictions, long pairs)
    implements Serializable {}
