package dev.prod2vec.cluster;

import java.io.Serializable;

/// A file of a block of rows, as the task that wrote it describes it.
///
/// @param block number of the block
/// @param name of the file in its folder; no two attempts at a task write the same one
/// @param sha256 of its content, in hexadecimal
record BlockFile(int block, String name, String sha256) implements Serializable {}
