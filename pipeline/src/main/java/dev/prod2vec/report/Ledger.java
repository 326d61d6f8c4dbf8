package dev.prod2vec.report;

/// A small table that starts from a total, takes away what was dropped and ends at what is left.
/// Lines that take nothing away are left out.
final class Ledger {
  private final Html html;

  Ledger(Html html, String title, String unit) {
    this.html = html;
    html.open("table", "class", "ledger")
        .open("caption")
        .element("strong", title)
        .text(", " + unit)
        .close()
        .open("tbody");
  }

  Ledger total(String name, long count) {
    return row("total", name, Numbers.count(count));
  }

  Ledger minus(String name, long count) {
    return count == 0 ? this : row("minus", name, "−" + Numbers.count(count));
  }

  /// One of the groups that what is left falls into.
  Ledger part(String name, long count) {
    return row("part", name, Numbers.count(count));
  }

  void end() {
    html.close().closeLine();
  }

  private Ledger row(String style, String name, String count) {
    html.open("tr", "class", style)
        .element("th", name, "scope", "row")
        .element("td", count, "class", "number")
        .close();
    return this;
  }
}
