package dev.prod2vec.quality;

import java.util.List;

/// All checks of a run: the content of `quality.json`.
///
/// @param checks in a fixed order
public record QualityReport(List<Check> checks) {
  /// Name of the file in a run directory.
  public static final String FILE = "quality.json";

  public QualityReport {
    checks = List.copyOf(checks);
  }

  /// The checks with a verdict, in order.
  public List<Check> withVerdict(Verdict verdict) {
    return checks.stream().filter(check -> check.verdict() == verdict).toList();
  }

  /// Whether no check failed; warnings do not count.
  public boolean passed() {
    return withVerdict(Verdict.FAILED).isEmpty();
  }
}
