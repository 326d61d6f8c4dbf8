package dev.prod2vec.page;

import java.util.ArrayDeque;
import java.util.Deque;

/// Writes markup (HTML and the SVG within it). Text and attribute values are escaped here and
/// nowhere else, so no product name can become markup.
public final class Html {
  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /// Opens an element; [#close] ends it.
  ///
  /// @param attributes names and values in turn
  public Html open(String tag, String... attributes) {
    start(tag, attributes);
    out.append('>');
    open.push(tag);
    return this;
  }

  /// Ends the element opened last.
  public Html close() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  /// Ends the element opened last and begins a new line, which keeps the source readable.
  public Html closeLine() {
    close();
    out.append('\n');
    return this;
  }

  /// An element with nothing but text in it.
  public Html element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close();
  }

  /// An element without content: `<meta …>` or `<rect …/>`.
  public Html empty(String tag, String... attributes) {
    start(tag, attributes);
    out.append("/>");
    return this;
  }

  public Html text(String text) {
    escape(text, out);
    return this;
  }

  /// Text from the shop's data, which may run from right to left.
  public Html name(String name) {
    return element("bdi", name);
  }

  /// Markup that needs no escaping: the page's own style, script and JSON.
  public Html raw(String content) {
    out.append(content);
    return this;
  }

  /// The markup so far.
  ///
  /// @throws IllegalStateException if an element is still open
  public String markup() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("still open: " + open);
    }
    return out.toString();
  }

  private void start(String tag, String... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1], out);
      out.append('"');
    }
  }

  private static void escape(String text, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c < ' ' && c != '\n' && c != '\t' ? '\ufffd' : c);
      }
    }
  }
}
