package dev.prod2vec.page;

import java.util.List;

/// An HTML page: the head, a body that the caller fills through [#html], and its script at the end.
/// For one thread.
///
/// Style and script stand in the page, and the page's policy allows these two by their hash. What
/// else it allows is up to the caller: a page of a file allows nothing, a page of a server may call
/// its own host.
public final class Page {
  private final Html html = new Html();
  private final String script;
  private final String policy;

  /// Begins a page.
  ///
  /// @param policy what the page may do besides showing its style and running its script
  /// @param styles put in the page, in this order
  /// @param modules the scripts, see [Script#joined]; empty: the page has no script
  public Page(String title, ContentPolicy policy, List<Asset> styles, List<Asset> modules) {
    this.script = modules.isEmpty() ? "" : Script.joined(modules);
    String style = String.join("", styles.stream().map(Asset::content).toList());
    ContentPolicy own = policy.allowingContent("style-src", style);
    this.policy = (script.isEmpty() ? own : own.allowingContent("script-src", script)).text();
    begin(title, style);
  }

  /// A page that is one file and has no script.
  public static Page plain(String title) {
    return new Page(title, ContentPolicy.CLOSED, List.of(Asset.STYLE), List.of());
  }

  /// Where the content goes, inside `body`.
  public Html html() {
    return html;
  }

  /// The policy that stands in the page, for a server that sends it as a header too.
  public String policy() {
    return policy;
  }

  /// Ends the page and gives it whole.
  ///
  /// @throws IllegalStateException if an element of the content is still open
  public String finish() {
    if (!script.isEmpty()) {
      html.open("script").raw(script).closeLine();
    }
    return html.closeLine().close().markup() + "\n";
  }

  private void begin(String title, String style) {
    html.raw("<!doctype html>\n")
        .open("html", "lang", "en")
        .open("head")
        .empty("meta", "charset", "utf-8")
        .empty("meta", "http-equiv", "Content-Security-Policy", "content", policy)
        .empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
        .empty("meta", "name", "color-scheme", "content", "light dark")
        .element("title", title)
        // An empty icon keeps browsers from asking a server for one.
        .empty("link", "rel", "icon", "href", "data:,")
        .open("style")
        .raw(style)
        .close()
        .closeLine()
        .open("body");
  }
}
