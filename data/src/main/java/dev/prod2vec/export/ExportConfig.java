package dev.prod2vec.export;

import static dev.prod2vec.setting.Require.require;

import dev.prod2vec.file.CsvFormulas;
import dev.prod2vec.setting.Setting;

/// What post_processing writes.
public record ExportConfig(
    @Setting("Neighbours per product in neighbours.csv, of each kind; 1 to 1000.") int neighbours,
    @Setting(
            "What becomes of ids, names and categories in csv and tsv files that a spreadsheet takes for"
                + " formulas, as =1+1: quote puts an apostrophe in front.")
        CsvFormulas csvFormulas) {

  public static final ExportConfig DEFAULT = new ExportConfig(10, CsvFormulas.KEEP);

  public ExportConfig {
    require(
        neighbours >= 1 && neighbours <= 1000,
        "neighbours must be 1 to 1000, but is %d",
        neighbours);
  }
}
