package dev.prod2vec.lease;

import java.nio.file.FileSystemException;
import java.util.Optional;

/// Another process has taken the run over from this one, which had given no sign of life for a
/// while. What this one did since is not published.
public final class LeaseLostException extends FileSystemException {
  public LeaseLostException(String place, Lease.Holder lost, Optional<Lease.Holder> now) {
    super(
        place,
        null,
        "was taken over from this process (%s) %s; this process publishes nothing"
            .formatted(
                lost, now.map(other -> "by another (%s)".formatted(other)).orElse("and is gone")));
  }
}
