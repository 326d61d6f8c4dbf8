package dev.prod2vec.config;

import dev.prod2vec.setting.Records;
import dev.prod2vec.setting.Setting;

/// What training starts from.
public record StartConfig(
    @Setting(
            "Earlier run whose vectors training starts with, so that they stay comparable: its id,"
                + " its folder or location, or newest, the newest finished run beside this one;"
                + " empty: from nothing.")
        String from,
    @Setting(
            value =
                "Products of the earlier run that too few of these orders have; drop: they get no"
                    + " vector; keep: they keep the one they had.",
            defaultValue = "drop")
        GoneProducts goneProducts,
    @Setting(
            value =
                "Largest mean drift of the vectors of known products, weighted by purchases (0: none"
                    + " moved, 1: nothing in common); above it nothing is exported.",
            defaultValue = "0.5",
            above = 0,
            max = 2)
        double maxDrift) {
  public static final StartConfig DEFAULT = Records.defaults(StartConfig.class);

  /// The word for the newest finished run.
  public static final String NEWEST = "newest";

  public StartConfig {
    Records.requireRanges(StartConfig.class, from, goneProducts, maxDrift);
  }
}
