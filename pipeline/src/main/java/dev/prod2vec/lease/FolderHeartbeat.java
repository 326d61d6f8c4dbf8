package dev.prod2vec.lease;

import dev.prod2vec.disk.WholeFile;
import dev.prod2vec.file.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// A lease as a file in the folder that it protects. The file's time of modification is the
/// heartbeat. Holders change it under the folder's lock.
public record FolderHeartbeat(Path folder, LeaseTiming timing) implements Heartbeat {
  @Override
  public String place() {
    return folder.toString();
  }

  /// A look under the lock costs little, so each change looks.
  @Override
  public Duration trust() {
    return Duration.ZERO;
  }

  @Override
  public <T> T alone(FolderLock.Action<T> action) throws IOException {
    return FolderLock.with(folder, action);
  }

  @Override
  public Optional<Sign> last() throws IOException {
    try {
      String text = new String(Files.readAllBytes(file()), StandardCharsets.UTF_8);
      Instant heartbeat = Files.getLastModifiedTime(file()).toInstant();
      Duration silence = Duration.between(heartbeat, timing.clock().instant());
      return Optional.of(new Sign(Holder.parse(text), silence, ""));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  /// A mere sign of life only touches the file, so it needs no lock.
  @Override
  public Optional<Sign> write(Holder holder, Optional<Sign> seen) throws IOException {
    Optional<Holder> expected = seen.map(Sign::holder);
    if (!last().map(Sign::holder).equals(expected)) {
      return Optional.empty();
    }
    if (expected.equals(Optional.of(holder))) {
      Files.setLastModifiedTime(file(), FileTime.from(timing.clock().instant()));
    } else {
      WholeFile.deleteLeftovers(file());
      WholeFile.replace(file(), Json.text(holder));
    }
    return Optional.of(new Sign(holder, Duration.ZERO, ""));
  }

  @Override
  public long lastTerm() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return TermFolder.last(entries.map(entry -> String.valueOf(entry.getFileName())));
    }
  }

  private Path file() {
    return folder.resolve(Lease.FILE);
  }
}
