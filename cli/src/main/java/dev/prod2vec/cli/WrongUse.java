package dev.prod2vec.cli;

import dev.prod2vec.schema.Key;
import dev.prod2vec.setting.Nearest;
import dev.prod2vec.setting.ShellCommand;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Explains what is wrong with a command line: what was found, what is allowed, what to do.
final class WrongUse {
  private WrongUse() {}

  /// The message with its hint.
  static String message(ParameterException e) {
    CommandSpec command = e.getCommandLine().getCommandSpec();
    String said =
        switch (e) {
          case UnmatchedArgumentException unmatched ->
              unexpected(unmatched.getUnmatched().getFirst(), command);
          case MissingParameterException missing -> missing(missing);
          case OverwrittenOptionException twice ->
              name(twice.getOverwritten()) + ": is given twice";
          default -> notAllowed(e);
        };
    return said.contains("\nhint: ") ? said : said + "\nhint: " + help(command);
  }

  /// The message about a flag that a command does not have.
  static String noSuchFlag(String found, CommandSpec command) {
    String flag = found.split("=", 2)[0];
    String of = command.name();
    Optional<Key> renamed = ProgramConfig.SCHEMA.formerly(flag.replaceFirst("^--", ""));
    if (renamed.isPresent()) {
      return "%s: is now called %s\nhint: %s".formatted(flag, renamed.get().flag(), help(command));
    } else if (isFlagElsewhere(flag, command)) {
      return "%s: has no effect in %s %s\nhint: leave it out, or put it into the config file"
          .formatted(flag, command.root().name(), of);
    }
    List<String> known =
        command.options().stream().flatMap(option -> Stream.of(option.names())).toList();
    return "%s: %s has no such flag%s\nhint: %s"
        .formatted(flag, of, didYouMean(flag, known), help(command));
  }

  private static boolean isFlagElsewhere(String flag, CommandSpec command) {
    return ProgramConfig.SCHEMA.keys().stream().anyMatch(key -> key.flag().equals(flag))
        || (command.options().stream().anyMatch(option -> option.longestName().equals("--config"))
            && ConfigFlags.isShortName(flag));
  }

  private static String unexpected(String found, CommandSpec command) {
    if (found.startsWith("-") && found.length() > 1) {
      return noSuchFlag(found, command);
    } else if (!command.subcommands().isEmpty()) {
      return noSuchCommand(found, command);
    }
    String takes =
        command.positionalParameters().stream()
            .map(ArgSpec::paramLabel)
            .collect(Collectors.joining(" "));
    return "%s: \"%s\" is too much; it takes %s"
        .formatted(command.name(), found, takes.isEmpty() ? "flags alone" : takes + " and flags");
  }

  /// The message about an unknown command.
  static String noSuchCommand(String found, CommandSpec root) {
    List<String> known =
        root.subcommands().values().stream()
            .filter(command -> !command.getCommandSpec().usageMessage().hidden())
            .map(command -> command.getCommandName())
            .toList();
    return "%s: no such command%s\nhint: %s lists the commands"
        .formatted(found, didYouMean(found, known), ShellCommand.prod2vec("--help"));
  }

  private static String missing(MissingParameterException e) {
    ArgSpec argument = e.getMissing().getFirst();
    boolean ofFlag = String.valueOf(e.getMessage()).contains("parameter for option");
    return ofFlag
        ? "%s: a value is missing; %s expected".formatted(name(argument), argument.paramLabel())
        : e.getMissing().stream().map(WrongUse::whole).collect(Collectors.joining(", "))
            + ": is missing, but needed";
  }

  private static String whole(ArgSpec argument) {
    return argument instanceof OptionSpec option
        ? option.longestName() + " " + option.paramLabel()
        : argument.paramLabel();
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  /// The message about a value that does not have its flag's type.
  private static String notAllowed(ParameterException e) {
    ArgSpec argument = e.getArgSpec();
    Optional<String> allowed = argument == null ? Optional.empty() : allowed(argument.type());
    if (argument == null || allowed.isEmpty()) {
      return String.valueOf(e.getMessage());
    }
    return "%s: is \"%s\", but must be %s%s"
        .formatted(
            name(argument),
            e.getValue(),
            allowed.get(),
            didYouMean(String.valueOf(e.getValue()), names(argument.type())));
  }

  private static Optional<String> allowed(Class<?> type) {
    if (type == int.class || type == long.class) {
      return Optional.of("a whole number");
    } else if (type == double.class) {
      return Optional.of("a number");
    }
    return Optional.of(names(type))
        .filter(names -> !names.isEmpty())
        .map(names ->
            names.stream().collect(Collectors.joining(" or ")).replaceAll(" or (?=.* or )", ", "));
  }

  private static List<String> names(Class<?> type) {
    Object[] constants = type.getEnumConstants();
    return constants == null
        ? List.of()
        : Arrays.stream(constants).map(name -> name.toString().toLowerCase(Locale.ROOT)).toList();
  }

  private static String didYouMean(String found, Collection<String> known) {
    return Nearest.to(found, known).map("; did you mean %s?"::formatted).orElse("");
  }

  private static String help(CommandSpec command) {
    return command.parent() == null
        ? ShellCommand.prod2vec("--help")
        : ShellCommand.prod2vec(command.name(), "--help");
  }
}
