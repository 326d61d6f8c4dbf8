package dev.prod2vec.page;

import dev.prod2vec.text.HumanNumbers;

/// A small table that starts from a total, takes away what was dropped and ends at what is left.
/// Lines that take nothing away are left out.
public final class DropTable {
  private final Html html;

  public DropTable(Html html, String title, String unit) {
    this.html = html;
    html.open("table", "class", "drops")
        .open("caption")
        .element("strong", title)
        .text(", " + unit)
        .close()
        .open("tbody");
  }

  public DropTable total(String name, long count) {
    return row("total", name, HumanNumbers.count(count));
  }

  public DropTable minus(String name, long count) {
    return count == 0 ? this : row("minus", name, "−" + HumanNumbers.count(count));
  }

  /// One of the groups that what is left falls into.
  public DropTable part(String name, long count) {
    return row("part", name, HumanNumbers.count(count));
  }

  public void end() {
    html.close().closeLine();
  }

  private DropTable row(String style, String name, String count) {
    html.open("tr", "class", style)
        .element("th", name, "scope", "row")
        .element("td", count, "class", "number")
        .close();
    return this;
  }
}
