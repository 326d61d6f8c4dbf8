package dev.prod2vec.submit;

import dev.prod2vec.process.ExitCode;
import dev.prod2vec.setting.WrongUseException;

/// The entry point in Spark's driver: the command line of prod2vec, with the engine spark.
public final class Main {
  private Main() {}

  /// Runs one command and ends the process with its exit code.
  @SuppressWarnings("SystemExitOutsideMain")
  public static void main(String[] arguments) {
    try {
      Requirements.ofThisDriver();
    } catch (WrongUseException e) {
      System.err.println("error: " + e.getMessage());
      System.exit(ExitCode.WRONG_USE.code());
    }
    dev.prod2vec.cli.Main.main(arguments);
  }
}
