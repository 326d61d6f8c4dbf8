package dev.prod2vec.cli;

import dev.prod2vec.embedding.Word2VecFormat;
import dev.prod2vec.export.VectorFiles;
import dev.prod2vec.file.FileFaults;
import dev.prod2vec.setting.Nearest;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.vocabulary.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Writes the vectors of a model to a file or a database.
@Command(
    name = "export",
    description = {
      "Write the vectors of a run to a file: csv, parquet, word2vec (text), word2vec-binary, or"
          + " projector (a folder for the TensorFlow embedding projector).",
      "A run has written csv, parquet, word2vec and projector already.",
      "Or write vectors and neighbours to a PostgreSQL database: postgres. Those who read there see"
          + " the run exported before until this one is complete."
    },
    footer = {
      "  prod2vec export --to word2vec-binary --file vectors.bin",
      "  prod2vec export --run 20260131-120000 --to parquet --file vectors.parquet",
      "  prod2vec export --to postgres --url jdbc:postgresql://localhost:5432/shop --user prod2vec"
    })
final class ExportCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private final ModelChoice choice = new ModelChoice();

  @Option(
      names = "--to",
      paramLabel = "FORMAT",
      required = true,
      description = "csv, parquet, word2vec, word2vec-binary, projector or postgres.")
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
    List<String> formats =
        List.of("csv", "parquet", "word2vec", "word2vec-binary", "projector", "postgres");
    if (!formats.contains(format)) {
      throw new WrongUseException(
          "--to: no such format: %s%s\nhint: the formats are %s"
              .formatted(
                  format,
                  Nearest.to(format, formats).map("; did you mean %s?"::formatted).orElse(""),
                  String.join(", ", formats)));
    }
    if (format.equals("postgres") == (named != null)) {
      throw new WrongUseException(
          named == null
              ? "--file: no file is given\nhint: --file " + example(format)
              : "--file: postgres writes no file; leave it out");
    }
    Model model = Model.read(choice.directory(console));
    if (named == null) {
      console.status("exporting ...");
      String written = database.write(model, console.environment());
      console.status("");
      console.out().println(written);
    } else {
      write(model, named);
      console.out().println(named);
    }
    return 0;
  }

  private static String example(String format) {
    return switch (format) {
      case "word2vec" -> "vectors.w2v.txt";
      case "word2vec-binary" -> "vectors.bin";
      case "projector" -> "projector";
      default -> "vectors." + format;
    };
  }

  private void write(Model model, String place) throws IOException, InterruptedException {
    if (format.equals("projector")) {
      console.places().createFolder(place, folder -> writeProjector(model, folder, place));
    } else {
      console.places().replaceFile(place, file -> writeFile(model, file));
    }
  }

  private void writeProjector(Model model, Path folder, String place)
      throws IOException, InterruptedException {
    FileFaults.file(
        place,
        () ->
            VectorFiles.writeProjector(
                folder, model.embedding(), model.vocabulary(), table.formulas(model)));
    for (String name : List.of("vectors.tsv", "metadata.tsv")) {
      Files.move(folder.resolve("projector").resolve(name), folder.resolve(name));
    }
    Files.delete(folder.resolve("projector"));
  }

  private void writeFile(Model model, Path file) throws IOException, InterruptedException {
    List<String> ids = model.vocabulary().products().stream().map(Product::id).toList();
    switch (format) {
      case "csv" ->
          VectorFiles.writeCsv(file, model.embedding(), model.vocabulary(), table.formulas(model));
      case "parquet" ->
          VectorFiles.writeParquet(file, model.embedding(), model.vocabulary(), file.getParent());
      case "word2vec" -> Word2VecFormat.writeText(file, model.embedding(), ids);
      default -> Word2VecFormat.writeBinary(file, model.embedding(), ids);
    }
  }
}
