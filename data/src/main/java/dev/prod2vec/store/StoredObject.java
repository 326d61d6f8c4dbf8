package dev.prod2vec.store;

/// The description of a file in a store, known without reading it.
///
/// @param bytes its size
/// @param etag changes whenever the file is written
public record StoredObject(Location location, long bytes, String etag) {}
