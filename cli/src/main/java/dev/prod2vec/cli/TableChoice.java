package dev.prod2vec.cli;

import dev.prod2vec.file.CsvFormulas;
import dev.prod2vec.run.RunFolder;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How a command writes a table of a model.
final class TableChoice {
  @Option(
      names = "--csv-formulas",
      paramLabel = "keep|quote",
      description =
          "What becomes of texts in csv and tsv that a spreadsheet takes for formulas, as =1+1:"
              + " quote puts an apostrophe in front. Default: what the run was told.")
  private @Nullable CsvFormulas named;

  /// What the flag says, else the run.
  CsvFormulas formulas(Model model) {
    if (named != null) {
      return named;
    } else if (!RunFolder.isRun(model.directory())) {
      return CsvFormulas.KEEP;
    }
    Object export = RunFolder.manifest(model.directory()).config().get("export");
    return export instanceof Map<?, ?> keys && "quote".equals(keys.get("csv-formulas"))
        ? CsvFormulas.QUOTE
        : CsvFormulas.KEEP;
  }
}
