package dev.prod2vec.cli;

import dev.prod2vec.file.InputException;
import dev.prod2vec.process.ExitCode;
import dev.prod2vec.process.Failure;
import dev.prod2vec.runner.TaskFailedException;
import dev.prod2vec.setting.ShellCommand;
import dev.prod2vec.store.NoStoreException;
import dev.prod2vec.training.DivergedException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// Runs commands and reports their failures.
final class Cli {
  private static final int WIDTH = 96;

  /// Picocli refuses to make help narrower.
  private static final int NARROWEST = 55;

  private static final String HELP = "help";

  /// The names of the commands, in the order of the help.
  private static final List<String> COMMANDS =
      List.of(
          "demo",
          "doctor",
          "run",
          "similar",
          "complete",
          "serve",
          "runs",
          "compare",
          "task",
          "tasks",
          "train",
          "tune",
          "evaluate",
          "export",
          "generate",
          "config",
          "completion",
          HELP,
          "version",
          "reference");

  private final Console console;

  Cli(Console console) {
    this.console = console;
  }

  /// Runs one command.
  ///
  /// @return the exit code
  int run(String... arguments) {
    CommandLine commandLine = commandsWithoutFlags(console, needed(arguments));
    Prod2vecCommand root = commandLine.getCommand();
    commandLine
        .setOut(console.out())
        .setErr(console.err())
        .setUsageHelpWidth(Math.clamp(console.columns(), NARROWEST, WIDTH))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((e, _) -> wrongUse(e))
        .setExecutionExceptionHandler((e, command, _) -> failedOrElsewhere(e, command, root));
    int exitCode;
    // Adding the flags to all commands would take half the time of --help.
    Stream.of(arguments)
        .distinct()
        .forEach(name -> addFlags(commandLine.getSubcommands().get(name)));
    try {
      exitCode = commandLine.execute(arguments);
    } catch (Error e) {
      // Picocli passes on only exceptions.
      exitCode = failed(e, root);
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
    CommandLine root = commandsWithoutFlags(console, COMMANDS);
    root.getSubcommands().values().forEach(Cli::addFlags);
    return root;
  }

  private static void addFlags(@Nullable CommandLine command) {
    if (command != null && command.getCommand() instanceof ConfigFlags.Reader reader) {
      reader.flags().addTo(command.getCommandSpec());
    }
  }

  /// The commands that a command line can mean: one if it begins with its name, otherwise all. Each
  /// command costs time at the start.
  private static List<String> needed(String[] arguments) {
    String first = arguments.length > 0 ? arguments[0] : HELP;
    return COMMANDS.contains(first) && !first.equals(HELP) ? List.of(first) : COMMANDS;
  }

  private static CommandLine commandsWithoutFlags(Console console, List<String> names) {
    CommandLine root = new CommandLine(new Prod2vecCommand());
    root.setResourceBundle(new HelpWords(console.stores()));
    names.forEach(name -> root.addSubcommand(command(name, console)));
    return root.setUsageHelpWidth(WIDTH).setUsageHelpLongOptionsMaxWidth(34);
  }

  /// A switch, since references to all constructors would load all classes.
  private static Object command(String name, Console console) {
    return switch (name) {
      case "demo" -> new DemoCommand(console);
      case "doctor" -> new DoctorCommand(console);
      case "run" -> new RunCommand(console);
      case "similar" -> new SimilarCommand(console);
      case "complete" -> new CompleteCommand(console);
      case "serve" -> new ServeCommand(console);
      case "runs" -> new RunsCommand(console);
      case "compare" -> new CompareCommand(console);
      case "task" -> new TaskCommand(console);
      case "tasks" -> new TasksCommand(console);
      case "train" -> new TrainCommand(console);
      case "tune" -> new TuneCommand(console);
      case "evaluate" -> new EvaluateCommand(console);
      case "export" -> new ExportCommand(console);
      case "generate" -> new GenerateCommand(console);
      case "config" -> new ConfigCommand(console);
      case "completion" -> new CompletionCommand(console);
      case HELP -> new HelpCommand(console);
      case "version" -> new VersionCommand(console);
      case "reference" -> new ReferenceCommand(console);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private int wrongUse(ParameterException e) {
    console.error(WrongUse.message(e));
    return ExitCode.WRONG_USE.code();
  }

  private int failedOrElsewhere(Exception e, CommandLine command, Prod2vecCommand root) {
    if (!(e instanceof NoStoreException none)) {
      return failed(e, root);
    }
    try {
      return SparkStart.forStore(console, command, none);
    } catch (Exception more) {
      return failed(more, root);
    }
  }

  private int failed(Throwable e, Prod2vecCommand root) {
    if (root.debug()) {
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
