package dev.prod2vec.task;

import dev.prod2vec.model.ProductModel;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/// Computes all in this process.
///
/// @param threads 0: one per core
public record LocalModelWorkers(ProductModel model, int threads) implements ModelWorkers {
  @Override
  public <T extends Serializable> List<T> inParts(String what, Work<T> work)
      throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException(what + " was stopped");
    }
    return List.of(work.part(model, 0, 1, threads));
  }

  /// Writes a file.
  @Override
  public void write(TaskFiles files, String name, Rows rows)
      throws IOException, InterruptedException {
    files.write(name, file -> rows.write(model, model.vocabulary().products(), file, threads));
  }
}
