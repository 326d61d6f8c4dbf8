package dev.prod2vec.report;

import dev.prod2vec.page.Html;
import dev.prod2vec.vocabulary.Vocabulary;
import java.util.List;

/// The fields that choose what of a product's neighbours the page shows; `filters.js` reads them.
final class NeighbourFilters {
  private NeighbourFilters() {}

  static void write(Html html, Vocabulary vocabulary) {
    html.open("form", "class", "filters", "id", "filters", "aria-label", "Filters of the lists");
    html.open("p", "class", vocabulary.categoryColumns().isEmpty() ? "field hidden" : "field")
        .element("label", "Category", "for", "filter-category")
        .open("select", "id", "filter-category")
        .element("option", "any", "value", "");
    List<String> columns = vocabulary.categoryColumns();
    for (int column = 0; column < columns.size(); column++) {
      html.element("option", "same " + columns.get(column), "value", "same " + column)
          .element("option", "another " + columns.get(column), "value", "other " + column);
    }
    html.close().close();
    bound(html, "filter-orders", "Least orders", "1");
    bound(html, "filter-together", "Least together", "1");
    bound(html, "filter-lift", "Highest lift", "0.1");
    html.open("p", "class", "field")
        .element("label", "Sort by", "for", "filter-sort")
        .open("select", "id", "filter-sort")
        .element("option", "score", "value", "score")
        .element("option", "lift", "value", "lift")
        .element("option", "bought together", "value", "together")
        .close()
        .close();
    html.element("button", "Clear", "type", "button", "id", "filters-clear", "hidden", "")
        .element(
            "p",
            "Filters choose among the best of each list, which this page holds; prod2vec similar filters all products.",
            "class",
            "soft small note")
        .close();
  }

  private static void bound(Html html, String id, String label, String step) {
    html.open("p", "class", "field")
        .element("label", label, "for", id)
        .empty("input", "type", "number", "id", id, "min", "0", "step", step)
        .close();
  }
}
