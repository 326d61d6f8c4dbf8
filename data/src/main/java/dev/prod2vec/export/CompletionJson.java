package dev.prod2vec.export;

import dev.prod2vec.file.Json;
import dev.prod2vec.recommend.Neighbour;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    Map<String, Object> basket = new LinkedHashMap<>();
    basket.put("basket_id", id);
    basket.put("neighbours", neighbours.stream().map(this::entry).toList());
    out.write(Json.line(basket));
  }

  private Map<String, Object> entry(Neighbour neighbour) {
    Map<String, Object> entry = new LinkedHashMap<>();
    Product product = vocabulary.product(neighbour.product());
    entry.put("product_id", product.id());
    entry.put("product_name", product.name());
    entry.put("score", neighbour.score());
    Product with = vocabulary.product(neighbour.with());
    entry.put("with_product_id", with.id());
    entry.put("with_product_name", with.name());
    entry.put("bought_together", neighbour.together());
    entry.put("support", (float) neighbour.support());
    entry.put("lift", (float) neighbour.lift());
    return entry;
  }

  @Override
  public void finish() throws IOException {
    out.write(begun ? "\n]\n" : "[]\n");
    out.flush();
  }

  @Override
  public void close() {}
}
