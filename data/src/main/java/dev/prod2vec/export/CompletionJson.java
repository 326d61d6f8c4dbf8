package dev.prod2vec.export;

import dev.prod2vec.file.Json;
import dev.prod2vec.model.CompletedBasket;
import dev.prod2vec.recommend.Neighbour;
import dev.prod2vec.vocabulary.Vocabulary;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/// [CompletionFormat#JSON].
public final class CompletionJson implements CompletionWriter {
  private final Writer out;
  private final Vocabulary vocabulary;
  private boolean begun;

  /// @param out is flushed at the end, but not closed
  public CompletionJson(Writer out, Vocabulary vocabulary) {
    this.out = out;
    this.vocabulary = vocabulary;
  }

  @Override
  public void write(String id, List<Neighbour> neighbours) throws IOException {
    out.write(begun ? ",\n" : "[\n");
    begun = true;
    out.write(Json.line(CompletedBasket.of(id, neighbours, vocabulary)));
  }

  @Override
  public void finish() throws IOException {
    out.write(begun ? "\n]\n" : "[]\n");
    out.flush();
  }

  @Override
  public void close() {}
}
