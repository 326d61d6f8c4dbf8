package dev.prod2vec.api;

import dev.prod2vec.live.ServedRun;
import dev.prod2vec.page.Html;
import dev.prod2vec.page.Page;
import dev.prod2vec.text.HumanNumbers;
import dev.prod2vec.vocabulary.Vocabulary;

/// The page at the root: which run is served, and where its API is described.
final class HomePage {
  private HomePage() {}

  static Page of(ServedRun run) {
    Page page = Page.plain("prod2vec: " + run.id());
    Html html = page.html();
    Vocabulary vocabulary = run.vocabulary();
    html.open("main")
        .open("h1")
        .text("Run ")
        .name(run.id())
        .closeLine()
        .open("p")
        .text(
            "%s products with vectors of %s numbers. "
                .formatted(HumanNumbers.count(vocabulary.size()), run.model().embedding().dim()))
        .text("Other programs ask for them over HTTP: ")
        .element("a", "openapi.json", "href", "openapi.json")
        .text(" describes how.")
        .closeLine();
    if (vocabulary.size() > 0) {
      html.element("p", "For example:").open("ul");
      link(html, "api/v1/products?q=", "the most bought products");
      link(html, "api/v1/runs", "the runs beside this one");
      link(html, "metrics", "what this server counts");
      html.closeLine();
    }
    html.closeLine();
    return page;
  }

  private static void link(Html html, String address, String text) {
    html.open("li").element("a", text, "href", address).close();
  }
}
