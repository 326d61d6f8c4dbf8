package dev.prod2vec.submit;

import dev.prod2vec.shared.SharedFolder;
import java.io.IOException;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import org.apache.spark.SparkEnv;

/// What an executor says of itself.
///
/// @param id Spark's name for it
/// @param host where it runs
/// @param java the version of its JDK
/// @param compactHeaders whether its objects have compact headers
/// @param vectorApi whether it can use SIMD
/// @param obstacle why it does not see a file that the driver wrote in the run; empty if it does
record Executor(
    String id, String host, String java, boolean compactHeaders, boolean vectorApi, String obstacle)
    implements Serializable {
  /// The one that this process is.
  ///
  /// @param folder where the driver wrote a file
  /// @param probe its name and text
  static Executor here(SharedFolder folder, String probe) {
    return new Executor(
        SparkEnv.get().executorId(),
        hostName(),
        Runtime.version().toString(),
        Requirements.hasCompactHeaders(),
        ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(),
        obstacle(folder, probe));
  }

  /// Its name in messages.
  String where() {
    return "executor %s on %s".formatted(id, host);
  }

  private static String obstacle(SharedFolder folder, String probe) {
    try {
      return new String(folder.read(probe), StandardCharsets.UTF_8).equals(probe)
          ? ""
          : "a file has another content there";
    } catch (NoSuchFileException _) {
      return "no such file";
    } catch (IOException | RuntimeException e) {
      // Clients of stores throw either, if they are missing or have no credentials.
      return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString());
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
