package dev.prod2vec.launch;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The command line that starts a command of prod2vec in Spark's driver.
///
/// @param home the Spark that is called
/// @param config of the cluster
/// @param root the folder where prod2vec is installed
/// @param training options of the virtual machine that make training fast
/// @param driver more options for the driver's virtual machine; one with `-Xmx` becomes the
///   driver's memory
record SparkSubmit(
    SparkHome home, SparkConfig config, Path root, List<String> training, List<String> driver) {
  static final String MAIN = "dev.prod2vec.submit.Main";

  static final String SERIALIZER = "spark.serializer";

  /// The one that writes records.
  static final String JAVA_SERIALIZER = "org.apache.spark.serializer.JavaSerializer";

  private static final String DRIVER_OPTIONS = "spark.driver.extraJavaOptions";
  private static final String EXECUTOR_OPTIONS = "spark.executor.extraJavaOptions";
  private static final String DRIVER_MEMORY = "spark.driver.memory";
  private static final String HEAP = "-Xmx";

  /// Not G1: before JDK 25.0.3 it moves arrays that compression still reads (JDK-8377811), and
  /// throughput is what counts here.
  private static final String COLLECTOR = "-XX:+UseParallelGC";

  private static final Pattern ANY_COLLECTOR = Pattern.compile("-XX:\\+Use\\w+GC");

  SparkSubmit {
    training = List.copyOf(training);
    driver = List.copyOf(driver);
  }

  /// The jar with all classes of prod2vec.
  static Path jar(Path root) {
    return root.resolve("spark").resolve("target").resolve("prod2vec-spark.jar");
  }

  /// @param arguments the command and its flags, as they were given to prod2vec
  List<String> words(List<String> arguments) {
    List<String> words = new ArrayList<>();
    words.add(home.submit().toString());
    words.addAll(List.of("--master", config.master(), "--deploy-mode", "client", "--class", MAIN));
    SequencedMap<String, String> settings = config.settings();
    settings.put(SERIALIZER, JAVA_SERIALIZER);
    settings.put(
        DRIVER_OPTIONS,
        options(
            Stream.concat(
                    Stream.of("-Dlog4j2.configurationFile=" + log().toUri()),
                    driver.stream().filter(option -> !option.startsWith(HEAP)))
                .toList(),
            given(settings, DRIVER_OPTIONS)));
    settings.put(EXECUTOR_OPTIONS, options(List.of(), given(settings, EXECUTOR_OPTIONS)));
    driver.stream()
        .filter(option -> option.startsWith(HEAP))
        .map(option -> option.substring(HEAP.length()))
        // Without a unit these are bytes here, and MiB there.
        .map(size -> size.matches("[0-9]+") ? size + "b" : size)
        .forEach(size -> settings.putIfAbsent(DRIVER_MEMORY, size));
    settings.forEach((key, value) -> words.addAll(List.of("--conf", key + "=" + value)));
    words.add(jar(root).toString());
    words.addAll(arguments);
    return words;
  }

  private Path log() {
    return root.resolve("jvm").resolve("spark-log4j2.properties");
  }

  /// What the user wants, or else whoever set up this Spark.
  private String given(SequencedMap<String, String> settings, String key) {
    String setUp = home.defaults().getOrDefault(key, "");
    return settings.getOrDefault(key, setUp);
  }

  /// Options in one text, those given last, so that they win.
  private String options(List<String> more, String given) {
    List<String> own = new ArrayList<>(training);
    if (!ANY_COLLECTOR.matcher(String.join(" ", more) + " " + given).find()) {
      own.add(COLLECTOR);
    }
    own.addAll(more);
    String text = own.stream().map(SparkSubmit::quoted).collect(joining(" "));
    return given.isBlank() ? text : text + " " + given;
  }

  /// A word as Spark splits them.
  private static String quoted(String word) {
    return word.matches("[^\\s\"'\\\\]+")
        ? word
        : "\"" + word.replaceAll("([\"\\\\])", "\\\\$1") + "\"";
  }
}
