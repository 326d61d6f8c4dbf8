package dev.prod2vec.systemtest;

import dev.prod2vec.systemtest.Architecture.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Draws the table of packages as SVG: a box for each module, the last one on top, and in it the
/// packages in layers, so that each uses only packages below it.
final class ArchitecturePicture {
  private static final int WIDTH = 1000;
  private static final int MARGIN = 30;
  private static final int TOP = 56;
  private static final int NAME_WIDTH = 170;
  private static final int LIBRARIES_WIDTH = 226;
  private static final int PACKAGE_HEIGHT = 26;
  private static final int GAP = 8;
  private static final int PADDING = 12;
  private static final int LIBRARY_HEIGHT = 18;

  /// Width of a letter in the name of a package.
  private static final int LETTER_WIDTH = 8;

  private static final String STYLE =
      """
        <style>
          .page { fill: #ffffff; }
          .module { fill: #eef6ee; stroke: #4c8a55; stroke-width: 1.5; }
          .package { fill: #ffffff; stroke: #4c8a55; stroke-width: 1; }
          .name { fill: #14273d; font-size: 15px; font-weight: 600; }
          .head { fill: #5a6672; font-size: 12.5px; letter-spacing: .06em; }
          .code { fill: #33404d; font-size: 12.5px; font-family: ui-monospace, 'SFMono-Regular', Menlo, Consolas, monospace; }
          .library { fill: #5a6672; font-size: 12px; }
          @media (prefers-color-scheme: dark) {
            .page { fill: #11161d; }
            .module { fill: #17301c; stroke: #74b780; }
            .package { fill: #11161d; stroke: #74b780; }
            .name { fill: #eef3f8; }
            .head, .library { fill: #96a3b0; }
            .code { fill: #ccd5de; }
          }
        </style>
      """;

  private final Architecture architecture;
  private final StringBuilder shapes = new StringBuilder();
  private int y = TOP;

  private ArchitecturePicture(Architecture architecture) {
    this.architecture = architecture;
  }

  static String svg(Architecture architecture) {
    return new ArchitecturePicture(architecture).draw();
  }

  private String draw() {
    text("head", MARGIN, 36, "start", "MODULES AND THEIR PACKAGES, EACH USING ONLY THOSE BELOW IT");
    text("head", WIDTH - MARGIN - PADDING, 36, "end", "BEYOND JAVA.BASE");
    for (String module : architecture.modules().reversed()) {
      module(module);
    }
    int height = y + MARGIN - GAP;
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img" aria-labelledby="title description" font-family="system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif">
      <title id="title">The modules and their packages</title>
      <desc id="description">%3$s</desc>
    %4$s  <rect class="page" width="%1$d" height="%2$d" rx="10"/>
    %5$s</svg>
    """
        .formatted(WIDTH, height, description(), STYLE, shapes);
  }

  private void module(String module) {
    List<List<Row>> lines = new ArrayList<>();
    for (List<Row> layer : layers(module).reversed()) {
      lines.addAll(wrapped(layer));
    }
    List<String> libraries = libraries(module);
    int height =
        2 * PADDING
            + Math.max(
                lines.size() * (PACKAGE_HEIGHT + GAP) - GAP, libraries.size() * LIBRARY_HEIGHT);
    rect("module", MARGIN, y, WIDTH - 2 * MARGIN, height, 8);
    text("name", MARGIN + PADDING, y + PADDING + 18, "start", module);
    int below = y + PADDING;
    for (List<Row> line : lines) {
      int x = MARGIN + NAME_WIDTH;
      for (Row one : line) {
        shapes.append("  <g><title>%s</title>\n".formatted(escaped(one.phrase())));
        rect("package", x, below, width(one), PACKAGE_HEIGHT, 5);
        text("code", x + width(one) / 2, below + 17, "middle", one.name());
        shapes.append("  </g>\n");
        x += width(one) + GAP;
      }
      below += PACKAGE_HEIGHT + GAP;
    }
    for (int i = 0; i < libraries.size(); i++) {
      text(
          "library",
          WIDTH - MARGIN - PADDING,
          y + PADDING + 14 + i * LIBRARY_HEIGHT,
          "end",
          libraries.get(i));
    }
    y += height + GAP;
  }

  /// The packages of a module, the lowest layer first. A package is in the layer above the highest
  /// one that it uses.
  private List<List<Row>> layers(String module) {
    Map<String, Integer> heights = new LinkedHashMap<>();
    List<Row> packages = architecture.packages(module);
    for (Row row : packages) {
      height(row, module, heights);
    }
    List<List<Row>> layers = new ArrayList<>();
    for (Row row : packages) {
      int height = heights.get(row.name());
      while (layers.size() <= height) {
        layers.add(new ArrayList<>());
      }
      layers.get(height).add(row);
    }
    return layers;
  }

  private int height(Row row, String module, Map<String, Integer> heights) {
    Integer known = heights.get(row.name());
    if (known != null) {
      return known;
    }
    // Until it is known, so that a cycle, which another test finds, ends here.
    heights.put(row.name(), 0);
    int height = 0;
    for (String used : row.mayUse()) {
      Row other = architecture.rows().get(used);
      if (other != null && other.module().equals(module)) {
        height = Math.max(height, 1 + height(other, module, heights));
      }
    }
    heights.put(row.name(), height);
    return height;
  }

  /// A layer in as many lines as it needs.
  private static List<List<Row>> wrapped(List<Row> layer) {
    int room = WIDTH - 2 * MARGIN - NAME_WIDTH - LIBRARIES_WIDTH;
    List<List<Row>> lines = new ArrayList<>();
    int left = 0;
    for (Row row : layer) {
      if (lines.isEmpty() || left < width(row)) {
        lines.add(new ArrayList<>());
        left = room;
      }
      lines.getLast().add(row);
      left -= width(row) + GAP;
    }
    return lines;
  }

  /// What the packages of a module use that is no package of ours, in lines of the right width.
  private List<String> libraries(String module) {
    TreeSet<String> names = new TreeSet<>();
    for (Row row : architecture.packages(module)) {
      names.addAll(row.mayUse());
    }
    names.removeAll(architecture.rows().keySet());
    List<String> lines = new ArrayList<>();
    for (String name : names) {
      if (lines.isEmpty() || lines.getLast().length() + name.length() > 34) {
        lines.add(name);
      } else {
        lines.set(lines.size() - 1, lines.getLast() + ", " + name);
      }
    }
    return lines;
  }

  private String description() {
    List<String> sentences = new ArrayList<>();
    for (String module : architecture.modules()) {
      List<String> names = architecture.packages(module).stream().map(Row::name).toList();
      sentences.add(module + ": " + String.join(", ", names) + ".");
    }
    return String.join(" ", sentences);
  }

  private static int width(Row row) {
    return row.name().length() * LETTER_WIDTH + 2 * GAP;
  }

  private void rect(String style, int x, int top, int width, int height, int radius) {
    shapes.append(
        "  <rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\"/>\n"
            .formatted(style, x, top, width, height, radius));
  }

  private void text(String style, int x, int base, String anchor, String text) {
    shapes.append(
        "  <text class=\"%s\" x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>\n"
            .formatted(style, x, base, anchor, escaped(text)));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
