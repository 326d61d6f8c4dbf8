package dev.prod2vec.export;

import dev.prod2vec.file.Csv;
import dev.prod2vec.file.CsvFormulas;
import dev.prod2vec.recommend.Neighbour;
import dev.prod2vec.vocabulary.Vocabulary;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/// [CompletionFormat#CSV].
public final class CompletionCsv implements CompletionWriter {
  private final Writer out;
  private final CsvFormulas formulas;

  /// Id and name of each product, as they stand in a row.
  private final List<String> names;

  /// Writes the line of headings.
  ///
  /// @param out is flushed at the end, but not closed
  /// @param formulas how to write texts that a spreadsheet would run
  public CompletionCsv(Writer out, Vocabulary vocabulary, CsvFormulas formulas) throws IOException {
    this.out = out;
    this.formulas = formulas;
    names =
        vocabulary.products().stream()
            .map(it -> Csv.field(it.id(), formulas) + "," + Csv.field(it.name(), formulas) + ",")
            .toList();
    out.write(
        "basket_id,rank,product_id,product_name,score,with_product_id,with_product_name,bought_together,support,lift\n");
  }

  @Override
  public void write(String id, List<Neighbour> neighbours) throws IOException {
    String start = Csv.field(id, formulas) + ",";
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < neighbours.size(); i++) {
      Neighbour neighbour = neighbours.get(i);
      rows.append(start).append(i + 1).append(',').append(names.get(neighbour.product()));
      rows.append(neighbour.score()).append(',').append(names.get(neighbour.with()));
      rows.append(neighbour.together()).append(',').append((float) neighbour.support());
      rows.append(',').append((float) neighbour.lift()).append('\n');
    }
    out.append(rows);
  }

  @Override
  public void finish() throws IOException {
    out.flush();
  }

  @Override
  public void close() {}
}
