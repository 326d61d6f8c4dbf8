package dev.prod2vec.task;

import dev.prod2vec.backend.JobException;
import dev.prod2vec.embedding.BrokenModelException;
import dev.prod2vec.ingest.InputException;
import dev.prod2vec.postgres.PostgresException;
import dev.prod2vec.setting.SettingException;
import dev.prod2vec.training.DivergedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Locale;

/// Why a task or a command did not do its work.
///
/// @param exitCode what the process returns
/// @param message complete, to be shown as it is
public record Failure(ExitCode exitCode, String message) {

  /// What is said of something thrown.
  public static Failure of(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedException
          || cause instanceof ClosedByInterruptException
          || cause instanceof FileLockInterruptionException) {
        return new Failure(ExitCode.INTERRUPTED, "interrupted");
      }
      if (cause instanceof OutOfMemoryError) {
        return failed("out of memory\nhint: allow more: PROD2VEC_JAVA_OPTIONS=-Xmx8g, for 8 GiB");
      }
    }
    return switch (thrown) {
      case SettingException wrongUse -> new Failure(ExitCode.WRONG_USE, text(wrongUse));
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

  private static Failure failed(String message) {
    return new Failure(ExitCode.FAILED, message);
  }

  private static String text(Throwable thrown) {
    return switch (thrown) {
      case AccessDeniedException denied -> denied.getFile() + ": permission denied";
      case FileSystemException file when file.getReason() == null ->
          file.getFile() + ": " + words(file.getClass().getSimpleName());
      default -> thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
    };
  }

  /// `NoSuchFileException` as `no such file`.
  private static String words(String className) {
    return className
        .replaceAll("Exception$", "")
        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
        .toLowerCase(Locale.ROOT);
  }
}
