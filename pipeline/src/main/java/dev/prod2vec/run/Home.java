package dev.prod2vec.run;

import java.io.IOException;

/// Where a run is kept.
public interface Home {
  /// In the directory that it is worked on in.
  Home HERE = new Here();

  /// Takes the right to work on the run. The calling thread is interrupted when it is lost.
  ///
  /// @param attempt the number of this process among those that had the directory's lease
  /// @return its number among all processes that worked on the run
  /// @throws RunInUseException if another process works on it
  long take(long attempt) throws IOException;

  /// Brings the directory to the state of the home.
  ///
  /// @param attempt what [#take] gave
  void pull(RunFiles files, long attempt) throws IOException;

  /// Brings the home to the state that the directory's records tell of.
  ///
  /// @throws LeaseLostException if another process has taken the run over
  void publish(RunFiles files, Manifest created) throws IOException;

  /// Removes the run.
  void remove() throws IOException;

  /// From now on the calling thread is not interrupted.
  void workHasEnded();

  /// Lets others work on the run, after what a stopped task left is there to go on from.
  void leave() throws IOException;

  /// The directory itself.
  final class Here implements Home {
    private Here() {}

    @Override
    public long take(long attempt) {
      return attempt;
    }

    @Override
    public void pull(RunFiles files, long attempt) {}

    @Override
    public void publish(RunFiles files, Manifest created) {}

    @Override
    public void remove() {}

    @Override
    public void workHasEnded() {}

    @Override
    public void leave() {}
  }
}
