package dev.prod2vec.export;

import dev.prod2vec.recommend.Neighbour;
import java.io.IOException;
import java.util.List;

/// Writes the products that complete baskets, one basket after the other, as [CompletionFormat]
/// says. For one thread.
public sealed interface CompletionWriter extends AutoCloseable
    permits CompletionCsv, CompletionJson, CompletionParquet {
  /// Writes what completes the next basket.
  ///
  /// @param id of the basket
  /// @param neighbours best first
  void write(String id, List<Neighbour> neighbours) throws IOException;

  /// Writes what is left to write, once, after the last basket.
  void finish() throws IOException, InterruptedException;

  /// Frees what it holds. Without [#finish] before, what was written is not complete.
  @Override
  void close();
}
