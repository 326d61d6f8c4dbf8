package dev.prod2vec.cli;

import dev.prod2vec.file.InputException;
import dev.prod2vec.process.ExitCode;
import dev.prod2vec.process.Failure;
import dev.prod2vec.runner.TaskFailedException;
import dev.prod2vec.setting.ShellCommand;
import dev.prod2vec.training.DivergedException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// All commands, and how their failures are reported.
final class Cli {
  private static final int WIDTH = 96;

  /// Picocli refuses to make help narrower.
  private static final int NARROWEST = 55;

  private final Console console;
  private final CommandLine commandLine;

  Cli(Console console) {
    this.console = console;
    this.commandLine = commandsWithoutFlags(console);
    commandLine
        .setOut(console.out())
        .setErr(console.err())
        .setUsageHelpWidth(Math.clamp(console.columns(), NARROWEST, WIDTH))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(this::wrongUse)
        .setExecutionExceptionHandler((e, _, _) -> failed(e));
  }

  /// Runs one command.
  ///
  /// @return the exit code
  int run(String... arguments) {
    int exitCode;
    // Adding the flags to all commands would take half the time of --help.
    Stream.of(arguments)
        .distinct()
        .forEach(name -> addFlags(commandLine.getSubcommands().get(name)));
    try {
      exitCode = commandLine.execute(arguments);
    } catch (Error e) {
      // Picocli passes on only exceptions.
      exitCode = failed(e);
    }
    if (console.out().checkError() && exitCode == ExitCode.DONE.code()) {
      exitCode = notPrinted();
    }
    console.err().flush();
    return exitCode;
  }

  private int notPrinted() {
    if (console.out() instanceof Results results && results.readerIsGone()) {
      return Results.READER_IS_GONE;
    }
    console.error("stdout: cannot be written, so the result is not complete");
    return ExitCode.FAILED.code();
  }

  /// The tree of commands with the layout of their help, for the reference page and the completion.
  static CommandLine commands(Console console) {
    CommandLine root = commandsWithoutFlags(console);
    root.getSubcommands().values().forEach(Cli::addFlags);
    return root;
  }

  private static void addFlags(@Nullable CommandLine command) {
    if (command != null && command.getCommand() instanceof ConfigFlags.Reader reader) {
      reader.flags().addTo(command.getCommandSpec());
    }
  }

  private static CommandLine commandsWithoutFlags(Console console) {
    CommandLine root = new CommandLine(new Prod2vecCommand());
    root.setResourceBundle(new HelpWords(console.stores()));
    root.addSubcommand(new DemoCommand(console));
    root.addSubcommand(new RunCommand(console));
    root.addSubcommand(new SimilarCommand(console));
    root.addSubcommand(new RunsCommand(console));
    root.addSubcommand(new TaskCommand(console));
    root.addSubcommand(new TasksCommand(console));
    root.addSubcommand(new TrainCommand(console));
    root.addSubcommand(new TuneCommand(console));
    root.addSubcommand(new EvaluateCommand(console));
    root.addSubcommand(new ExportCommand(console));
    root.addSubcommand(new GenerateCommand(console));
    root.addSubcommand(new ConfigCommand(console));
    root.addSubcommand(new CompletionCommand(console));
    root.addSubcommand(new HelpCommand(console));
    root.addSubcommand(new VersionCommand(console));
    root.addSubcommand(new ReferenceCommand(console));
    return root.setUsageHelpWidth(WIDTH).setUsageHelpLongOptionsMaxWidth(34);
  }

  private int wrongUse(ParameterException e, String[] arguments) {
    console.error(WrongUse.message(e));
    return ExitCode.WRONG_USE.code();
  }

  private int failed(Throwable e) {
    if (commandLine.<Prod2vecCommand>getCommand().debug()) {
      e.printStackTrace(console.err());
    }
    Failure failure = e instanceof TaskFailedException task ? task.failure() : Failure.of(e);
    if (failure.exitCode() == ExitCode.INTERRUPTED) {
      console.message(failure.message());
    } else {
      console.error(failure.message());
    }
    if (e instanceof TaskFailedException task
        && canResume(failure)
        && !(e.getCause() instanceof DivergedException)
        && !(e.getCause() instanceof InputException)) {
      console.message("hint: to resume: " + ShellCommand.prod2vec("run", "--resume", task.place()));
    }
    return failure.exitCode().code();
  }

  /// Whether resuming the same run can help: not if data or config must change. A training that
  /// diverged and an input that cannot be read have no exit code of their own, but would fail
  /// again.
  private static boolean canResume(Failure failure) {
    return switch (failure.exitCode()) {
      case FAILED, INTERRUPTED -> true;
      case DONE, WRONG_USE, DATA_QUALITY, GATE -> false;
    };
  }
}
