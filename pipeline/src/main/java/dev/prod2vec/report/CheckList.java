package dev.prod2vec.report;

import dev.prod2vec.page.Examples;
import dev.prod2vec.page.Html;
import dev.prod2vec.quality.Check;
import dev.prod2vec.quality.QualityReport;
import dev.prod2vec.quality.Severity;
import dev.prod2vec.quality.Verdict;
import dev.prod2vec.text.HumanNumbers;
import java.util.Comparator;
import java.util.List;

/// How checks are shown, on the report and on their own page.
final class CheckList {
  private CheckList() {}

  /// One sentence: how many checks, how many failed.
  static String summary(QualityReport quality) {
    long warned = count(quality, Verdict.WARNED);
    long failed = count(quality, Verdict.FAILED);
    String all = HumanNumbers.count(quality.checks().size(), "check", "checks");
    if (warned + failed == 0) {
      return all + ", all passed.";
    }
    return "%s: %s passed, %s, %s failed."
        .formatted(
            all,
            HumanNumbers.count(count(quality, Verdict.PASSED)),
            HumanNumbers.count(warned, "warning", "warnings"),
            failed == 0 ? "none" : HumanNumbers.count(failed));
  }

  static long count(QualityReport quality, Verdict verdict) {
    return quality.withVerdict(verdict).size();
  }

  /// Failed checks, then warnings, then passed ones, each in the order in which they ran.
  static List<Check> worstFirst(QualityReport quality) {
    return quality.checks().stream()
        .sorted(Comparator.comparingInt(check -> -rank(check.verdict())))
        .toList();
  }

  /// The verdict as a sign and a word.
  static void verdict(Html html, Verdict verdict) {
    String style =
        switch (verdict) {
          case PASSED -> "passed";
          case WARNED -> "warned";
          case FAILED -> "failed";
        };
    String word =
        switch (verdict) {
          case PASSED -> "✓ passed";
          case WARNED -> "! warning";
          case FAILED -> "✕ failed";
        };
    html.element("span", word, "class", "verdict " + style).text(" ");
  }

  /// What was found, what is allowed, and examples.
  static void findings(Html html, Check check) {
    html.open("dl", "class", "plain")
        .element("dt", "Found")
        .element("dd", check.observed())
        .element("dt", "Allowed")
        .element("dd", check.bound());
    if (!check.advice().isEmpty()) {
      html.element("dt", "What to do").element("dd", check.advice());
    }
    html.element("dt", "If it fails")
        .element("dd", severity(check.severity()))
        .element("dt", "Name in the config")
        .open("dd")
        .element("code", check.name())
        .close()
        .close();
    Examples.table(html, check.name(), check.exampleColumns(), check.examples());
  }

  private static String severity(Severity severity) {
    return switch (severity) {
      case ERROR -> "the run stops before training";
      case WARN -> "the run continues with a warning";
    };
  }

  private static int rank(Verdict verdict) {
    return switch (verdict) {
      case PASSED -> 0;
      case WARNED -> 1;
      case FAILED -> 2;
    };
  }
}
