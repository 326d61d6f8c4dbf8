package dev.prod2vec.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkException;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/// The jobs of one attempt at a task, which end when its thread is interrupted.
public final class Jobs implements AutoCloseable {
  private static final long PATIENCE_NANOS = 10_000_000_000L;
  private static final long PAUSE_MILLIS = 20;

  /// Spark reports a task a moment after it has started. So nothing counts as running only after so
  /// many looks in a row found nothing.
  private static final int QUIET_LOOKS = 10;

  private final SparkContext context;
  private final String tag = "prod2vec-" + UUID.randomUUID();
  private final Running running = new Running();

  /// @param context of the driver
  public Jobs(SparkContext context) {
    this.context = context;
    context.addSparkListener(running);
    context.addJobTag(tag);
    context.setInterruptOnCancel(true);
  }

  /// Work that starts jobs and waits for them.
  public interface Work<T> {
    T result() throws Exception;
  }

  /// The result of some jobs.
  ///
  /// @throws InterruptedException if the thread is interrupted, after the jobs were stopped
  /// @throws UncheckedIOException if Spark gave up a job
  public <T> T run(Work<T> work) throws InterruptedException {
    try {
      return work.result();
    } catch (InterruptedException e) {
      stop();
      throw e;
    } catch (SparkException e) {
      throw new UncheckedIOException(
          new IOException(
              "Spark gave up: %s\nhint: the logs of the executors say more".formatted(reason(e)),
              e));
    } catch (RuntimeException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new UncheckedIOException(new IOException("Spark: " + e.getMessage(), e));
    }
  }

  /// Ends the jobs and waits a while for their tasks, which write into the folder of the attempt.
  private void stop() throws InterruptedException {
    context.cancelJobsWithTag(tag);
    long end = System.nanoTime() + PATIENCE_NANOS;
    for (int quiet = 0; quiet < QUIET_LOOKS && System.nanoTime() < end; ) {
      Thread.sleep(PAUSE_MILLIS);
      quiet = running.count.get() > 0 ? 0 : quiet + 1;
    }
  }

  /// Counts the jobs and tasks that run. Spark's own status is not exact: a task that starts soon
  /// after another one does not show there at once.
  private static final class Running extends SparkListener {
    final AtomicInteger count = new AtomicInteger();

    @Override
    public void onJobStart(SparkListenerJobStart job) {
      count.incrementAndGet();
    }

    @Override
    public void onJobEnd(SparkListenerJobEnd job) {
      count.decrementAndGet();
    }

    @Override
    public void onTaskStart(SparkListenerTaskStart task) {
      count.incrementAndGet();
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd task) {
      count.decrementAndGet();
    }
  }

  /// The first line of the innermost message.
  private static String reason(Throwable e) {
    Throwable innermost = e;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return String.valueOf(innermost.getMessage()).lines().findFirst().orElse("");
  }

  @Override
  public void close() {
    context.removeSparkListener(running);
    context.removeJobTag(tag);
    context.setInterruptOnCancel(false);
  }
}
