package dev.prod2vec.report;

import dev.prod2vec.page.Html;
import dev.prod2vec.quality.QualityReport;

/// The part of the report with the checks, folded.
final class ChecksPart {
  private ChecksPart() {}

  static void write(Html html, QualityReport quality) {
    html.open("section", "class", "part", "id", "checks", "aria-labelledby", "checks-title")
        .element("h2", "Checks of the data", "id", "checks-title")
        .element("p", CheckList.summary(quality));
    for (var check : CheckList.worstFirst(quality)) {
      html.open("details", "class", "check").open("summary");
      CheckList.verdict(html, check.verdict());
      html.text(check.question()).close().open("div");
      CheckList.findings(html, check);
      html.close().closeLine();
    }
    html.closeLine();
  }
}
