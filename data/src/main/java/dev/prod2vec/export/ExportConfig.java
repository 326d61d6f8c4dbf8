package dev.prod2vec.export;

import static dev.prod2vec.setting.Require.require;

import dev.prod2vec.setting.Setting;

/// What post_processing writes.
public record ExportConfig(
    @Setting("Neighbours per product in neighbours.csv, of each kind; 1 to 1000.") int neighbours) {

  public static final ExportConfig DEFAULT = new ExportConfig(10);

  public ExportConfig {
    require(
        neighbours >= 1 && neighbours <= 1000,
        "neighbours must be 1 to 1000, but is %d",
        neighbours);
  }
}
