package dev.prod2vec.run;

import dev.prod2vec.config.Config;
import dev.prod2vec.lease.InUseException;
import dev.prod2vec.setting.WrongUseException;
import java.io.IOException;

/// Where a run is kept. Its text names the run in messages.
public interface RunPlace {
  /// The id of a run that is created here.
  String id();

  /// The files of the run in the folder where this machine works on it.
  RunFiles files();

  /// Whether a run is here.
  boolean isRun();

  /// The manifest of the run.
  ///
  /// @throws WrongUseException if no run is here
  /// @throws dev.prod2vec.file.InputException if its files are broken
  Manifest manifest() throws IOException;

  /// Makes sure that a run can be created here.
  ///
  /// @throws WrongUseException if something else is here, or nothing can be written
  void requireBlank() throws IOException;

  /// Takes the lease for this process, and brings the files up to date. The calling thread is
  /// interrupted when the lease is lost.
  ///
  /// @throws InUseException if another process works on the run
  /// @throws WrongUseException if it cannot be written
  RunAccess take() throws IOException;

  /// The config of a run from this place with the settings of this machine.
  default Config withLocalSettings(Config config) {
    return config;
  }
}
