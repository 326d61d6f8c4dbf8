package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.file.InputException;
import dev.prod2vec.prepared.IngestReport.FileFormat;
import dev.prod2vec.prepared.IngestReport.InputFile;
import dev.prod2vec.prepared.IngestReport.Role;
import java.util.ArrayList;
import java.util.List;

/// Refuses ids and names with a NUL byte: text has none, but damaged and binary files do, and
/// programs that read our files would cut the text there.
final class NulBytes {
  private static final String IN_ORDERS =
      "SELECT order_id FROM orders WHERE contains(order_id, chr(0)) ORDER BY order_id LIMIT 1";

  private static final String IN_PRODUCTS =
      """
      SELECT 'product id' AS what, product_id AS value FROM product
      WHERE contains(product_id, chr(0))
      UNION ALL SELECT 'product', product_id FROM listing
      WHERE contains(concat(*COLUMNS(* EXCLUDE copies)), chr(0))
      ORDER BY ALL LIMIT 1\
      """;

  private NulBytes() {}

  /// @param files found the inputs
  /// @param productFiles how files of products are written
  /// @throws InputException with file and line if there is one
  static void refuse(
      List<InputFile> inputs,
      InputFiles files,
      OrderSource source,
      OrderTables orders,
      Dialect productFiles,
      IdCensus census,
      Database database)
      throws InterruptedException {
    List<List<String>> found = new ArrayList<>();
    if (census.nulOrders() > 0) {
      orders.rows(IN_ORDERS).forEach(row -> found.add(List.of("order id", row.getFirst())));
    }
    found.addAll(database.rows(IN_PRODUCTS));
    if (found.isEmpty()) {
      return;
    }
    orders.scan(source);
    for (InputFile input : inputs) {
      if (input.role() != Role.ORDERS && input.format() == FileFormat.CSV) {
        CsvFault.scan(files.named(input.path()), productFiles);
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
