package dev.prod2vec.task;

/// Who does the heavy work of the tasks: this process, a service, a cluster. Whoever that is, the
/// files of the run are the same. Used by one thread at a time.
public interface Engine extends AutoCloseable {
  /// Turns orders into baskets and a vocabulary.
  Preparation preparation();

  /// Trains, and searches for hyperparameters.
  TrainingService training();

  /// Scores a model.
  ScoringService scoring();

  /// Finds the neighbours of products.
  NeighbourService neighbours();

  /// Writes vectors and neighbours for other programs.
  ExportService exports();

  /// Gives back what the engine holds: connections, a session with a cluster.
  @Override
  default void close() {}
}
