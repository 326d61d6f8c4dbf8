package dev.prod2vec.export;

import static dev.prod2vec.setting.Records.requireRanges;

import dev.prod2vec.file.CsvFormulas;
import dev.prod2vec.setting.Records;
import dev.prod2vec.setting.Setting;

/// What post_processing writes.
public record ExportConfig(
    @Setting(
            value = "Neighbours per product in neighbours.csv, of each kind.",
            defaultValue = "10",
            min = 1,
            max = 1000)
        int neighbours,
    @Setting(
            value =
                "How to write ids, names and categories in csv and tsv files that a spreadsheet takes for"
                    + " formulas, as =1+1: quote puts an apostrophe in front.",
            defaultValue = "keep")
        CsvFormulas csvFormulas) {

  public static final ExportConfig DEFAULT = Records.defaults(ExportConfig.class);

  public ExportConfig {
    requireRanges(ExportConfig.class, neighbours, csvFormulas);
  }
}
