package dev.prod2vec.run;

import dev.prod2vec.lease.FolderHeartbeat;
import dev.prod2vec.lease.Lease;
import dev.prod2vec.lease.LeaseTiming;
import dev.prod2vec.process.ExitCode;
import dev.prod2vec.process.Failure;
import dev.prod2vec.setting.WrongUseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A run in a folder of this machine.
///
/// @param folder the run directory; its name is the run's id
public record FolderPlace(Path folder, LeaseTiming timing) implements RunPlace {
  public FolderPlace(Path folder) {
    this(folder, LeaseTiming.FOLDER);
  }

  @Override
  public String id() {
    return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
  }

  @Override
  public RunFiles files() {
    return new RunFiles(folder);
  }

  @Override
  public boolean isRun() {
    return files().exist();
  }

  @Override
  public Manifest manifest() {
    return files().manifest();
  }

  @Override
  public void requireBlank() {
    boolean blank;
    try {
      Files.createDirectories(folder);
      blank = files().blank();
    } catch (IOException e) {
      throw notWritable(e);
    }
    if (!blank) {
      throw new WrongUseException(folder + ": is neither empty nor a run\nhint: name a new folder");
    }
  }

  @Override
  public FolderAccess take() {
    try {
      return new FolderAccess(files(), Lease.take(new FolderHeartbeat(folder, timing), "run"));
    } catch (IOException e) {
      throw notWritable(e);
    }
  }

  private RuntimeException notWritable(IOException e) {
    Failure failure = Failure.of(e);
    return failure.exitCode() == ExitCode.INTERRUPTED
        ? new UncheckedIOException(e)
        : new WrongUseException(
            "%s: cannot be written: %s\nhint: name another folder"
                .formatted(folder, failure.message()));
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
