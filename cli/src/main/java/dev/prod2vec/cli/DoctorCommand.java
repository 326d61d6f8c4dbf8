package dev.prod2vec.cli;

import dev.prod2vec.disk.Staging;
import dev.prod2vec.doctor.Diagnosis;
import dev.prod2vec.doctor.Doctor;
import dev.prod2vec.file.Json;
import dev.prod2vec.file.NewFile;
import dev.prod2vec.process.ExitCode;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Looks at unknown files and proposes the config of a first run.
@Command(
    name = "doctor",
    description = {
      "Look at files and say what they are: which hold orders, which the products, and what each"
          + " column seems to be. Propose a config, read the orders with it as a run does, and show"
          + " ten baskets and what would be lost.",
      "The config also says how csv files are written, where they need it: lines above the header,"
          + " no header, an encoding other than UTF-8, backslashes before quotes, decimal commas.",
      "Only the first 100,000 rows of a file are looked at to find out what it is; the orders are"
          + " then read to their end. Nothing is written but the config, with --write.",
      "The exit code is 3 if no file holds orders, or a run with the config would stop."
    },
    footer = {
      "  prod2vec doctor export.csv",
      "  prod2vec doctor order_products.csv products.csv aisles.csv departments.csv",
      "  prod2vec doctor 'sales-*.parquet' stock.csv --write",
      "  prod2vec doctor export.csv --format json"
    })
final class DoctorCommand implements Callable<Integer> {
  /// The config file that `run` reads if no other is named.
  static final String CONFIG = "prod2vec.yaml";

  private final Console console;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Files, globs in quotes or locations of a store.")
  private List<String> files = List.of();

  @Option(names = "--write", description = "Write the config to a file.")
  private boolean write;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "The file that --write writes. Default: ${DEFAULT-VALUE}.")
  private Path file = Path.of(CONFIG);

  @Option(names = "--force", description = "Let --write replace a file that exists.")
  private boolean force;

  @Mixin private final ResultOption result = new ResultOption();

  DoctorCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (write && !force && Files.exists(file)) {
      throw new WrongUseException(
          "--write: %s exists\nhint: --force replaces it, --file names another one"
              .formatted(file));
    }
    Diagnosis diagnosis;
    try (Staging staging = Staging.temporary()) {
      diagnosis = Doctor.diagnose(files, console.stores(), staging.folder(), console::status);
    } finally {
      console.clearStatus();
    }
    Optional<Path> written = write ? written(diagnosis) : Optional.empty();
    switch (result.format()) {
      case TEXT -> {
        console.out().print(new DoctorText(files, written, console.columns()).of(diagnosis));
      }
      case JSON -> console.out().print(Json.text(diagnosis));
    }
    return diagnosis.isHealthy() ? ExitCode.DONE.code() : ExitCode.DATA_QUALITY.code();
  }

  /// Writes the config, if there is one.
  private Optional<Path> written(Diagnosis diagnosis) throws IOException, InterruptedException {
    if (diagnosis.proposal().isEmpty()) {
      return Optional.empty();
    }
    String yaml = "# Proposed by prod2vec doctor.\n" + diagnosis.proposal().get().yaml(path(file));
    NewFile.replace(file, to -> Files.writeString(to, yaml));
    console.message("config written to " + file);
    return Optional.of(file);
  }

  /// How a config file names another file: relative to its own folder, so absolute if that is not
  /// the current one.
  private static UnaryOperator<String> path(Path config) {
    boolean here =
        Path.of("").toAbsolutePath().equals(config.toAbsolutePath().normalize().getParent());
    return here
        ? UnaryOperator.identity()
        : name -> Location.parse(name).isLocal() ? Path.of(name).toAbsolutePath().toString() : name;
  }
}
