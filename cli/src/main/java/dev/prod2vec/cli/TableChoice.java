package dev.prod2vec.cli;

import dev.prod2vec.file.CsvFormulas;
import dev.prod2vec.run.RunFolder;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How a command writes formulas in tables of a model.
final class TableChoice {
  @Option(
      names = "--csv-formulas",
      paramLabel = "keep|quote",
      description =
          "How to write texts in csv and tsv that a spreadsheet takes for formulas, as =1+1:"
              + " quote puts an apostrophe in front. Default: the run's setting.")
  private @Nullable CsvFormulas named;

  /// The flag's value, else the run's setting.
  ///
  /// @param folder holds a model
  CsvFormulas formulas(Path folder) {
    if (named != null) {
      return named;
    } else if (!RunFolder.isRun(folder)) {
      return CsvFormulas.KEEP;
    }
    return RunFolder.manifest(folder).setting("export.csv-formulas").equals(Optional.of("quote"))
        ? CsvFormulas.QUOTE
        : CsvFormulas.KEEP;
  }
}
