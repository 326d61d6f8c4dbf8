package dev.prod2vec.store;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A small object that was read.
///
/// @param etag changes when its content does
/// @param age since it was written, both moments by the clock of the service
public record StoredContent(byte[] bytes, String etag, Duration age) {
  /// The content as UTF-8.
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
