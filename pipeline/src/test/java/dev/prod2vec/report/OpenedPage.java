package dev.prod2vec.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.LongStream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/// A page whose script runs, without a browser: GraalJS runs it on the document that linkedom makes
/// of the page. Everything that the script leaves to do later is done when a method returns; what
/// it throws is thrown. One page is open at a time: the next one takes its place.
final class OpenedPage {
  private static final Context JAVASCRIPT = javascript();

  private final Value browser;

  /// A file that the page handed out.
  record Saved(String name, String type, String content) {}

  private OpenedPage(Value browser) {
    this.browser = browser;
  }

  static OpenedPage of(String page) {
    return at(page, "");
  }

  /// The page at an address.
  ///
  /// @param hash from `#` on; empty: none
  static OpenedPage at(String page, String hash) {
    Value browser = JAVASCRIPT.eval("js", resource("browser.js"));
    browser.invokeMember("open", page, hash);
    return new OpenedPage(browser);
  }

  private static Context javascript() {
    Context context =
        Context.newBuilder("js")
            .allowExperimentalOptions(true)
            .option("engine.WarnInterpreterOnly", "false")
            .option("js.esm-eval-returns-exports", "true")
            .option("js.unhandled-rejections", "throw")
            .build();
    Value bindings = context.getBindings("js");
    bindings.putMember(
        "atob",
        (ProxyExecutable)
            arguments ->
                new String(
                    Base64.getDecoder().decode(arguments[0].asString()),
                    StandardCharsets.ISO_8859_1));
    context.eval("js", "globalThis.self = globalThis;");
    bindings.putMember("linkedom", context.eval(linkedom()));
    return context;
  }

  /// Text of every element that a selector finds.
  List<String> texts(String selector) {
    Value texts = browser.invokeMember("texts", selector);
    return LongStream.range(0, texts.getArraySize())
        .mapToObj(i -> texts.getArrayElement(i).asString())
        .toList();
  }

  /// Text of the only element that a selector finds.
  String text(String selector) {
    List<String> texts = texts(selector);
    if (texts.size() != 1) {
      throw new AssertionError(selector + " found " + texts.size() + " elements");
    }
    return texts.getFirst();
  }

  /// How many of the elements that a selector finds are not hidden.
  int visible(String selector) {
    return browser.invokeMember("visible", selector).asInt();
  }

  String attribute(String selector, String name) {
    return browser.invokeMember("attribute", selector, name).asString();
  }

  void click(String selector) {
    browser.invokeMember("click", selector);
  }

  void type(String selector, String text) {
    browser.invokeMember("type", selector, text);
  }

  void key(String selector, String key) {
    browser.invokeMember("key", selector, key);
  }

  /// Does something at a place of the map.
  ///
  /// @param event such as `click`
  void point(double x, double y, String event) {
    browser.invokeMember("point", x, y, event);
  }

  /// Goes back, as the browser's button does.
  void back() {
    browser.invokeMember("back");
  }

  /// The address from `#` on.
  String hash() {
    return browser.invokeMember("hash").asString();
  }

  /// Text of the element that has the focus.
  String focused() {
    return browser.getMember("focused").getMember("textContent").asString();
  }

  /// The only file that was saved.
  Saved saved() {
    Value saved = browser.getMember("saved");
    if (saved.getArraySize() != 1) {
      throw new AssertionError(saved.getArraySize() + " files were saved");
    }
    Value file = saved.getArrayElement(0);
    return new Saved(
        file.getArrayElement(0).asString(),
        file.getArrayElement(1).asString(),
        file.getArrayElement(2).asString());
  }

  private static Source linkedom() {
    try {
      Properties properties = new Properties();
      properties.load(
          new StringReader(resource("/META-INF/maven/org.webjars.npm/linkedom/pom.properties")));
      String file =
          "/META-INF/resources/webjars/linkedom/%s/worker.js"
              .formatted(properties.getProperty("version"));
      return Source.newBuilder("js", resource(file), file)
          .mimeType("application/javascript+module")
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(OpenedPage.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
