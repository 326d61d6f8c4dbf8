package dev.prod2vec.task;

import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.embedding.Word2VecFormat;
import dev.prod2vec.export.NeighboursCsv;
import dev.prod2vec.export.VectorFiles;
import dev.prod2vec.file.CsvFormulas;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.io.IOException;
import java.util.List;

/// Vectors and neighbours as files for other programs.
final class ModelExports {
  private ModelExports() {}

  static void write(TaskContext context, RunModel model, NeighbourService.Neighbours neighbours)
      throws IOException, InterruptedException {
    TaskFiles files = context.files();
    CsvFormulas formulas = context.config().export().csvFormulas();
    Vocabulary vocabulary = model.vocabulary();
    Embedding embedding = model.embedding();
    List<String> ids = vocabulary.products().stream().map(Product::id).toList();
    files.write(
        VectorFiles.csvName(context.runId()),
        file -> VectorFiles.writeCsv(file, embedding, vocabulary, formulas));
    VectorFiles.writeParquet(
        files.write(VectorFiles.PARQUET), embedding, vocabulary, files.staging());
    files.write(VectorFiles.WORD2VEC, file -> Word2VecFormat.writeText(file, embedding, ids));
    files.write(
        VectorFiles.PROJECTOR_VECTORS,
        _ -> VectorFiles.writeProjector(files.staging(), embedding, vocabulary, formulas));
    files.write(
        NeighboursCsv.FILE,
        file ->
            NeighboursCsv.write(
                file, vocabulary, formulas, neighbours.substitutes(), neighbours.complements()));
  }
}
