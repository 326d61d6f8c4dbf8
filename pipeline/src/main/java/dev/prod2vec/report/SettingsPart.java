package dev.prod2vec.report;

import java.util.SequencedMap;

/// The last part of the report: what it takes to make the run again.
final class SettingsPart {
  private SettingsPart() {}

  static void write(Html html, ReportData data) {
    html.open("section", "class", "part", "id", "settings", "aria-labelledby", "settings-title")
        .element("h2", "How to make it again", "id", "settings-title")
        .element(
            "p",
            "The same input files, settings and version of prod2vec (%s) give the same vectors, byte for byte, on any number of processors."
                .formatted(data.toolVersion()));
    table(html, "Input files", "File", "SHA-256 of its bytes", data.inputSha256());
    html.open("details").element("summary", "All settings");
    table(html, "Settings of the run", "Setting", "Value", data.settings());
    html.close().closeLine();
  }

  private static void table(
      Html html, String caption, String key, String value, SequencedMap<String, String> rows) {
    html.open("table", "class", "settings")
        .element("caption", caption)
        .open("thead")
        .open("tr")
        .element("th", key, "scope", "col")
        .element("th", value, "scope", "col")
        .close()
        .close()
        .open("tbody");
    rows.forEach((name, content) ->
        html.open("tr")
            .element("th", name, "scope", "row")
            .open("td")
            .element("code", content)
            .close()
            .closeLine());
    html.close().closeLine();
  }
}
