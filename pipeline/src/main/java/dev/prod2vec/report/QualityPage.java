package dev.prod2vec.report;

import dev.prod2vec.page.Html;
import dev.prod2vec.page.Page;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.quality.Check;
import dev.prod2vec.quality.QualityReport;
import dev.prod2vec.quality.Verdict;
import dev.prod2vec.text.HumanNumbers;
import java.io.IOException;
import java.io.Writer;

/// `quality.html`: every check of the data with what was found and what is allowed.
public final class QualityPage {
  private QualityPage() {}

  /// Writes the page; the same report gives the same bytes.
  ///
  /// @param runId the run's id
  /// @param out receives the page; encode as UTF-8; not closed
  public static void write(String runId, QualityReport quality, IngestReport ingest, Writer out)
      throws IOException {
    Page page = Page.plain("Checks of run " + runId);
    Html html = page.html();
    html.open("header")
        .open("p", "class", "eyebrow")
        .element("strong", "prod2vec")
        .text(" · checks of run " + runId)
        .close()
        .element("h1", verdict(quality))
        .element("p", CheckList.summary(quality), "class", "lead")
        .element("p", read(ingest))
        .closeLine();
    html.open("main").open("section", "class", "part", "aria-labelledby", "summary-title");
    html.element("h2", "All checks at a glance", "id", "summary-title");
    summary(html, quality);
    html.closeLine();
    if (ingest.times().isPresent()) {
      html.open("section", "class", "part");
      TimesPart.write(html, ingest.times().get());
      html.closeLine();
    }
    html.open("section", "class", "part", "aria-labelledby", "each-title")
        .element("h2", "Each check", "id", "each-title");
    for (Check check : CheckList.worstFirst(quality)) {
      html.open("article", "class", "check", "id", "check-" + check.name())
          .element("h3", check.question());
      CheckList.verdict(html, check.verdict());
      CheckList.findings(html, check);
      html.closeLine();
    }
    html.close().closeLine();
    html.open("footer")
        .text("Made by prod2vec. For programs, quality.json says the same.")
        .closeLine();
    out.write(page.finish());
  }

  private static String verdict(QualityReport quality) {
    if (CheckList.count(quality, Verdict.FAILED) > 0) {
      return "The data is not fit to learn from: the run stopped before training.";
    }
    return CheckList.count(quality, Verdict.WARNED) > 0
        ? "The data is fit to learn from, with warnings."
        : "The data is fit to learn from.";
  }

  private static String read(IngestReport ingest) {
    return "Read: %s of %s with %s."
        .formatted(
            HumanNumbers.count(ingest.rows().read(), "row", "rows"),
            HumanNumbers.count(ingest.baskets().orders(), "order", "orders"),
            HumanNumbers.count(ingest.products().bought(), "product", "different products"));
  }

  private static void summary(Html html, QualityReport quality) {
    html.open("table")
        .element("caption", "Failed checks first, then warnings.")
        .open("thead")
        .open("tr")
        .element("th", "Verdict", "scope", "col")
        .element("th", "Check", "scope", "col")
        .close()
        .close()
        .open("tbody");
    for (Check check : CheckList.worstFirst(quality)) {
      html.open("tr").open("td");
      CheckList.verdict(html, check.verdict());
      html.close()
          .open("th", "scope", "row")
          .element("a", check.question(), "href", "#check-" + check.name())
          .element("small", check.observed())
          .close()
          .closeLine();
    }
    html.close().closeLine();
  }
}
