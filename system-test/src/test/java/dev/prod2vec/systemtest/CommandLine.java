package dev.prod2vec.systemtest;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// The built command line, started as a process of its own in a directory.
///
/// @param directory where it is started, and where what it prints is kept
/// @param compiler how much time its JVM takes for its own optimising compiler
record CommandLine(Path directory, Compiler compiler) {
  /// The JVM of this test.
  static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

  /// Only what hangs takes so long, also on a machine with other work.
  private static final long LIMIT_SECONDS = 600;

  /// What the work of a command is worth to the JVM.
  enum Compiler {
    /// Work that is over before the optimising compiler is: half of the time goes without it. SIMD
    /// is left out with it.
    QUICK,
    /// Work that users would wait for.
    OPTIMISING
  }

  /// Commands that have little to do.
  CommandLine(Path directory) {
    this(directory, Compiler.QUICK);
  }

  /// Commands that have something to do.
  static CommandLine atWork(Path directory) {
    return new CommandLine(directory, Compiler.OPTIMISING);
  }

  /// How a process ended and what it printed.
  record Result(int exit, String out, String err) {
    /// The lines of what it printed as messages.
    List<String> errLines() {
      return err.lines().toList();
    }
  }

  /// Runs `prod2vec` with these arguments to its end.
  Result run(String... arguments) {
    return await(start(arguments));
  }

  /// Starts `prod2vec` with these arguments.
  Running start(String... arguments) {
    return start(command(arguments));
  }

  /// Runs `prod2vec` with these arguments behind a line of shell, for example one that sets a
  /// limit.
  Result runBehind(String shell, String... arguments) {
    String command =
        command(arguments).stream()
            .map(word -> "'" + word.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" "));
    return await(start(List.of("sh", "-c", shell + "; exec " + command)));
  }

  /// A process and the files that hear it.
  record Running(Process process, Path out, Path err) {}

  /// Waits for its end; what it printed is kept in the result alone.
  ///
  /// @throws AssertionError if it does not end in time
  static Result await(Running running) {
    try {
      if (!running.process().waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        running.process().destroyForcibly().waitFor();
        throw new AssertionError("still running; it printed: " + Files.readString(running.err()));
      }
      Result result =
          new Result(
              running.process().exitValue(),
              Files.readString(running.out()),
              Files.readString(running.err()));
      Folder.delete(running.out().getParent());
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /// Starts any command the same way.
  Running start(List<String> command) {
    try {
      Path printed = Files.createTempDirectory("prod2vec-printed");
      Path out = printed.resolve("out");
      Path err = printed.resolve("err");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectInput(new File("/dev/null"))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      // What was told the build or its JVM is not for this one, nor are the tester's habits.
      builder
          .environment()
          .keySet()
          .removeIf(name -> name.startsWith("PROD2VEC_") || name.endsWith("JAVA_OPTIONS"));
      if (compiler == Compiler.QUICK) {
        builder.environment().put("PROD2VEC_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
      }
      List.of("JAVA_TOOL_OPTIONS", "NO_COLOR", "COLUMNS").forEach(builder.environment()::remove);
      return new Running(builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A shell that starts jobs in the background makes them deaf to ctrl-C, and they cannot cure
  /// themselves; Perl can.
  private static final List<String> HEARS_INTERRUPTS =
      List.of("perl", "-e", "$SIG{INT} = 'DEFAULT'; exec {$ARGV[0]} @ARGV or die $!");

  private static List<String> command(String... arguments) {
    List<String> command = new ArrayList<>(HEARS_INTERRUPTS);
    command.add(Repository.ROOT.resolve("prod2vec").toString());
    command.addAll(List.of(arguments));
    return command;
  }
}
