package dev.prod2vec.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/// A self-contained page: style and script inside, and a Content-Security-Policy that allows these
/// two by their hash and nothing else, no network above all.
public final class Page {
  private final Html html = new Html();
  private final String script;

  private Page(String script) {
    this.script = script;
  }

  /// A page without a script.
  public static Page plain(String title) {
    return new Page("").begin(title);
  }

  /// A page with the script of the report.
  public static Page interactive(String title) {
    return new Page(resource("report.js")).begin(title);
  }

  /// Where the content goes, inside `body`.
  public Html html() {
    return html;
  }

  /// Ends the page.
  public String finish() {
    if (!script.isEmpty()) {
      html.open("script").raw(script).closeLine();
    }
    return html.closeLine().close().markup() + "\n";
  }

  private Page begin(String title) {
    String style = resource("page.css");
    html.raw("<!doctype html>\n")
        .open("html", "lang", "en")
        .open("head")
        .empty("meta", "charset", "utf-8")
        .empty("meta", "http-equiv", "Content-Security-Policy", "content", policy(style, script))
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
    return this;
  }

  private static String policy(String style, String script) {
    return "default-src 'none'; style-src 'sha256-%s'; script-src %s; img-src data:; base-uri 'none'; form-action 'none'"
        .formatted(sha256(style), script.isEmpty() ? "'none'" : "'sha256-" + sha256(script) + "'");
  }

  private static String sha256(String content) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return Base64.getEncoder()
          .encodeToString(digest.digest(content.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Objects.requireNonNull(Page.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
