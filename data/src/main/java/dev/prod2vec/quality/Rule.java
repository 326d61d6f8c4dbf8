package dev.prod2vec.quality;

import java.util.List;
import java.util.function.Function;

/// What a check asks, how bad the wrong answer is, and how it is found.
///
/// @param <S> what is measured: the report of preparation, or the prepared files too
/// @param name kebab-case; what `quality.warn-only` names
/// @param question as a person would ask, so that yes is good
/// @param severity an error makes vectors impossible, wrong or impossible to judge; the rest warns
record Rule<S>(String name, String question, Severity severity, Measure<S> measure) {
  /// Measures something and holds it to a bound.
  interface Measure<S> {
    /// Measures it.
    ///
    /// @throws InterruptedException if the thread is interrupted
    Measured of(S subject, QualityConfig bounds) throws InterruptedException;
  }

  /// The same rule for something that has what it measures.
  <T> Rule<T> over(Function<T, S> part) {
    return new Rule<>(
        name, question, severity, (whole, bounds) -> measure.of(part.apply(whole), bounds));
  }

  /// Asks the question.
  Check check(S subject, QualityConfig bounds) throws InterruptedException {
    Measured measured = measure.of(subject, bounds);
    Severity effective = bounds.warnOnly().contains(name) ? Severity.WARN : severity;
    if (measured.passed()) {
      return new Check(
          name,
          question,
          measured.observed(),
          measured.bound(),
          effective,
          Verdict.PASSED,
          "",
          List.of(),
          List.of());
    }
    return new Check(
        name,
        question,
        measured.observed(),
        measured.bound(),
        effective,
        switch (effective) {
          case ERROR -> Verdict.FAILED;
          case WARN -> Verdict.WARNED;
        },
        measured.advice(),
        measured.examples().columns(),
        measured.examples().rows());
  }
}
