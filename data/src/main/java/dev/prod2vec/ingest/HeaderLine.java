package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.ingest.LinesLook.FirstLine;
import dev.prod2vec.prepared.Finding;
import dev.prod2vec.prepared.FindingKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Finds files of baskets whose first line is a header but was read as a basket.
final class HeaderLine {
  private static final Pattern COLUMN =
      Pattern.compile(
          "(item|product|article|sku|stockcode|description|basket|transaction|invoice|order|member"
              + "|customer|receipt)s?(id|no|nr|number|name|code)?s?\\d*");

  /// With fewer orders, rarity means nothing.
  private static final int FEWEST_ORDERS = 100;

  private HeaderLine() {}

  static Finding find(List<FirstLine> lines, Tables orders, IdCensus census, Database database)
      throws InterruptedException {
    List<List<String>> examples = new ArrayList<>();
    for (FirstLine line : lines) {
      if (isHeader(line.products(), lines.size(), orders, census, database)) {
        examples.add(
            List.of(
                line.file(), line.products().stream().limit(5).collect(Collectors.joining(", "))));
      }
    }
    return new Finding(
        FindingKind.HEADER_LINE,
        examples.size(),
        List.of("file", "first line"),
        examples.stream().limit(Findings.EXAMPLES).toList());
  }

  private static boolean isHeader(
      List<String> products, int files, Tables orders, IdCensus census, Database database)
      throws InterruptedException {
    List<String> elsewhere =
        database
            .rows(
                "SELECT written FROM product_spelling WHERE written IN (%s) AND rows > %s"
                    .formatted(Ids.literals(products), files))
            .stream()
            .map(List::getFirst)
            .toList();
    boolean named =
        products.stream()
            .filter(product -> !elsewhere.contains(product))
            .anyMatch(product ->
                COLUMN
                    .matcher(product.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", ""))
                    .matches());
    if (named) {
      return true;
    }
    double numeric =
        database.number(
                """
                SELECT 1000 * count(*) FILTER (WHERE regexp_full_match(id, '[0-9]+')) // count(*)
                FROM product_spelling WHERE id IS NOT NULL\
                """)
            / 1000.0;
    if (LinesLook.isNumbering(products)) {
      return numeric < 0.5;
    }
    if (!elsewhere.isEmpty() || products.size() < 2) {
      return false;
    }
    boolean words = products.stream().noneMatch(p -> p.chars().anyMatch(Character::isDigit));
    return (words && numeric > 0.9) || (products.size() > 2 && isAlone(files, orders, census));
  }

  /// Whether only first lines consist of products that no other order has.
  private static boolean isAlone(int files, Tables orders, IdCensus census)
      throws InterruptedException {
    return census.orders() >= FEWEST_ORDERS
        && orders.number(
                """
                SELECT count(*) FROM (
                  SELECT order_id FROM kept_line JOIN spelling ON product_id = written
                  WHERE id_of = 'product id'
                  GROUP BY order_id HAVING count(*) > 2 AND max(rows) <= %1$s)\
                """
                    .formatted(files))
            <= files;
  }
}
