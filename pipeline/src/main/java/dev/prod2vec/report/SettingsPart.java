package dev.prod2vec.report;

import dev.prod2vec.page.Html;
import dev.prod2vec.page.Names;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// The last part of the report: everything needed to repeat the run.
final class SettingsPart {
  private static final int DIGITS = 16;

  private SettingsPart() {}

  static void write(Html html, RunFacts.Run run) {
    html.open("section", "class", "part", "id", "settings", "aria-labelledby", "settings-title")
        .element("h2", "Reproduce this run", "id", "settings-title")
        .element(
            "p",
            "The same input files, settings and version of prod2vec (%s) give the same vectors, byte for byte, on any number of processors."
                .formatted(run.toolVersion()));
    table(
        html,
        "Input files; manifest.json has their paths and whole hashes",
        "File",
        "SHA-256 of its bytes, first %d digits".formatted(DIGITS),
        hashes(run.inputSha256()));
    html.open("details").element("summary", "All settings");
    table(html, "Settings of the run", "Setting", "Value", run.settings());
    html.close().closeLine();
  }

  private static SequencedMap<String, String> hashes(SequencedMap<String, String> inputs) {
    List<String> names = Names.ofFiles(List.copyOf(inputs.keySet()));
    SequencedMap<String, String> hashes = new LinkedHashMap<>();
    inputs
        .values()
        .forEach(hash ->
            hashes.put(
                names.get(hashes.size()), hash.substring(0, Math.min(DIGITS, hash.length()))));
    return hashes;
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
