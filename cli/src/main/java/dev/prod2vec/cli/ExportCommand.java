package dev.prod2vec.cli;


import dev.prod2vec.export.VectorFormat;
import dev.prod2vec.file.CsvFormulas;
import dev.prod2vec.file.FileFaults;
import dev.prod2vec.file.NewFolder;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.setting.Nearest;
import dev.prod2vec.setting.WrongUseException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Writes the vectors of a model to a file or a database.
@Command(
    name = "export",
    description = {
      "Write the vectors of a run to a file, to a folder for the TensorFlow embedding projector"
          + " (projector), or with neighbours to a PostgreSQL database (postgres).",
      "A run has written csv, parquet, word2vec (text) and projector already.",
      "Readers of the database see the run exported before until this one is complete."
    },
    footer = {
      "  prod2vec export --to word2vec-binary --file vectors.bin",
      "  prod2vec export --run 20260131-120000 --to parquet --file vectors.parquet",
      "  prod2vec export --to postgres --url jdbc:postgresql://localhost:5432/shop --user prod2vec"
    })
final class ExportCommand implements Callable<Integer> {
  private static final String POSTGRES = "postgres";

  /// The words of `--to`.
  static final class Formats implements Iterable<String> {
    static List<String> words() {
      return Stream.concat(VectorFormat.words().stream(), Stream.of(POSTGRES)).toList();
    }

    @Override
    public Iterator<String> iterator() {
      return words().iterator();
    }
  }

  private final Console console;
  @Mixin private final ModelChoice choice = new ModelChoice();

  @Option(
      names = "--to",
      paramLabel = "FORMAT",
      required = true,
      completionCandidates = Formats.class,
      description = "One of: ${COMPLETION-CANDIDATES}.")
  private String format = "";

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description =
          "File to write, or ${bundle:location}, replaced if it is there; for projector a new folder;"
              + " not for postgres.")
  private @Nullable String named;

  @Mixin private final TableChoice table = new TableChoice();
  @Mixin private final DatabaseTarget database = new DatabaseTarget();

  ExportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    String written =
        format.equals(POSTGRES)
            ? toDatabase()
            : toFile(VectorFormat.of(format).orElseThrow(this::noSuchFormat));
    console.out().println(written);
    return 0;
  }

  private String toDatabase() throws IOException, InterruptedException {
    if (named != null) {
      throw new WrongUseException("--file: postgres writes no file; leave it out");
    }
    Path folder = choice.directory(console);
    ProductModel model = ProductModel.open(folder);
    console.status("exporting ...");
    String written = database.write(folder, model, console.environment());
    console.status("");
    return written;
  }

  private String toFile(VectorFormat vectors) throws IOException, InterruptedException {
    if (named == null) {
      throw new WrongUseException("--file: no file is given\nhint: --file " + vectors.fileName());
    }
    Path folder = choice.directory(console);
    write(vectors, ProductModel.open(folder), table.formulas(folder), named);
    return named;
  }

  private WrongUseException noSuchFormat() {
    List<String> formats = Formats.words();
    return new WrongUseException(
        "--to: no such format: %s%s\nhint: the formats are %s"
            .formatted(
                format,
                Nearest.to(format, formats).map("; did you mean %s?"::formatted).orElse(""),
                String.join(", ", formats)));
  }

  private void write(VectorFormat format, ProductModel model, CsvFormulas formulas, String place)
      throws IOException, InterruptedException {
    NewFolder.Writer writer = to -> format.write(to, model, formulas);
    if (format == VectorFormat.PROJECTOR) {
      console
          .places()
          .createFolder(
              place, folder -> FileFaults.file(Path.of(place), () -> writer.write(folder)));
    } else {
      console.places().replaceFile(place, writer);
    }
  }
}
