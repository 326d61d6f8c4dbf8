package dev.prod2vec.task;

import dev.prod2vec.model.ProductModel;
import dev.prod2vec.export.NeighboursCsv;
import dev.prod2vec.export.VectorFormat;
import dev.prod2vec.file.CsvFormulas;
import java.io.IOException;

/// Vectors and neighbours as files for other programs.
final class ModelExports {
  private ModelExports() {}

  static void write(TaskContext context, ProductModel model, NeighbourService.Neighbours neighbours)
      throws IOException, InterruptedException {
    TaskFiles files = context.files();
    CsvFormulas formulas = context.config().export().csvFormulas();
    for (VectorFormat format : VectorFormat.OF_A_RUN) {
      files.write(format.fileName(context.runId()), file -> format.write(file, model, formulas));
    }
    files.write(
        NeighboursCsv.FILE,
        file ->
            NeighboursCsv.write(
                file, model.vocabulary(), formulas, neighbours.substitutes(), neighbours.complements()));
  }
}
