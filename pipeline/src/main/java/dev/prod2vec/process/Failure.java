package dev.prod2vec.process;

import dev.prod2vec.embedding.BrokenModelException;
import dev.prod2vec.file.FileFaults;
import dev.prod2vec.file.InputException;
import dev.prod2vec.postgres.PostgresException;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.training.DivergedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.util.ServiceConfigurationError;

/// Why a task or a command did not do its work.
///
/// @param exitCode what the process returns
/// @param message complete, to be shown as it is
public record Failure(ExitCode exitCode, String message) {

  /// The failure that an exception stands for.
  public static Failure of(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedException
          || cause instanceof ClosedByInterruptException
          || cause instanceof FileLockInterruptionException) {
        return new Failure(ExitCode.INTERRUPTED, "interrupted");
      }
      if (cause instanceof OutOfMemoryError error) {
        return failed(
            String.valueOf(error.getMessage()).contains("native thread")
                ? "no more threads can be started\n"
                    + "hint: the system allows too few (ulimit -u shows how many), or memory is short"
                : "out of memory\n" + "hint: allow more: PROD2VEC_JAVA_OPTIONS=-Xmx8g, for 8 GiB");
      }
    }
    if (isMissingCode(thrown)) {
      return failed(
          "a part of prod2vec cannot be loaded: %s\nhint: either this process may open too few files (ulimit -n shows how many, 1024 are enough), or the installation is incomplete: build or unpack it again"
              .formatted(innermost(thrown)));
    }
    return switch (thrown) {
      case WrongUseException wrongUse -> new Failure(ExitCode.WRONG_USE, text(wrongUse));
      case InputException unusable -> failed(text(unusable));
      case JobException job -> failed(text(job));
      case PostgresException refused -> failed(text(refused));
      case DivergedException diverged -> failed(text(diverged));
      case BrokenModelException broken -> failed(text(broken));
      case UncheckedIOException io when io.getCause() != null -> failed(text(io.getCause()));
      case IOException io -> failed(text(io));
      default -> failed(thrown + "\nhint: --debug shows where it happened");
    };
  }

  /// Whether a class or a library of another language is missing.
  private static boolean isMissingCode(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof LinkageError
          || cause instanceof TypeNotPresentException
          || cause instanceof ServiceConfigurationError) {
        return true;
      }
    }
    return false;
  }

  /// The innermost cause, in one line.
  private static String innermost(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause).lines().findFirst().orElse("");
  }

  private static Failure failed(String message) {
    return new Failure(ExitCode.FAILED, message);
  }

  private static String text(Throwable thrown) {
    if (thrown instanceof IOException fault) {
      return FileFaults.reason(fault);
    }
    return thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
  }
}
