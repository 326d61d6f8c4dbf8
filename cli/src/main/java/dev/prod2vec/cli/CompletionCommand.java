package dev.prod2vec.cli;

import java.io.File;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Prints the completion script.
@Command(
    name = "completion",
    description =
        "Print the script that completes commands, flags, values and runs in bash and zsh.",
    footer = {"  prod2vec completion > ~/.prod2vec-completion", "  source ~/.prod2vec-completion"})
final class CompletionCommand implements Runnable {
  /// Runs come and go, so the script looks them up each time. Picocli's function completes all
  /// other words.
  private static final String RUNS =
      """

      # The runs of the folder that --out names, or of those that are used without it.
      function _prod2vec_runs() {
        local word=${COMP_WORDS[COMP_CWORD]} i folder run
        local folders=(runs demo/runs)
        for ((i = 1; i + 1 < ${#COMP_WORDS[@]}; i++)); do
          if [ "${COMP_WORDS[i]}" = "--out" ] && [ "$i" -ne "$((COMP_CWORD - 1))" ]; then
            folders=("${COMP_WORDS[i + 1]}")
          fi
        done
        COMPREPLY=()
        for folder in "${folders[@]}"; do
          for run in "$folder"/*/manifest.json; do
            [ -e "$run" ] || continue
            run=${run%/manifest.json}
            # A run is found by its id in the folder that its command looks into.
            case $folder in demo/runs) ;; *) run=${run##*/} ;; esac
            case $run in "$word"*) COMPREPLY+=("$run") ;; esac
          done
        done
        # A folder will do too.
        [ ${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -d -- "$word"))
      }

      function _prod2vec_words() {
        if [ "${COMP_WORDS[1]}" = compare ] && [ "$COMP_CWORD" -lt 4 ] && [[ ${COMP_WORDS[COMP_CWORD]} != -* ]]; then
          _prod2vec_runs
          return
        fi
        case ${COMP_WORDS[COMP_CWORD - 1]} in
        --run | --resume) _prod2vec_runs ;;
        *) _complete_prod2vec "$@" ;;
        esac
      }

      complete -F _prod2vec_words -o default prod2vec prod2vec.sh prod2vec.bash
      """;

  private final Console console;

  CompletionCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    CommandLine commands = Cli.commands(console);
    commands.getSubcommands().values().forEach(command -> show(command.getCommandSpec()));
    console.out().print(AutoComplete.bash("prod2vec", commands));
    console.out().print(RUNS);
  }

  /// Prepares flags for picocli's script. Hidden flags are shown, since completion is welcome for
  /// them too; files complete as files; and each list of values gets a label of its own, since the
  /// script names lists by their labels.
  private static void show(CommandSpec command) {
    List<OptionSpec> all =
        command.options().stream().filter(option -> !option.inherited()).toList();
    for (OptionSpec option : all) {
      command.remove(option);
      command.addOption(shown(option));
    }
  }

  private static OptionSpec shown(OptionSpec option) {
    if (option.completionCandidates() != null) {
      return option.toBuilder().hidden(false).paramLabel(option.longestName()).build();
    } else if (option.paramLabel().equals("FILE") || option.paramLabel().equals("DIR")) {
      return OptionSpec.builder(option.names()).arity("1").type(File.class).build();
    }
    return option.toBuilder().hidden(false).build();
  }
}
