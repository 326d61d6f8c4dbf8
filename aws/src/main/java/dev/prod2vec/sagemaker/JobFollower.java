package dev.prod2vec.sagemaker;

import dev.prod2vec.process.JobException;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.task.TaskContext;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;

/// Creates the job that a run needs, or finds the one that an earlier attempt created, and follows
/// it to its end.
final class JobFollower<Q, J> {
  /// What is done each time that a running job is looked at, and when it is over.
  @FunctionalInterface
  interface Watcher<J> {
    void seen(J job) throws IOException, InterruptedException;
  }

  private final JobKind<Q, J> kind;
  private final TaskContext context;
  private final Duration poll;
  private final OnInterrupt onInterrupt;

  /// What happens to a job when the process that waits for it is interrupted.
  enum OnInterrupt {
    STOP,
    DETACH
  }

  /// @param poll time between two looks
  JobFollower(JobKind<Q, J> kind, TaskContext context, Duration poll, OnInterrupt onInterrupt) {
    this.kind = kind;
    this.context = context;
    this.poll = poll;
    this.onInterrupt = onInterrupt;
  }

  /// Follows a job until it is completed.
  ///
  /// @param names the name of the job's n-th try, from 1
  /// @param request the request for a name
  /// @param looks what is done with the job of a name
  /// @throws JobException if it fails or is stopped
  /// @throws WrongUseException if a name is taken by a job of another run
  /// @throws InterruptedException if this thread is interrupted
  J run(IntFunction<String> names, Function<String, Q> request, Function<String, Watcher<J>> looks)
      throws IOException, InterruptedException {
    String name = begin(names, request);
    try {
      J job = follow(name, looks.apply(name));
      kind.requireCompleted(job);
      return job;
    } catch (InterruptedException e) {
      leave(name);
      throw e;
    }
  }

  /// @return the name of the job that runs or is completed
  private String begin(IntFunction<String> names, Function<String, Q> request)
      throws InterruptedException {
    for (int number = 1; true; number++) {
      String name = names.apply(number);
      Q asked = request.apply(name);
      Optional<J> there = kind.find(name);
      if (there.isEmpty() && kind.create(asked)) {
        say("%s %s begins", name);
        return name;
      }
      J job = there.isPresent() ? there.get() : found(name);
      requireOwn(asked, job);
      if (isUsable(asked, job)) {
        return name;
      }
    }
  }

  private boolean isUsable(Q asked, J job) throws InterruptedException {
    String name = kind.name(job);
    boolean same = kind.isSame(asked, job);
    return switch (kind.state(job)) {
      case COMPLETED -> {
        if (same) {
          say("%s %s is already done; using its result", name);
        }
        yield same;
      }
      case RUNNING -> {
        if (same) {
          say("%s %s is already running; following it", name);
        } else {
          say("%s %s of this run has other data or settings; stopping it", name);
          kind.stop(name);
        }
        yield same;
      }
      case STOPPING -> {
        // The next job resumes from what this one leaves last.
        while (kind.state(found(name)) == JobState.STOPPING) {
          Thread.sleep(poll);
        }
        yield false;
      }
      case FAILED, STOPPED, OTHER -> false;
    };
  }

  /// The hash in a name makes another run's job next to impossible, unless somebody made it up.
  private void requireOwn(Q asked, J there) {
    String own = kind.outputAsked(asked);
    String other = kind.output(there);
    if (!own.equals(other)) {
      throw new WrongUseException(
          "%s %s belongs to another run: it writes to %s, this run to %s\nhint: start a new run"
              .formatted(kind.title(), kind.name(there), other, own));
    }
  }

  private J found(String name) throws InterruptedException {
    return kind.find(name)
        .orElseThrow(() -> new JobException("%s %s is gone".formatted(kind.title(), name)));
  }

  private J follow(String name, Watcher<J> watcher) throws IOException, InterruptedException {
    while (true) {
      J job = found(name);
      watcher.seen(job);
      if (kind.state(job).isOver()) {
        return job;
      }
      Thread.sleep(poll);
    }
  }

  private void leave(String name) throws InterruptedException {
    switch (onInterrupt) {
      case DETACH -> say("%s %s keeps running; resuming the run finds it again", name);
      case STOP -> {
        say("stopping %s %s", name);
        kind.stop(name);
      }
    }
  }

  private void say(String text, String name) {
    context.listener().notice(text.formatted(kind.title(), name));
  }
}
