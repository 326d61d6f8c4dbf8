package dev.prod2vec.cluster;

import java.io.Serializable;

/// The rows of a block that a shard asked for.
///
/// @param rows [dev.prod2vec.training.StateRows] as bytes
/// @param prior the same rows of what weight decay pulls towards; empty if there is none
record Reply(byte[] rows, byte[] prior) implements Serializable {}
