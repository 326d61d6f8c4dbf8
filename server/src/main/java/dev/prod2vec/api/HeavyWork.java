package dev.prod2vec.api;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Does long work on a thread of the system, one piece after the other: on the threads that answer,
/// which nothing interrupts, short questions would wait for its end. What does not fit into the
/// queue is refused.
final class HeavyWork {
  private final String name;
  private final int queue;
  private final ThreadPoolExecutor thread;

  /// @param name what the work is, in plural
  /// @param queue how much may wait
  HeavyWork(String name, int queue) {
    this.name = name;
    this.queue = queue;
    thread =
        new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(queue),
            Thread.ofPlatform().daemon().name(name).factory());
    thread.allowCoreThreadTimeOut(true);
  }

  /// @throws RefusedException if too much is waiting, or the work throws it
  <T> T run(Callable<T> work) throws InterruptedException {
    try {
      Future<T> result = thread.submit(work);
      return result.get();
    } catch (RejectedExecutionException _) {
      throw new RefusedException(
          503, "%s %s are waiting; ask again in a second".formatted(queue, name));
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException thrown -> throw thrown;
        case Error thrown -> throw thrown;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    }
  }
}
