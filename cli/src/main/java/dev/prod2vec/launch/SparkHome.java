package dev.prod2vec.launch;

import dev.prod2vec.setting.WrongUseException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A Spark that is installed on this machine.
///
/// @param folder absolute
/// @param defaults the settings of its conf/spark-defaults.conf
record SparkHome(Path folder, Map<String, String> defaults) {
  private static final Pattern CORE = Pattern.compile("spark-core_[0-9.]+-(.+)\\.jar");

  SparkHome {
    defaults = Map.copyOf(defaults);
  }

  /// The Spark that the config or the variable SPARK_HOME names.
  ///
  /// @throws WrongUseException if there is none, or it is too old
  static SparkHome of(SparkConfig config, Map<String, String> environment) {
    String variable = environment.getOrDefault("SPARK_HOME", "");
    boolean isKey = !config.home().isEmpty();
    if (!isKey && variable.isEmpty()) {
      throw new WrongUseException(
          "spark.home: is empty, and so is the variable SPARK_HOME, but the engine spark needs a Spark\n"
              + "hint: unpack Spark 4.2 or later, and name its folder in one of the two");
    }
    String from = isKey ? "spark.home" : "SPARK_HOME";
    Path folder = folder(from, isKey ? config.home() : variable);
    SparkVersion.require(version(from, folder), "%s, %s".formatted(from, folder));
    return new SparkHome(folder, defaults(folder, environment));
  }

  /// The program that starts commands.
  Path submit() {
    return submit(folder);
  }

  private static Path submit(Path folder) {
    return folder.resolve("bin").resolve("spark-submit");
  }

  private static Path folder(String from, String named) {
    try {
      Path folder = Path.of(named).toAbsolutePath().normalize();
      if (Files.isExecutable(submit(folder))) {
        return folder;
      }
    } catch (InvalidPathException _) {
      // It is no folder of Spark either.
    }
    throw new WrongUseException(
        "%s: %s has no bin/spark-submit, so it is no folder of Spark\nhint: name the folder that holds bin and jars"
            .formatted(from, named));
  }

  private static String version(String from, Path folder) {
    try (Stream<Path> jars = Files.list(folder.resolve("jars"))) {
      return jars.map(jar -> CORE.matcher(String.valueOf(jar.getFileName())))
          .filter(Matcher::matches)
          .map(core -> core.group(1))
          .findFirst()
          .orElseThrow(() ->
              new WrongUseException(
                  "%s: %s/jars has no spark-core jar, so Spark is not complete\nhint: unpack it again"
                      .formatted(from, folder)));
    } catch (IOException _) {
      throw new WrongUseException(
          "%s: %s/jars cannot be read, so Spark is not complete\nhint: unpack it again"
              .formatted(from, folder));
    }
  }

  private static Map<String, String> defaults(Path folder, Map<String, String> environment) {
    String named = environment.getOrDefault("SPARK_CONF_DIR", "");
    Path conf = named.isEmpty() ? folder.resolve("conf") : Path.of(named);
    Path file = conf.resolve("spark-defaults.conf");
    Properties properties = new Properties();
    if (Files.isRegularFile(file)) {
      try (Reader in = new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8)) {
        properties.load(in);
      } catch (IOException | IllegalArgumentException e) {
        throw new WrongUseException(file + ": cannot be read: " + e.getMessage());
      }
    }
    return properties.stringPropertyNames().stream()
        .collect(Collectors.toMap(name -> name, properties::getProperty));
  }
}
