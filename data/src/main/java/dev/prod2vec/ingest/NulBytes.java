package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.file.InputException;
import dev.prod2vec.prepared.IngestReport.FileFormat;
import dev.prod2vec.prepared.IngestReport.InputFile;
import java.util.List;

/// Refuses ids and names with a NUL byte: text has none, but damaged and binary files do, and
/// programs that read our files would cut the text there.
final class NulBytes {
  private static final String ANYWHERE =
      """
      SELECT 'order id' AS what, order_id AS value FROM orders WHERE contains(order_id, chr(0))
      UNION ALL SELECT 'product id', product_id FROM product WHERE contains(product_id, chr(0))
      UNION ALL SELECT 'product', product_id FROM listing
      WHERE contains(concat(*COLUMNS(* EXCLUDE copies)), chr(0))
      ORDER BY ALL LIMIT 1\
      """;

  private NulBytes() {}

  /// @param files found the inputs
  /// @throws InputException with file and line if there is one
  static void refuse(List<InputFile> inputs, InputFiles files, Database database)
      throws InterruptedException {
    List<List<String>> found = database.rows(ANYWHERE);
    if (found.isEmpty()) {
      return;
    }
    for (InputFile input : inputs) {
      if (input.format() == FileFormat.CSV) {
        CsvFault.scan(files.named(input.path()));
      }
    }
    String value = Excerpt.of(found.getFirst().get(1));
    throw new InputException(
        "%s: %s %s holds a NUL byte; text expected"
            .formatted(
                Excerpt.files(inputs.stream().map(InputFile::path).toList()),
                found.getFirst().getFirst(),
                value));
  }
}
