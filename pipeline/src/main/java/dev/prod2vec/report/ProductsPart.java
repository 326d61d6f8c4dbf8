package dev.prod2vec.report;

import dev.prod2vec.page.Html;
import dev.prod2vec.page.Names;
import dev.prod2vec.text.HumanNumbers;
import dev.prod2vec.plane.ProductMap;
import dev.prod2vec.vocabulary.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The parts of the report to look around in: the map of products, and the table of products with
/// their neighbours.
final class ProductsPart {
  /// Most bytes of product data in the page. Very long names make the list of products shorter.
  private static final int MOST_BYTES = 13_000_000;

  private ProductsPart() {}

  static void write(Html html, ReportData data) {
    if (data.vocabulary().size() == 0) {
      return;
    }
    map(html, data);
    int listed = Math.min(data.vocabulary().size(), ReportData.MOST_PRODUCTS);
    String json = json(data, listed);
    while (json.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      listed /= 2;
      json = json(data, listed);
    }
    table(html, data.vocabulary(), listed);
    html.open("script", "type", "application/json", "id", "product-data").raw(json).closeLine();
  }

  private static String json(ReportData data, int listed) {
    return ProductJson.of(data.vocabulary(), listed, data.substitutes(), data.complements());
  }

  private static void map(Html html, ReportData data) {
    ProductMap map = ProductMap.of(data.vocabulary(), data.embedding());
    CategoryGroups groups = CategoryGroups.of(data.vocabulary(), map.products());
    boolean grouped = !groups.groups().isEmpty();
    String which =
        map.products() < data.vocabulary().size()
            ? "The %s most bought products".formatted(HumanNumbers.count(map.products()))
            : "All " + HumanNumbers.count(map.products(), "product", "products");
    html.open("section", "class", "part", "id", "map-part", "aria-labelledby", "map-title")
        .element("h2", "A map of the products", "id", "map-title")
        .open("p")
        .text(which + ", placed so that products with similar vectors are close to each other.");
    if (grouped) {
      html.text(
          " Colour and shape show the category (%s), which training never saw: where one category stays together, the vectors found it from the orders alone."
              .formatted(Names.clip(groups.column(), 40)));
    }
    if (!grouped) {
      html.text(" The names are those of best sellers; zoom in for more.");
    }
    html.text(
            " Only closeness means something: the directions, and how far groups lie apart, do not.")
        .close()
        .element(
            "p",
            "Point at a product for its name, choose it to see its neighbours. With the keyboard: arrow keys go from product to product, plus and minus zoom, Enter goes to the neighbours.",
            "class",
            "soft small",
            "id",
            "map-help");
    if (!grouped) {
      UnreadCategories.hint(html, data.ingest());
    }
    html.open("div", "class", "map").open("div", "class", "map-frame");
    MapPicture picture =
        new MapPicture(
            html, map, groups, grouped ? List.of() : MapNames.of(data.vocabulary(), map));
    picture.draw("Map of " + HumanNumbers.count(map.products(), "product", "products"));
    tools(html);
    html.open("div", "class", "map-tip", "id", "map-tip", "hidden", "").close().close();
    html.open("div");
    if (grouped) {
      html.element("h3", "Categories", "class", "hidden")
          .element(
              "p",
              "Products on the map by category; choose one to see it alone.",
              "class",
              "soft small");
      picture.legend();
    }
    html.open("div", "class", "map-chosen", "aria-live", "polite")
        .element("p", "Chosen product", "class", "soft small")
        .open("p")
        .element("strong", "", "id", "map-name")
        .close()
        .element("p", "", "id", "map-facts", "class", "soft small", "dir", "auto")
        .open("p")
        .element("a", "Show its neighbours", "href", "#detail")
        .close()
        .close();
    html.close().close().closeLine();
  }

  private static void tools(Html html) {
    html.open("div", "class", "map-tools");
    html.element("button", "+", "type", "button", "data-zoom", "in", "aria-label", "Zoom in");
    html.element("button", "−", "type", "button", "data-zoom", "out", "aria-label", "Zoom out");
    html.element(
        "button", "All", "type", "button", "data-zoom", "all", "aria-label", "Show the whole map");
    html.close();
  }

  private static void table(Html html, Vocabulary vocabulary, int listed) {
    html.open("section", "class", "part", "id", "products", "aria-labelledby", "products-title")
        .element("h2", "Products and their neighbours", "id", "products-title")
        .element(
            "p",
            "Substitutes have similar vectors: people buy them in the same company, so one can stand in for the other. Complements are what the vectors expect beside a product in one basket. The counts are the evidence, from the training orders: in how many both were bought, and the lift, which is how many times more often than by chance. Substitutes may never have been bought together: people take one or the other.");
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
    neighbours(
        html,
        "substitutes",
        "Substitutes",
        "Similarity is 1 for products bought in the same company, 0 for products with nothing in common.",
        List.of("Product", "Similarity", "Bought together", "Lift"));
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
      if (column.equals("Product")) {
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
