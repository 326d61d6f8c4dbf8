package dev.prod2vec.s3;

import dev.prod2vec.store.Location;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Sends requests and explains their failures. Each is sent by a virtual thread of its own, so that
/// an interrupt of the caller ends even the wait for an answer.
final class S3Requests implements AutoCloseable {
  private final S3Config config;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  S3Requests(S3Config config) {
    this.config = config;
  }

  /// A request for an object that may be missing.
  ///
  /// @return empty if the service has no such object
  <T> Optional<T> find(Location location, Action action, Callable<T> request) throws IOException {
    return call(
        location,
        action,
        () -> {
          try {
            return Optional.of(request.call());
          } catch (S3Exception e) {
            if (e.statusCode() == 404 && !S3Faults.code(e).equals("NoSuchBucket")) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  /// A request with a condition.
  ///
  /// @param written called after a retry: the first try may have been carried out and only its
  ///   answer lost
  /// @return empty if the condition does not hold
  <T> Optional<T> unless412(
      Location location, Action action, Callable<T> request, Callable<Optional<T>> written)
      throws IOException {
    return call(
        location,
        action,
        () -> {
          try {
            return Optional.of(request.call());
          } catch (S3Exception e) {
            // 409: another process writes the object at this moment; 404: the object that should be
            // unchanged was deleted.
            String code = S3Faults.code(e);
            boolean refused =
                e.statusCode() == 412
                    || code.equals("ConditionalRequestConflict")
                    || code.equals("NoSuchKey");
            Optional<T> before =
                e.numAttempts() > 1 && (refused || code.equals("NoSuchUpload"))
                    ? written.call()
                    : Optional.empty();
            if (refused || before.isPresent()) {
              return before;
            }
            throw e;
          }
        });
  }

  /// Any request.
  <T> T call(Location location, Action action, Callable<T> request) throws IOException {
    return all(location, action, List.of(request)).getFirst();
  }

  /// Requests for one object, at most as many at once as the config allows.
  ///
  /// @return the answers in the order of the requests
  <T> List<T> all(Location location, Action action, List<? extends Callable<T>> requests)
      throws IOException {
    Semaphore free = new Semaphore(config.parallel());
    List<Future<T>> answers = new ArrayList<>();
    try {
      List<T> all = new ArrayList<>();
      for (Callable<T> request : requests) {
        answers.add(
            threads.submit(() -> {
              free.acquire();
              try {
                return request.call();
              } finally {
                free.release();
              }
            }));
      }
      for (Future<T> answer : answers) {
        all.add(answer.get());
      }
      return all;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new ClosedByInterruptException();
    } catch (ExecutionException e) {
      throw rethrown(location, action, e);
    } finally {
      answers.forEach(answer -> answer.cancel(true));
    }
  }

  private IOException rethrown(Location location, Action action, ExecutionException e) {
    return switch (e.getCause()) {
      case SdkException refused -> S3Faults.of(refused, location, action, config);
      case IOException io -> io;
      case RuntimeException unexpected -> throw unexpected;
      case Error error -> throw error;
      case null, default -> new IOException(e.getCause());
    };
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
