package dev.prod2vec.page;

import dev.prod2vec.text.HumanNumbers;
import java.util.List;

/// A table of example rows. It scrolls by itself, since the shop's columns may be wider than a
/// phone.
public final class Examples {
  private Examples() {}

  /// Writes nothing if there are none.
  ///
  /// @param about what they are examples of
  public static void table(Html html, String about, List<String> columns, List<List<String>> rows) {
    if (rows.isEmpty()) {
      return;
    }
    html.open(
            "div",
            "class",
            "example-table",
            "tabindex",
            "0",
            "role",
            "region",
            "aria-label",
            "Examples: " + about)
        .open("table")
        .element("caption", HumanNumbers.count(rows.size(), "example", "examples"))
        .open("thead")
        .open("tr");
    for (String column : columns) {
      html.open("th", "scope", "col").name(Names.clip(column)).close();
    }
    html.close().close().open("tbody");
    for (List<String> row : rows) {
      html.open("tr");
      for (String value : row) {
        html.open("td").name(Names.clip(value)).close();
      }
      html.closeLine();
    }
    html.close().close().closeLine();
  }
}
