package dev.prod2vec.report;

import dev.prod2vec.page.Html;
import dev.prod2vec.page.Names;
import dev.prod2vec.prepared.IngestReport;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Columns of the product table that look like categories but were not read. They would give the
/// map its colours.
final class UnreadCategories {
  private static final int MOST_COLUMNS = 10;
  private static final Set<IngestReport.Role> OF_PRODUCTS =
      EnumSet.of(IngestReport.Role.PRODUCTS, IngestReport.Role.JOINED);

  private static final Pattern CATEGORY =
      Pattern.compile(
          "categor|aisle|depart|dept|group|class|section|family|segment|brand|genre|subtype|level|range",
          Pattern.CASE_INSENSITIVE);

  private UnreadCategories() {}

  static List<String> of(IngestReport ingest) {
    return ingest.inputs().stream()
        .filter(input -> OF_PRODUCTS.contains(input.role()))
        .flatMap(input -> input.columns().stream())
        .filter(column -> column.use().isEmpty())
        .map(IngestReport.Column::name)
        .filter(name -> CATEGORY.matcher(name).find())
        .distinct()
        .limit(MOST_COLUMNS)
        .toList();
  }

  /// How to get a map with colours.
  static void hint(Html html, IngestReport ingest) {
    List<String> columns = of(ingest);
    html.open("p", "class", "hint");
    if (columns.isEmpty()) {
      html.text("With categories the map would have colours");
    } else {
      html.text("The product table has ");
      Stream.iterate(0, at -> at < columns.size(), at -> at + 1)
          .forEach(at -> {
            html.text(at == 0 ? "" : at == columns.size() - 1 ? " and " : ", ");
            html.open("code").name(Names.clip(columns.get(at), 40)).close();
          });
      html.text(
          columns.size() == 1
              ? ", a column that was not read and would give the map colours"
              : ", columns that were not read and would give the map colours");
    }
    html.text(": name them in the setting ")
        .element("code", "products.category-columns")
        .text(", finest first, and files that hold their names in ")
        .element("code", "products.join-files")
        .text(".")
        .close();
  }
}
