package dev.prod2vec.explorer;

import dev.prod2vec.page.Asset;
import dev.prod2vec.page.ContentPolicy;
import dev.prod2vec.page.Html;
import dev.prod2vec.page.Page;
import java.util.List;
import java.util.stream.Stream;

/// The explorer: a page that asks the routes for what it shows. It holds nothing of a run, so
/// anybody may load it; what it asks for needs the token, if there is one.
public final class ExplorerPage {
  private static final ContentPolicy POLICY =
      ContentPolicy.CLOSED.allowing("connect-src", "'self'");

  private static final List<Asset> STYLES = List.of(Asset.STYLE, asset("explorer.css"));

  /// Each after those that it imports.
  private static final List<Asset> SCRIPTS =
      Stream.of(
              "elements.js",
              "address.js",
              "api.js",
              "saving.js",
              "finder.js",
              "settings.js",
              "home.js",
              "product.js",
              "basket.js",
              "scatter.js",
              "plane.js",
              "map.js",
              "run.js",
              "runs.js",
              "compare.js",
              "explorer.js")
          .map(ExplorerPage::asset)
          .toList();

  private static final List<Link> LINKS =
      List.of(
          new Link("", "Products"),
          new Link("basket", "Basket"),
          new Link("map", "Map"),
          new Link("run", "Run"),
          new Link("compare", "Compare"),
          new Link("runs", "Runs"));

  private ExplorerPage() {}

  /// A link to a view.
  private record Link(String view, String text) {}

  private static Asset asset(String name) {
    return Asset.of(ExplorerPage.class, name);
  }

  /// The whole page.
  public static Page page() {
    Page page = new Page("prod2vec", POLICY, STYLES, SCRIPTS);
    Html html = page.html();
    html.element("a", "Skip to the content", "class", "skip hidden", "href", "#view");
    header(html);
    html.open("main", "id", "view", "tabindex", "-1")
        .open("noscript")
        .element("p", "This page needs JavaScript to ask the server.")
        .close()
        .closeLine();
    html.element("p", "", "id", "said", "class", "hidden", "role", "status").raw("\n");
    html.open("footer").open("p").text("Other programs ask the same over HTTP: ");
    html.element("a", "openapi.json", "href", "openapi.json")
        .text(" describes how.")
        .close()
        .closeLine();
    return page;
  }

  private static void header(Html html) {
    html.open("header", "class", "bar")
        .open("div", "class", "bar-inner")
        .element("a", "prod2vec", "class", "brand", "href", "#/")
        .open("div", "id", "find", "class", "finder", "role", "search")
        .close()
        .open("nav", "aria-label", "Views")
        .open("ul");
    for (Link link : LINKS) {
      html.open("li")
          .element("a", link.text(), "href", "#/" + link.view(), "data-view", link.view())
          .close();
    }
    html.close().close().close().closeLine();
  }
}
