package dev.prod2vec.report;

import dev.prod2vec.feature.ProductFeature;
import dev.prod2vec.page.Html;
import dev.prod2vec.page.Names;
import dev.prod2vec.plane.ProductMap;
import dev.prod2vec.text.HumanNumbers;
import dev.prod2vec.vocabulary.Vocabulary;
import java.util.List;

/// The part of the report with the map of the products: the anchors of `map.parquet`.
final class MapPart {
  private MapPart() {}

  static void write(Html html, ReportData data) {
    ReportData.Products products = data.products();
    Vocabulary vocabulary = products.vocabulary();
    if (vocabulary.size() == 0) {
      return;
    }
    ProductMap map = products.map();
    CategoryGroups groups = CategoryGroups.of(vocabulary, map.anchors());
    boolean grouped = !groups.groups().isEmpty();
    String which =
        map.anchors() < vocabulary.size()
            ? "The %s most bought products".formatted(HumanNumbers.count(map.anchors()))
            : "All " + HumanNumbers.count(map.anchors(), "product", "products");
    html.open("section", "class", "part", "id", "map-part", "aria-labelledby", "map-title")
        .element("h2", "A map of the products", "id", "map-title")
        .open("p")
        .text(which + ", placed so that products with similar vectors are close to each other.");
    if (grouped) {
      String column = Names.clip(groups.column(), 40);
      html.text(
          data.facts().features().contains(ProductFeature.CATEGORIES)
              ? " Colour and shape show the category (%s).".formatted(column)
              : " Colour and shape show the category (%s), which training never saw: where one category stays together, the vectors found it without being told."
                  .formatted(column));
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
      UnreadCategories.hint(html, data.facts().ingest());
    }
    html.open("div", "class", "map").open("div", "class", "map-frame");
    MapPicture picture =
        new MapPicture(html, map, groups, grouped ? List.of() : MapNames.of(vocabulary, map));
    picture.draw("Map of " + HumanNumbers.count(map.anchors(), "product", "products"));
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
}
