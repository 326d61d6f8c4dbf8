package dev.prod2vec.systemtest;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The commands that pages show.
final class Commands {
  private static final Pattern CONSOLE = Pattern.compile("(?ms)^```console\n(.*?)^```$");
  private static final Pattern SHELL = Pattern.compile("(?ms)^```sh\n(.*?)^```$");

  private Commands() {}

  /// A command and what the page says it prints.
  record Shown(String command, List<String> output) {}

  /// The commands behind `$` in the page's `console` blocks, in order.
  static List<Shown> console(String markdown) {
    List<Shown> commands = new ArrayList<>();
    CONSOLE
        .matcher(markdown)
        .results()
        .flatMap(block -> block.group(1).lines())
        .forEach(line -> {
          if (line.startsWith("$ ")) {
            commands.add(new Shown(line.substring(2), new ArrayList<>()));
          } else {
            commands.getLast().output().add(line);
          }
        });
    return commands;
  }

  /// The lines of the page's `sh` blocks that start prod2vec, without comments and variables.
  static List<String> prod2vec(String markdown) {
    return SHELL
        .matcher(markdown)
        .results()
        .flatMap(block -> block.group(1).lines())
        .map(line -> line.replaceFirst("\\s+#.*", "").replaceFirst("^[A-Z0-9_]+=\\S+ ", "").strip())
        .filter(line -> line.startsWith("./prod2vec "))
        .toList();
  }
}
