package dev.prod2vec.cli;

import dev.prod2vec.launch.SparkDriver;
import dev.prod2vec.process.Failure;
import dev.prod2vec.setting.ShellCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The entry point of the command line.
public final class Main {
  private static final byte[] LAST_WORDS =
      """
      error: prod2vec cannot start: too little memory, or too few files that it may open
      hint: PROD2VEC_JAVA_OPTIONS=-Xmx1g allows 1 GiB of memory; ulimit -n 1024 allows 1024 open files
      """
          .getBytes(StandardCharsets.UTF_8);

  private Main() {}

  /// Runs one command and ends the process with its exit code.
  @SuppressWarnings("SystemExitOutsideMain")
  public static void main(String[] arguments) {
    int exitCode = 1;
    try {
      // Numbers in SQL and files have ASCII digits in every locale.
      Locale.setDefault(Locale.ROOT);
      restoreStandardError();
      if (!List.of(arguments).contains("--debug")) {
        hideTraces();
      }
      System.setProperty(
          ShellCommand.NAME,
          CalledBy.name(System.getProperty(ShellCommand.NAME, "prod2vec"), System.getenv()));
      TerminalSize size = new TerminalSize(System.getProperty("prod2vec.terminal.size", ""));
      Interruption.on("WINCH", size::changed);
      Console console =
          new Console(
              new Results(new FileOutputStream(FileDescriptor.out)),
              utf8(FileDescriptor.err),
              Screen.of(System.getProperty("prod2vec.terminal", ""), size, System.getenv()),
              System.getenv(),
              Clock.systemUTC());
      exitCode =
          Interruption.guard(() -> new Cli(console).run(arguments), console::message, starter());
    } catch (Throwable e) {
      say(e, arguments);
      // An orderly end also needs classes and memory.
      Runtime.getRuntime().halt(exitCode);
    }
    System.exit(exitCode);
  }

  /// The process that this one works for, if it is Spark's driver.
  private static Optional<ProcessHandle> starter() {
    return Optional.ofNullable(Long.getLong(SparkDriver.STARTER)).flatMap(ProcessHandle::of);
  }

  /// Filters what libraries print, and reports threads that end with an exception.
  private static void hideTraces() {
    System.setErr(
        new PrintStream(
            new WithoutTraces(new FileOutputStream(FileDescriptor.err)),
            true,
            StandardCharsets.UTF_8));
    Thread.setDefaultUncaughtExceptionHandler((thread, e) ->
        System.err.println("warning: the thread %s ended: %s".formatted(thread.getName(), e)));
  }

  /// The error if not even a command could be made. Perhaps no class can be loaded, or no memory is
  /// left.
  private static void say(Throwable e, String[] arguments) {
    byte[] words = LAST_WORDS;
    try {
      if (List.of(arguments).contains("--debug")) {
        e.printStackTrace();
      }
      words = ("error: " + Failure.of(e).message() + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (Throwable _) {
      // The words so far must do.
    }
    try {
      new FileOutputStream(FileDescriptor.err).write(words);
    } catch (IOException _) {
      // Nobody reads the error stream.
    }
  }

  /// The virtual machine's warning that the Vector API is incubating cannot be switched off. So the
  /// launcher filters standard error through a loop, and passes the descriptor of the original.
  private static void restoreStandardError() {
    Integer copy = Integer.getInteger("prod2vec.stderr");
    if (copy == null) {
      return;
    }
    try {
      Field number = FileDescriptor.class.getDeclaredField("fd");
      number.setAccessible(true);
      number.setInt(FileDescriptor.err, copy);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the launcher opens java.io of this JDK", e);
    }
  }

  private static PrintWriter utf8(FileDescriptor descriptor) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8));
  }
}
