package dev.prod2vec.report;

import static dev.prod2vec.page.Svg.coordinate;

import dev.prod2vec.page.Html;
import dev.prod2vec.page.Names;
import dev.prod2vec.plane.ProductMap;
import dev.prod2vec.report.CategoryGroups.Group;
import dev.prod2vec.text.HumanNumbers;
import java.util.List;

/// The map of products as SVG, and its legend. Categories differ by colour and by shape; the script
/// adds names, zoom and selection.
final class MapPicture {
  private static final int COLOURS = 6;
  private static final double DENSE_RADIUS = 60;
  private static final int LABEL_LETTERS = 24;

  /// Circle, square, triangle, diamond: about the same area, around the origin.
  private static final List<String> SHAPES =
      List.of(
          "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0 -12 0z",
          "M-5.3 -5.3h10.6v10.6h-10.6z",
          "M0 -7.4L7 5.2H-7z",
          "M0 -7.6L7.6 0L0 7.6L-7.6 0z");

  private final Html html;
  private final ProductMap map;
  private final CategoryGroups groups;
  private final List<MapNames.Name> names;

  /// @param names of products, for a map without groups
  MapPicture(Html html, ProductMap map, CategoryGroups groups, List<MapNames.Name> names) {
    this.html = html;
    this.map = map;
    this.groups = groups;
    this.names = names;
  }

  void draw(String label) {
    String size = coordinate(ProductMap.SIZE);
    html.open(
        "svg",
        "id",
        "map",
        "viewBox",
        "0 0 " + size + " " + size,
        "tabindex",
        "0",
        "role",
        "application",
        "aria-label",
        label,
        "aria-describedby",
        "map-help");
    html.open("defs");
    for (int shape = 0; shape < SHAPES.size(); shape++) {
      html.empty("path", "id", "shape" + shape, "d", SHAPES.get(shape));
    }
    html.close().open("g", "id", "map-plane");
    html.open("g", "id", "map-points", "class", "points");
    for (int i = 0; i < map.anchors(); i++) {
      int group = groups.of()[i];
      html.empty(
          "use",
          "href",
          "#shape" + shape(group),
          "class",
          "k" + group + " " + colour(group),
          "x",
          coordinate(map.x()[i]),
          "y",
          coordinate(map.y()[i]));
    }
    html.close()
        .open(
            "g",
            "id",
            "map-labels",
            "class",
            "map-labels",
            "font-size",
            coordinate(MapNames.HEIGHT),
            "aria-hidden",
            "true");
    labels();
    productNames();
    html.close().open("g", "id", "map-marks", "class", "marks").close();
    html.close().closeLine();
  }

  void legend() {
    html.open("ul", "id", "map-legend", "class", "legend");
    for (int group = 0; group < groups.groups().size(); group++) {
      Group named = groups.groups().get(group);
      html.open("li")
          .open("button", "type", "button", "aria-pressed", "false", "data-only", "k" + group)
          .open("svg", "viewBox", "-8 -8 16 16", "aria-hidden", "true")
          .empty("path", "class", colour(group), "d", SHAPES.get(shape(group)))
          .close()
          .name(Names.clip(named.name()))
          .element("span", HumanNumbers.count(named.products()))
          .close()
          .close();
    }
    html.closeLine();
  }

  private int shape(int group) {
    return isOther(group) ? 0 : group % SHAPES.size();
  }

  private String colour(int group) {
    return "c" + (isOther(group) ? COLOURS : group % COLOURS);
  }

  private boolean isOther(int group) {
    return group < groups.groups().size() && groups.groups().get(group).other();
  }

  /// Writes each category's name where its products are densest. The script keeps names inside the
  /// picture and hides names that would cover another.
  private void labels() {
    for (int group = 0; group < groups.groups().size(); group++) {
      if (!isOther(group)) {
        int at = densest(group);
        html.element(
            "text",
            Names.clip(groups.groups().get(group).name(), LABEL_LETTERS),
            "x",
            coordinate(map.x()[at]),
            "y",
            coordinate(map.y()[at]));
      }
    }
  }

  private void productNames() {
    for (MapNames.Name name : names) {
      html.element(
          "text",
          name.text(),
          "x",
          coordinate(name.x()),
          "y",
          coordinate(name.y()),
          "dy",
          "-0.5em",
          "data-product",
          Integer.toString(name.product()),
          "visibility",
          name.shown() ? "visible" : "hidden");
    }
  }

  private int densest(int group) {
    int best = -1;
    int most = -1;
    for (int i = 0; i < map.anchors(); i++) {
      if (groups.of()[i] != group) {
        continue;
      }
      int near = 0;
      for (int j = 0; j < map.anchors(); j++) {
        double distance = Math.hypot(map.x()[j] - map.x()[i], map.y()[j] - map.y()[i]);
        if (groups.of()[j] == group && distance < DENSE_RADIUS) {
          near++;
        }
      }
      if (near > most) {
        most = near;
        best = i;
      }
    }
    return best;
  }
}
