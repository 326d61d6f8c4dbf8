package dev.prod2vec.task;

import dev.prod2vec.model.ProductModel;
import dev.prod2vec.vocabulary.Product;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;

/// Who computes the scores and the neighbours of a run's model, and writes its tables: this
/// process, or the machines of a cluster, which read the model from the run's files. Work is done
/// in parts whose number is theirs to choose; the parts together are the same for each number.
public interface ModelWorkers {
  /// Does all parts of some work.
  ///
  /// @param what the work is, for people who watch it
  /// @return what each part gave, in their order
  /// @throws InterruptedException soon after the thread is interrupted
  <T extends Serializable> List<T> inParts(String what, Work<T> work)
      throws IOException, InterruptedException;

  /// Writes a table with rows for each product of the model as an output of a task: a file, or a
  /// folder of its parts ([dev.prod2vec.file.PartFiles]).
  ///
  /// @param files of the task
  /// @param name of the output
  /// @throws InterruptedException soon after the thread is interrupted
  void write(TaskFiles files, String name, Rows rows) throws IOException, InterruptedException;

  /// Finds workers for the model of a run.
  interface Hiring {
    ModelWorkers of(TaskContext context, ProductModel model) throws IOException;
  }

  /// A function of the model and of what it holds itself, so that any machine may compute it.
  interface Work<T> extends Serializable {
    /// Does a part.
    ///
    /// @param part 0-based
    /// @param threads 0: one per core
    T part(ProductModel model, int part, int parts, int threads);
  }

  /// Writes the rows of products, as a function of the model and of what it holds itself.
  interface Rows extends Serializable {
    /// Writes the rows of some products as a new file.
    ///
    /// @param products of the model, one after the other
    /// @param threads 0: one per core
    void write(ProductModel model, List<Product> products, Path file, int threads)
        throws IOException, InterruptedException;
  }
}
