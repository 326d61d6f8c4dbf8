package dev.prod2vec.report;

import dev.prod2vec.page.Asset;
import dev.prod2vec.page.ContentPolicy;
import dev.prod2vec.page.Html;
import dev.prod2vec.page.Page;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// `report.html`: what went in, what came out and how good it is, on one page that needs no network
/// and no other file.
public final class RunReport {
  /// Name of the file in a run directory.
  public static final String FILE = "report.html";

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /// Each after those that it imports.
  private static final List<Asset> SCRIPTS =
      Stream.of(
              "dom.js",
              "search.js",
              "products.js",
              "csv.js",
              "address.js",
              "list.js",
              "filters.js",
              "detail.js",
              "labels.js",
              "map.js",
              "report.js")
          .map(name -> Asset.of(RunReport.class, name))
          .toList();

  private RunReport() {}

  /// Writes the page. Takes some seconds with thousands of products, on one thread; the same data
  /// give the same bytes.
  ///
  /// @param out receives the page; encode as UTF-8; not closed
  public static void write(ReportData data, Writer out) throws IOException {
    Page page =
        new Page(
            "prod2vec report of run " + data.facts().run().id(),
            ContentPolicy.CLOSED,
            List.of(Asset.STYLE, Asset.of(RunReport.class, "products.css")),
            SCRIPTS);
    Html html = page.html();
    RunFacts facts = data.facts();
    html.element("a", "Skip to the results", "class", "skip hidden", "href", "#results");
    Headline.write(html, facts);
    navigation(html);
    html.open("main");
    ScoresPart.write(html, facts);
    MapPart.write(html, data);
    ProductsPart.write(html, data.products());
    facts(html, facts);
    html.closeLine();
    html.open("footer")
        .text(
            "Made by prod2vec " + facts.run().toolVersion() + " on " + date(facts.run().created()))
        .text(". This page is one file: it loads nothing and sends nothing.")
        .closeLine();
    out.write(page.finish());
  }

  /// Writes what the page says about the run, without its products, for another page. It looks as
  /// it should with [Asset#STYLE].
  public static void writeFacts(RunFacts facts, Html html) {
    Headline.write(html, facts);
    ScoresPart.write(html, facts);
    facts(html, facts);
  }

  private static void facts(Html html, RunFacts facts) {
    InputPart.write(html, facts);
    ChecksPart.write(html, facts.quality());
    facts.start().ifPresent(start -> StartPart.write(html, start));
    TrainingPart.write(html, facts.epochs());
    SettingsPart.write(html, facts.run());
  }

  static String date(Instant when) {
    return DATE.format(when);
  }

  private static void navigation(Html html) {
    html.open("nav", "aria-label", "Parts of this report").open("ul");
    for (String[] part :
        new String[][] {
          {"results", "Results"},
          {"map-part", "Map"},
          {"products", "Products"},
          {"input", "What went in"},
          {"checks", "Checks"},
          {"training", "Training"},
          {"settings", "Settings"}
        }) {
      html.open("li").element("a", part[1], "href", "#" + part[0]).close();
    }
    html.close().closeLine();
  }
}
