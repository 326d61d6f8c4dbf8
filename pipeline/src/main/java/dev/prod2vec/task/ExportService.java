package dev.prod2vec.task;

import dev.prod2vec.model.ProductModel;
import java.io.IOException;

/// Writes vectors and neighbours as files for other programs.
public interface ExportService {
  /// Writes all files as outputs of the task.
  ///
  /// @param neighbours of every product
  /// @throws InterruptedException soon after the thread is interrupted
  void write(TaskContext context, ProductModel model, NeighbourService.Neighbours neighbours)
      throws IOException, InterruptedException;
}
