package dev.prod2vec.submit;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.prod2vec.launch.SparkVersion;
import dev.prod2vec.setting.WrongUseException;
import java.lang.management.ManagementFactory;

/// What the driver and each executor must have.
final class Requirements {
  /// Before it, G1 moves arrays that compression still reads.
  private static final Runtime.Version JAVA = Runtime.Version.parse("25.0.3");

  private static final String COMPACT_HEADERS = "UseCompactObjectHeaders";

  private Requirements() {}

  /// Does nothing if this process can be the driver.
  ///
  /// @throws WrongUseException if Spark, the JDK or its options do not fit
  static void ofThisDriver() {
    SparkVersion.require(org.apache.spark.package$.MODULE$.SPARK_VERSION(), "the driver");
    java("the driver", Runtime.version().toString());
    usualHeaders("the driver", hasCompactHeaders());
  }

  /// Does nothing if a JDK is 25.0.3 or later.
  ///
  /// @param where the process that it runs, for the message
  /// @param version as `java.version` says it
  static void java(String where, String version) {
    if (!isEnough(version)) {
      throw new WrongUseException(
          "%s: has JDK %s, but must have %s or later: before 25 the classes of prod2vec cannot be loaded, and before %s the collector G1 damages compressed files (JDK-8377811)\nhint: %s"
              .formatted(
                  where, version, JAVA, JAVA, "docs/how-to/spark.md says how nodes get a JDK"));
    }
  }

  private static boolean isEnough(String version) {
    try {
      return Runtime.Version.parse(version).compareToIgnoreOptional(JAVA) >= 0;
    } catch (IllegalArgumentException _) {
      // 1.8.0_462 and the like.
      return false;
    }
  }

  /// Does nothing unless objects have compact headers.
  ///
  /// @param where the process, for the message
  static void usualHeaders(String where, boolean compact) {
    if (compact) {
      throw new WrongUseException(
          "%s: runs with -XX:+%s, but must not: with it the JDK damages texts (JDK-8380060)\nhint: remove the option from spark.driver.extraJavaOptions and spark.executor.extraJavaOptions"
              .formatted(where, COMPACT_HEADERS));
    }
  }

  /// Does nothing if an executor sees the run.
  ///
  /// @param where the executor, for the message
  /// @param obstacle why it does not; empty if it does
  /// @param folder an address in the run
  static void sees(String where, String obstacle, String folder) {
    if (!obstacle.isEmpty()) {
      throw new WrongUseException(
          "%s: does not see %s: %s\nhint: %s"
              .formatted(
                  where,
                  folder,
                  obstacle,
                  folder.startsWith("file:")
                      ? "put the run into a store, or on a file system that all nodes have at the same path, for example NFS; with local[*] in spark.master any folder will do"
                      : "let the executors reach the store: docs/how-to/spark.md says how they get settings and credentials"));
    }
  }

  /// Whether the objects of this process have compact headers.
  static boolean hasCompactHeaders() {
    HotSpotDiagnosticMXBean machine =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    return Boolean.parseBoolean(machine.getVMOption(COMPACT_HEADERS).getValue());
  }
}
