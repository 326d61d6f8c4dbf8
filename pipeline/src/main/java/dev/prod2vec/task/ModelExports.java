package dev.prod2vec.task;

import dev.prod2vec.export.NeighboursCsv;
import dev.prod2vec.export.VectorFormat;
import dev.prod2vec.file.CsvFormulas;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.recommend.Recommender;
import java.io.IOException;

/// Writes tables by some workers, and what is one file by nature in this process.
record ModelExports(ModelWorkers.Hiring workers) implements ExportService {
  @Override
  public void write(TaskContext context, ProductModel model, NeighbourService.Neighbours neighbours)
      throws IOException, InterruptedException {
    TaskFiles files = context.files();
    CsvFormulas formulas = context.config().export().csvFormulas();
    ModelWorkers own = workers.of(context, model);
    for (VectorFormat format : VectorFormat.OF_A_RUN) {
      String name = format.fileName(context.runId());
      if (format.isTable()) {
        own.write(
            files,
            name,
            (all, products, file, threads) ->
                format.writeRows(file, all, products, formulas, threads));
      } else {
        files.write(name, file -> format.write(file, model, formulas));
      }
    }
    own.write(
        files,
        NeighboursCsv.FILE,
        (all, products, file, threads) -> {
          Recommender recommender = all.recommender(threads);
          NeighboursCsv.write(
              file,
              all.vocabulary(),
              products,
              formulas,
              recommender.substituteLists(neighbours.substitutes())::of,
              recommender.complementLists(neighbours.complements())::of);
        });
  }
}
