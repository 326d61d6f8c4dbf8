package dev.prod2vec.doctor;

import dev.prod2vec.doctor.ColumnFacts.Kind;
import java.util.Map;
import java.util.Optional;

/// A column of products with several of them in a field.
///
/// @param form as `orders.product-list` names it; empty if the file itself says that it has lists
record ProductColumn(ColumnFacts column, String form) {
  /// What more than half of the values look like, by the form.
  private static final Map<String, String> FORMS =
      Map.of(
          "brackets", "\\[.*\\]",
          "braces", "\\{.*\\}",
          "|", "[^|]+(\\|[^|]+)+",
          ";", "[^;]+(;[^;]+)+");

  /// The first column of a table with lists of products; empty if there is none. Tables of products
  /// have lists too, such as tags.
  static Optional<ProductColumn> of(Table table) throws InterruptedException {
    for (ColumnFacts column : table.saying(Meaning.PRODUCT).toList()) {
      if (table.look().types().get(table.columns().indexOf(column)).endsWith("]")) {
        return Optional.of(new ProductColumn(column, ""));
      }
      for (Map.Entry<String, String> form : FORMS.entrySet()) {
        if (column.kind() == Kind.TEXT
            && table.count(
                    "regexp_full_match(%s, '%s', 's')".formatted(column.place(), form.getValue()))
                > 0.5 * column.filled()) {
          return Optional.of(new ProductColumn(column, form.getKey()));
        }
      }
    }
    return Optional.empty();
  }
}
