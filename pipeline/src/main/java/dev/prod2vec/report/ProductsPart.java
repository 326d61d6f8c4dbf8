package dev.prod2vec.report;

import dev.prod2vec.page.Html;
import dev.prod2vec.text.HumanNumbers;
import dev.prod2vec.vocabulary.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The part of the report with the table of products and their neighbours, and the data that the
/// page's script shows in it and on the map.
final class ProductsPart {
  /// Most bytes of product data in the page. Very long names make the list of products shorter.
  private static final int MOST_BYTES = 13_000_000;

  private ProductsPart() {}

  static void write(Html html, ReportData.Products products) {
    Vocabulary vocabulary = products.vocabulary();
    if (vocabulary.size() == 0) {
      return;
    }
    int listed = Math.min(vocabulary.size(), ReportData.Products.MOST);
    String json = ProductJson.of(products, listed);
    while (json.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      listed /= 2;
      json = ProductJson.of(products, listed);
    }
    table(html, vocabulary, listed);
    html.open("script", "type", "application/json", "id", "product-data").raw(json).closeLine();
  }

  private static void table(Html html, Vocabulary vocabulary, int listed) {
    html.open("section", "class", "part", "id", "products", "aria-labelledby", "products-title")
        .element("h2", "Products and their neighbours", "id", "products-title")
        .element(
            "p",
            "Substitutes have similar vectors: one can stand in for the other. Complements are what the vectors expect beside a product in one basket. The counts are the evidence, from the training orders: in how many both were bought, and the lift, which is how many times more often than by chance. Substitutes may never have been bought together: people take one or the other.");
    if (listed < vocabulary.size()) {
      html.element(
          "p",
          "This page holds the %s most bought of %s products; neighbours.csv holds them all."
              .formatted(HumanNumbers.count(listed), HumanNumbers.count(vocabulary.size())));
    }
    html.open("noscript")
        .element("p", "The list of products needs JavaScript, which is off here.")
        .close();
    html.open("div", "class", "products").open("div");
    html.open("div", "class", "search", "role", "search")
        .element("label", "Search by name or id", "for", "product-search")
        .empty(
            "input",
            "type",
            "search",
            "id",
            "product-search",
            "autocomplete",
            "off",
            "spellcheck",
            "false",
            "dir",
            "auto")
        .element("p", "", "id", "product-status", "class", "soft small", "aria-live", "polite")
        .close();
    html.open("div", "class", "list", "id", "product-list")
        .open("table")
        .element("caption", "Products", "class", "hidden")
        .open("thead")
        .open("tr")
        .element("th", "Product", "scope", "col")
        .element("th", "Orders", "scope", "col", "class", "number")
        .close()
        .close()
        .open("tbody", "id", "product-rows")
        .close()
        .close();
    html.element(
            "button",
            "Show more",
            "type",
            "button",
            "id",
            "product-more",
            "class",
            "more",
            "hidden",
            "")
        .close()
        .close();
    html.open("div", "class", "detail", "id", "detail")
        .element("h3", "", "id", "detail-name", "tabindex", "-1")
        .element("p", "", "id", "detail-facts", "class", "soft");
    NeighbourFilters.write(html, vocabulary);
    neighbours(
        html,
        "substitutes",
        "Substitutes",
        "Similarity is 1 for products that could not be told apart, 0 for products with nothing in common. It rests on orders where both products are bought often enough, else on names and categories as well.",
        List.of("Product", "Similarity", "Bought together", "Lift", "Rests on"));
    neighbours(
        html,
        "complements",
        "Complements",
        "Best first, by what the vectors expect; best sellers, which go with everything, are held back.",
        List.of("Product", "Bought together", "Lift"));
    html.close().close().closeLine();
  }

  private static void neighbours(
      Html html, String id, String title, String caption, List<String> columns) {
    html.open("div", "class", "list-head")
        .element("h4", title)
        .element("p", "", "id", id + "-count", "class", "soft small", "aria-live", "polite")
        .element(
            "button",
            "Save as csv",
            "type",
            "button",
            "id",
            id + "-csv",
            "aria-label",
            "Save the " + id + " as csv")
        .close()
        .open("table", "class", "neighbours", "id", id)
        .element("caption", caption)
        .open("thead")
        .open("tr");
    for (String column : columns) {
      if (column.equals("Product") || column.equals("Rests on")) {
        html.element("th", column, "scope", "col");
      } else {
        html.element("th", column, "scope", "col", "class", "number");
      }
    }
    html.close().close().open("tbody").close().close();
    html.element(
        "p",
        "None were found for this product.",
        "id",
        id + "-none",
        "class",
        "soft",
        "hidden",
        "");
  }
}
