package dev.prod2vec.study;

import dev.prod2vec.training.EpochMetrics;
import dev.prod2vec.training.TrainingConfig;
import dev.prod2vec.tuning.GaussianProcessSampler;
import dev.prod2vec.tuning.Goal;
import dev.prod2vec.tuning.Outcome;
import dev.prod2vec.tuning.Space;
import dev.prod2vec.tuning.Study;
import dev.prod2vec.tuning.Trial;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Runs trials and records how they ended, until the trials, the time or the points of the space
/// are used up. Trials that ended before a stop or a kill are in the file, and another search
/// resumes from there. If one trial runs at a time, the result is the same as without the stop.
public final class Search {
  private static final int STOP_SECONDS = 20;

  private final TuningConfig config;
  private final TrainingConfig base;
  private final StudyFile file;
  private final StudyListener listener;
  private final Clock clock;
  private final Space space;
  private final Study study;
  private Instant begin = Instant.EPOCH;
  private boolean oneCompleted;

  /// @param base the training's values of what is not searched; the point with its values, if it is
  ///   in the space, is tried first
  public Search(
      TuningConfig config,
      TrainingConfig base,
      StudyFile file,
      StudyListener listener,
      Clock clock) {
    this.config = config;
    this.base = base;
    this.file = file;
    this.listener = listener;
    this.clock = clock;
    space = config.space();
    study =
        Study.of(
            space,
            config.metric().goal(),
            new GaussianProcessSampler(config.seed()),
            TrainingSpace.point(space, base).stream().toList(),
            file.trials(space));
  }

  /// Runs the remaining trials.
  ///
  /// @return the best trial; empty if none was completed
  /// @throws IOException if the file or a model cannot be written
  /// @throws InterruptedException if this thread is interrupted; all trials have stopped then
  public Optional<TrialRecord> run(TrialBody body) throws IOException, InterruptedException {
    begin = clock.instant().minus(used());
    oneCompleted = study.best().isPresent();
    listener.begun(config.metric(), config.trials(), deadline(), file.trials().size());
    ExecutorService pool =
        Executors.newFixedThreadPool(
            config.parallel(), Thread.ofPlatform().daemon().name("trial").factory());
    CompletionService<Optional<Void>> workers = new ExecutorCompletionService<>(pool);
    try {
      for (int i = 0; i < config.parallel(); i++) {
        workers.submit(() -> work(body));
      }
      for (int i = 0; i < config.parallel(); i++) {
        workers.take().get();
      }
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException io -> throw io;
        case InterruptedException interrupted -> throw interrupted;
        case RuntimeException unexpected -> throw unexpected;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(e);
      }
    } finally {
      stop(pool);
      listener.over(file.trials());
    }
    return best();
  }

  /// The time that earlier trials took, as if as many had run at a time as now.
  private Duration used() {
    double seconds =
        file.trials().stream()
            .filter(trial -> !trial.earlier())
            .mapToDouble(TrialRecord::seconds)
            .sum();
    return Duration.ofMillis(Math.round(1e3 * seconds / config.parallel()));
  }

  private Optional<Instant> deadline() {
    return config.minutes() == 0
        ? Optional.empty()
        : Optional.of(begin.plusMillis(Math.round(6e4 * config.minutes())));
  }

  private void stop(ExecutorService pool) {
    // Not while a trial's end is being written: half a line would be lost, or a model would have no
    // line.
    synchronized (this) {
      pool.shutdownNow();
    }
    boolean interrupted = Thread.interrupted();
    try {
      if (!pool.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("a trial did not stop within " + STOP_SECONDS + " s");
      }
    } catch (InterruptedException _) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Runs one trial after the other.
  private Optional<Void> work(TrialBody body) throws IOException, InterruptedException {
    for (Optional<Trial> next = begin(); next.isPresent(); next = begin()) {
      Trial trial = next.get();
      int epochs = TrainingSpace.training(trial.point(), base).epochs();
      TrialProgress progress = new TrialProgress(this, trial.number(), epochs);
      Instant start = clock.instant();
      try {
        TrialBody.TrialResult tried = body.run(trial.point(), progress);
        end(trial, start, progress, tried);
      } catch (RuntimeException | OutOfMemoryError e) {
        fail(trial, start, progress, e.getMessage() == null ? e.toString() : e.getMessage());
      } catch (InterruptedException e) {
        if (!isTimeOver() || Thread.currentThread().isInterrupted()) {
          throw e;
        }
      }
    }
    return Optional.empty();
  }

  private synchronized Optional<Trial> begin() {
    List<Trial> asked = study.trials();
    long own = asked.size() - file.trials().stream().filter(TrialRecord::earlier).count();
    if (own >= config.trials() || asked.size() >= space.size() || isTimeOver()) {
      return Optional.empty();
    }
    Trial trial = study.ask();
    listener.started(trial);
    return Optional.of(trial);
  }

  synchronized boolean isTimeOver() {
    return oneCompleted && deadline().filter(end -> !clock.instant().isBefore(end)).isPresent();
  }

  /// Records an epoch of a trial.
  ///
  /// @return whether to stop the trial
  synchronized boolean epoch(int trial, List<EpochMetrics> epochs, int maxEpochs) {
    listener.epoch(trial, epochs.getLast());
    double[] hitRates = TrialRecord.hitRates(epochs);
    return config
        .pruner()
        .stops(
            hitRates,
            maxEpochs,
            file.trials().stream().map(TrialRecord::curve).toList(),
            Goal.MAXIMISE);
  }

  private synchronized void end(
      Trial trial, Instant start, TrialProgress progress, TrialBody.TrialResult tried)
      throws IOException, InterruptedException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedException();
    }
    double value = config.metric().of(tried.scores());
    if (!Double.isFinite(value)) {
      fail(trial, start, progress, config.metric().title() + " is not a number");
      return;
    }
    TrialRecord.Status status =
        progress.enough() ? TrialRecord.Status.PRUNED : TrialRecord.Status.COMPLETED;
    TrialRecord ended =
        new TrialRecord(
            trial.number(),
            status,
            false,
            trial.point().values(),
            progress.maxEpochs(),
            Optional.of(value),
            Optional.of(tried.scores()),
            progress.epochs(),
            start,
            clock.instant(),
            Optional.empty());
    study.tell(trial.number(), ended.outcome());
    if (study.best().filter(best -> best.number() == trial.number()).isPresent()) {
      // The model first: a line without its model would be useless.
      tried.keep().as(trial.number());
    }
    append(ended);
  }

  private synchronized void fail(Trial trial, Instant start, TrialProgress progress, String message)
      throws IOException, InterruptedException {
    study.tell(trial.number(), new Outcome.Failed());
    append(
        new TrialRecord(
            trial.number(),
            TrialRecord.Status.FAILED,
            false,
            trial.point().values(),
            progress.maxEpochs(),
            Optional.empty(),
            Optional.empty(),
            progress.epochs(),
            start,
            clock.instant(),
            Optional.of(message.lines().findFirst().orElse(""))));
  }

  private void append(TrialRecord ended) throws IOException, InterruptedException {
    file.append(ended);
    oneCompleted |= ended.status() == TrialRecord.Status.COMPLETED;
    listener.ended(ended, best());
  }

  /// The best completed trial so far; empty if none is completed.
  public synchronized Optional<TrialRecord> best() {
    return study
        .best()
        .flatMap(best ->
            file.trials().stream().filter(trial -> trial.trial() == best.number()).findFirst());
  }
}
