package dev.prod2vec.submit;

import java.io.IOException;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkEnv;

/// What an executor says of itself.
///
/// @param id Spark's name for it
/// @param host where it runs
/// @param java the version of its JDK
/// @param compactHeaders whether its objects have compact headers
/// @param vectorApi whether it can use SIMD
/// @param seesRun whether it sees a file that the driver wrote in the run directory
record Executor(
    String id, String host, String java, boolean compactHeaders, boolean vectorApi, boolean seesRun)
    implements Serializable {
  /// The one that this process is.
  ///
  /// @param probe a file that the driver wrote; its text is its own name
  static Executor here(String probe) {
    return new Executor(
        SparkEnv.get().executorId(),
        hostName(),
        Runtime.version().toString(),
        Requirements.hasCompactHeaders(),
        ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(),
        sees(Path.of(probe)));
  }

  /// Its name in messages.
  String where() {
    return "executor %s on %s".formatted(id, host);
  }

  private static boolean sees(Path probe) {
    try {
      return Files.readString(probe).equals(String.valueOf(probe.getFileName()));
    } catch (IOException _) {
      return false;
    }
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "an unknown host";
    }
  }
}
