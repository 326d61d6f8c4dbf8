package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.setting.WrongUseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// A table with an order in each row and a column for each product, which says whether, or how
/// often, it was bought.
///
/// @param columns of the products, as the file writes them
/// @param ids say what stands for nothing
record OneHot(List<String> columns, Ids ids) implements RowProducts {
  static final String IGNORED = "orders.ignore-columns";

  private static final String BOUGHT = "'1', 'true', 't', 'yes', 'y', 'x'";
  private static final String LEFT = "'', '0', 'false', 'f', 'no', 'n', '?'";

  /// All columns of the file that have no other use are products.
  ///
  /// @param used columns with another use, as the file writes them
  /// @throws WrongUseException if a column to be ignored does not exist, or none is left
  static OneHot of(OrdersConfig config, TableFile file, List<String> used) {
    List<String> others = new ArrayList<>(used);
    for (String name : config.ignoreColumns()) {
      others.add(file.find(name).orElseThrow(() -> file.missingColumn(IGNORED, name)));
    }
    List<String> columns =
        file.columns().stream().filter(column -> !others.contains(column)).toList();
    if (columns.isEmpty()) {
      throw new WrongUseException(
          "%s: no column is left for the products; one for each product expected, as orders.format is one-hot"
              .formatted(file.name()));
    }
    for (String column : columns) {
      Set<String> repeated = file.repeated();
      if (repeated.contains(column.toLowerCase(Locale.ROOT))) {
        file.requireOnce("orders.format one-hot", column);
      }
    }
    return new OneHot(columns, new Ids(config));
  }

  @Override
  public String items() {
    return "list_transform(list_filter(%s, lambda cell: %s), lambda cell: cell[1])"
        .formatted(cells(), bought("cell[2]"));
  }

  @Override
  public String wrong() {
    String value = "cell[2]";
    return "list_transform(list_filter(%s, lambda cell: NOT (%s OR %s)), lambda cell: cell[1] || chr(10) || cell[2])[1]"
        .formatted(cells(), bought(value), left(value));
  }

  @Override
  public String message(String wrong) {
    int end = wrong.lastIndexOf('\n');
    return "column \"%s\" is \"%s\"; 1 or 0, true or false, t or ?, yes or no, or a quantity expected, as orders.format is one-hot\nhint: %s names columns that are no products"
        .formatted(
            Excerpt.of(wrong.substring(0, end)), Excerpt.of(wrong.substring(end + 1)), IGNORED);
  }

  /// Names and values of the columns, as a list of pairs.
  private String cells() {
    return "list_zip([%s], [%s])"
        .formatted(
            columns.stream().map(Sql::text).collect(Collectors.joining(", ")),
            columns.stream()
                .map(column -> "lower(trim(CAST(%s AS VARCHAR)))".formatted(Sql.name(column)))
                .collect(Collectors.joining(", ")));
  }

  private static String bought(String value) {
    return "(coalesce(%1$s, '') IN (%2$s) OR coalesce(TRY_CAST(%1$s AS DOUBLE) > 0, false))"
        .formatted(value, BOUGHT);
  }

  private String left(String value) {
    return "(coalesce(%1$s, '') IN (%2$s) OR coalesce(TRY_CAST(%1$s AS DOUBLE) <= 0, false) OR %3$s)"
        .formatted(value, LEFT, ids.isNullSql(value));
  }
}
