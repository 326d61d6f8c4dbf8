package dev.prod2vec.store;

/// What is known of a file of a store without reading it.
///
/// @param bytes its size
/// @param etag another one whenever the file was written again
public record StoredObject(Location location, long bytes, String etag) {}
