package dev.prod2vec.store;

/// What is known of an object without reading it.
///
/// @param bytes its size
/// @param etag changes when its content does
public record StoredObject(Location location, long bytes, String etag) {}
