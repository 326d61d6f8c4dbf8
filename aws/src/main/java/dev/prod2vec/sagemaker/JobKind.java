package dev.prod2vec.sagemaker;

import dev.prod2vec.process.JobException;
import java.util.Optional;

/// A kind of SageMaker's jobs: how it is created, looked at and stopped.
///
/// @param <Q> the request for a job
/// @param <J> the description of a job
interface JobKind<Q, J> {
  /// The kind, for people: `training job`.
  String title();

  String name(J job);

  JobState state(J job);

  /// Where a job that is asked for will write.
  String outputAsked(Q asked);

  /// Where a job writes.
  String output(J job);

  /// Whether a job does what is asked for: the same settings on the same data.
  boolean isSame(Q asked, J job);

  /// The job of a name; empty if there is none.
  Optional<J> find(String name) throws InterruptedException;

  /// Creates a job.
  ///
  /// @return false if the name is taken: another process was faster
  boolean create(Q asked) throws InterruptedException;

  void stop(String name) throws InterruptedException;

  /// Makes sure that a job did its work.
  ///
  /// @param job which is over
  /// @throws JobException if it did not do its work
  void requireCompleted(J job);
}
