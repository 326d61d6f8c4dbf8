package dev.prod2vec.cli;

import dev.prod2vec.setting.ShellCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/// The entry point of the command line.
public final class Main {
  private Main() {}

  /// Runs one command and ends the process with its exit code.
  @SuppressWarnings("SystemExitOutsideMain")
  public static void main(String[] arguments) {
    restoreStandardError();
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
    System.exit(Interruption.guard(() -> new Cli(console).run(arguments), console::message));
  }

  /// The launcher hides the standard error until here, since the virtual machine's warning that the
  /// Vector API is incubating cannot be turned off, and passes the number of its copy.
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
