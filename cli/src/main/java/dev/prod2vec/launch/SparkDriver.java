package dev.prod2vec.launch;

import dev.prod2vec.setting.ShellCommand;
import dev.prod2vec.setting.WrongUseException;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A process of Spark's driver that does a command's work in place of this one. It has this
/// process's input, output and messages.
public final class SparkDriver {
  /// The system property with the folder where prod2vec is installed.
  private static final String ROOT = "prod2vec.root";

  /// The system property, in the driver, with the id of the process that started it.
  public static final String STARTER = "prod2vec.starter";

  private static final List<String> PASSED_ON =
      List.of(ShellCommand.NAME, "prod2vec.terminal", "prod2vec.terminal.size");

  private SparkDriver() {}

  /// Runs a command in Spark's driver. If this thread is interrupted, the driver is told to stop in
  /// good order.
  ///
  /// @param config of the cluster
  /// @param arguments the command and its flags
  /// @param environment all environment variables
  /// @return the driver's exit code
  /// @throws WrongUseException if there is no Spark that fits
  public static int run(SparkConfig config, List<String> arguments, Map<String, String> environment)
      throws IOException, InterruptedException {
    SparkHome home = SparkHome.of(config, environment);
    Path root = root();
    int built = await(new ProcessBuilder("sh", script(root).toString()));
    if (built != 0) {
      return built;
    }
    List<String> words =
        new SparkSubmit(
                home,
                config,
                root,
                options(root.resolve("jvm").resolve("training")),
                driver(root, environment))
            .words(arguments);
    ProcessBuilder driver = new ProcessBuilder(words);
    driver.environment().put("SPARK_HOME", home.folder().toString());
    driver.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return await(driver);
  }

  private static Path root() {
    String root = System.getProperty(ROOT, "");
    if (root.isEmpty()) {
      throw new WrongUseException(
          "engine: spark is started by the script prod2vec, and by spark-submit, but this process was"
              + " started by neither\nhint: call prod2vec");
    }
    return Path.of(root);
  }

  private static Path script(Path root) {
    return root.resolve(".mvn").resolve("spark.sh");
  }

  /// Options of the driver's virtual machine beyond those that executors have too.
  private static List<String> driver(Path root, Map<String, String> environment)
      throws IOException {
    List<String> options = new ArrayList<>(options(root.resolve("jvm").resolve("class-path")));
    options.add("-D%s=%s".formatted(STARTER, ProcessHandle.current().pid()));
    for (String name : PASSED_ON) {
      options.add("-D%s=%s".formatted(name, System.getProperty(name, "")));
    }
    Stream.of(environment.getOrDefault("PROD2VEC_JAVA_OPTIONS", "").split("\\s+"))
        .filter(option -> !option.isEmpty())
        .forEach(options::add);
    return options;
  }

  /// The options in a file of the folder `jvm`.
  private static List<String> options(Path file) throws IOException {
    return Files.readAllLines(file).stream().filter(line -> line.startsWith("-")).toList();
  }

  /// Waits for a process, also after an interrupt, which is passed on.
  private static int await(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process =
        builder
            .redirectInput(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .start();
    Thread messages = Thread.ofPlatform().daemon().start(() -> passMessages(process));
    try {
      int exitCode = process.waitFor();
      messages.join();
      return exitCode;
    } catch (InterruptedException e) {
      process.destroy();
      process.onExit().join();
      messages.join();
      throw e;
    }
  }

  private static void passMessages(Process process) {
    try {
      // Not closed: this process may have something to say too.
      OutputStream err = new BufferedOutputStream(new FileOutputStream(FileDescriptor.err));
      Notices.drop(process.getErrorStream(), err);
    } catch (IOException _) {
      // Nobody reads messages any more, or the process has ended.
    }
  }
}
