package dev.prod2vec.quality;

import dev.prod2vec.setting.Setting;
import java.util.List;

/// Bounds of the checks.
public record QualityConfig(
    @Setting("Checks that only warn when they fail, by name.") List<String> warnOnly) {

  public static final QualityConfig DEFAULT = new QualityConfig(List.of());

  public QualityConfig {
    warnOnly = List.copyOf(warnOnly);
  }
}
