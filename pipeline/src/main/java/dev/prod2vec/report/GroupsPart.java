package dev.prod2vec.report;

import dev.prod2vec.page.Html;
import dev.prod2vec.prepared.OrderGroups;
import dev.prod2vec.prepared.OrderGroups.Group;
import dev.prod2vec.text.HumanNumbers;
import java.util.List;

/// The groups that the orders are of.
final class GroupsPart {
  /// Groups in the table; the others are counted.
  private static final int SHOWN = 12;

  private GroupsPart() {}

  static void write(Html html, OrderGroups groups) {
    List<Group> all = groups.groups();
    html.open("table")
        .element("caption", "Groups by " + groups.column())
        .open("thead")
        .open("tr")
        .element("th", "Group", "scope", "col")
        .element("th", "Orders", "scope", "col", "class", "number")
        .element("th", "Rows", "scope", "col", "class", "number")
        .close()
        .close()
        .open("tbody");
    for (Group group : all.subList(0, Math.min(SHOWN, all.size()))) {
      html.open("tr").open("th", "scope", "row").name(group.name()).close();
      html.element("td", HumanNumbers.count(group.orders()), "class", "number")
          .element("td", HumanNumbers.count(group.rows()), "class", "number")
          .closeLine();
    }
    html.close().closeLine();
    if (all.size() > SHOWN) {
      html.element("p", HumanNumbers.count(all.size() - SHOWN) + " smaller groups are not shown.");
    }
    html.element(
        "p",
        "All groups are trained together here. prod2vec run --per-group trains each one alone as well, and shows where they differ.");
  }
}
