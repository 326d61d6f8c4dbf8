package dev.prod2vec.store;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A small file of a store, as it was read.
///
/// @param etag changes whenever the file is written
/// @param age time since it was written, both moments by the clock of the store
public record StoredContent(byte[] bytes, String etag, Duration age) {
  /// The content as UTF-8.
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
