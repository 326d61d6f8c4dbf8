package dev.prod2vec.lease;

import java.nio.file.FileSystemException;
import java.util.Optional;

/// Another process has taken the lease from this one, which had shown no sign of life for a while.
/// Nothing that this process did since then is published.
public final class LeaseLostException extends FileSystemException {
  LeaseLostException(String place, Holder lost, Optional<Holder> now) {
    super(
        place,
        null,
        "was taken over from this process (%s) %s; this process publishes nothing"
            .formatted(
                lost, now.map(other -> "by another (%s)".formatted(other)).orElse("and is gone")));
  }
}
