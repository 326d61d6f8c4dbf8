package dev.prod2vec.launch;

import dev.prod2vec.setting.WrongUseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which versions of Spark prod2vec works with.
public final class SparkVersion {
  private static final int MAJOR = 4;
  private static final int MINOR = 2;
  private static final Pattern NUMBERS = Pattern.compile("([0-9]{1,6})\\.([0-9]{1,6})(?![0-9]).*");

  private SparkVersion() {}

  /// Does nothing if a version is 4.2 or later, the first one that runs on JDK 25.
  ///
  /// @param version as Spark says it, for example `4.2.0` or `4.2.0-amzn-1`
  /// @param where the Spark that has it, for the message
  /// @throws WrongUseException if it is older, or cannot be read
  public static void require(String version, String where) {
    Matcher numbers = NUMBERS.matcher(version);
    boolean fits = false;
    if (numbers.matches()) {
      int major = Integer.parseInt(numbers.group(1));
      fits = major > MAJOR || (major == MAJOR && Integer.parseInt(numbers.group(2)) >= MINOR);
    }
    if (!fits) {
      throw new WrongUseException(
          "%s: is Spark %s, but must be %s.%s or later: earlier ones do not run on JDK 25\nhint: name a later one in spark.home or SPARK_HOME"
              .formatted(where, version, MAJOR, MINOR));
    }
  }
}
