package dev.prod2vec.report;

import dev.prod2vec.evaluation.Fit;
import dev.prod2vec.study.Measure;
import dev.prod2vec.study.TrainingSpace;
import dev.prod2vec.study.TrialRecord;
import dev.prod2vec.text.HumanNumbers;
import dev.prod2vec.tuning.GaussianProcessSampler;
import dev.prod2vec.tuning.Hyperparameter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a study found, in words.
///
/// @param found which trial was the best
/// @param settings its hyperparameters
/// @param sure how sure it is that no other trial is as good
/// @param range which range to widen, if one
/// @param worth how many trials improved on the best before
/// @param kind what kind of search it was, if not the usual one
public record StudyFindings(
    String found,
    String settings,
    String sure,
    Optional<String> range,
    String worth,
    Optional<String> kind) {
  /// A value is at the edge of its range if it is this near to an end, as a share of the range.
  private static final double EDGE = 0.04;

  /// How far beyond an end a wider range would begin, as a share of the range.
  private static final double BEYOND = 0.05;

  /// The findings of a study.
  public static StudyFindings of(StudyData study) {
    return new StudyFindings(
        found(study), settings(study), sure(study), range(study), worth(study), kind(study));
  }

  /// All sentences.
  public List<String> sentences() {
    List<String> all = new ArrayList<>(List.of(found, settings, sure));
    range.ifPresent(all::add);
    all.add(worth);
    kind.ifPresent(all::add);
    return all;
  }

  private static String found(StudyData study) {
    TrialRecord best = study.best();
    return "Of %s, number %d was the best: %s %s on validation orders."
        .formatted(
            HumanNumbers.count(study.trials().size(), "trial", "trials"),
            best.trial(),
            study.measure().title(),
            value(study.measure(), best));
  }

  private static String settings(StudyData study) {
    return study.best().parameters().entrySet().stream()
        .map(entry -> entry.getKey() + " " + ParameterScale.text(entry.getValue()))
        .collect(Collectors.joining(", ", "It has ", "."));
  }

  private static String sure(StudyData study) {
    TrialRecord best = study.best();
    int baskets = study.studyKey().baskets();
    double hitRate = best.scores().map(Fit::hitRate10).orElse(0.0);
    double chance = Math.sqrt(hitRate * (1 - hitRate) / Math.max(1, baskets));
    long near =
        study.completed().stream()
            .filter(trial -> trial.trial() != best.trial())
            .filter(trial -> trial.scores().map(Fit::hitRate10).orElse(0.0) >= hitRate - chance)
            .count();
    String others =
        switch ((int) near) {
          case 0 -> "no other trial comes that near, so it is probably better than the others";
          case 1 -> "one other trial comes that near and may be as good";
          default -> near + " other trials come that near and may be as good";
        };
    return "With %s, chance moves HR@10 by about %s; %s."
        .formatted(
            HumanNumbers.count(baskets, "validation basket", "validation baskets"),
            String.format(Locale.ROOT, "%.4f", chance),
            others);
  }

  private static Optional<String> range(StudyData study) {
    List<String> edges = new ArrayList<>();
    for (Hyperparameter hyperparameter : study.hyperparameters()) {
      if (hyperparameter instanceof Hyperparameter.Choice) {
        continue;
      }
      ParameterScale scale = new ParameterScale(hyperparameter);
      double from = scale.place(scale.min());
      double width = scale.place(scale.max()) - from;
      double share = (scale.place(scale.of(study.best())) - from) / width;
      boolean low = share <= EDGE && isWider(scale, -BEYOND);
      boolean high = share >= 1 - EDGE && isWider(scale, 1 + BEYOND);
      if (low || high) {
        edges.add(
            "%s at the %s end of its range (%s)"
                .formatted(
                    scale.name(),
                    low ? "lower" : "upper",
                    ParameterScale.text(low ? scale.min() : scale.max())));
      }
    }
    return edges.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "The best trial has %s: a wider range may hold a better one."
                .formatted(String.join(", ", edges)));
  }

  /// Whether training allows values beyond an end of the range at all.
  private static boolean isWider(ParameterScale scale, double share) {
    double beyond = scale.number(scale.stretched(share));
    return TrainingSpace.allows(
        scale.name(),
        scale.hyperparameter() instanceof Hyperparameter.Whole ? (Object) (int) beyond : beyond);
  }

  private static String worth(StudyData study) {
    List<TrialRecord> byEnd =
        study.trials().stream().sorted(Comparator.comparing(TrialRecord::end)).toList();
    double lowest = Double.POSITIVE_INFINITY;
    int improved = 0;
    int since = 0;
    for (TrialRecord trial : byEnd) {
      double loss =
          StudyData.isCompleted(trial)
              ? study.loss(trial.value().orElseThrow())
              : Double.POSITIVE_INFINITY;
      since++;
      if (loss < lowest) {
        improved++;
        lowest = loss;
        since = 0;
      }
    }
    Map<TrialRecord.Status, Long> counts =
        study.trials().stream()
            .collect(Collectors.groupingBy(TrialRecord::status, Collectors.counting()));
    long stopped = counts.getOrDefault(TrialRecord.Status.PRUNED, 0L);
    return "%d of %s improved on the best before, %s; %d %s stopped early and %d failed."
        .formatted(
            improved,
            HumanNumbers.count(byEnd.size(), "trial", "trials"),
            switch (since) {
              case 0 -> "the last one among them";
              case 1 -> "the last one did not";
              default -> "none of the last %d did".formatted(since);
            },
            stopped,
            stopped == 1 ? "was" : "were",
            counts.getOrDefault(TrialRecord.Status.FAILED, 0L));
  }

  /// A search that could not learn from its trials is called random.
  private static Optional<String> kind(StudyData study) {
    List<TrialRecord> own = study.trials().stream().filter(trial -> !trial.earlier()).toList();
    if (own.size() < study.trials().size()) {
      return Optional.empty();
    }
    Instant firstEnd =
        own.stream().map(TrialRecord::end).min(Comparator.naturalOrder()).orElse(Instant.MAX);
    if (own.size() > 1 && own.stream().allMatch(trial -> trial.start().isBefore(firstEnd))) {
      return Optional.of(
          "All trials were started at once, before any had ended: this was a random search, not a Bayesian one.");
    }
    return own.size() <= GaussianProcessSampler.STARTUP_TRIALS
        ? Optional.of(
            "The first %d trials only spread over the space, so this was a random search; the model chooses from then on."
                .formatted(GaussianProcessSampler.STARTUP_TRIALS))
        : Optional.empty();
  }

  static String value(Measure measure, TrialRecord trial) {
    int digits = measure == Measure.LOSS ? 3 : 4;
    return trial
        .value()
        .map(value -> String.format(Locale.ROOT, "%." + digits + "f", value))
        .orElse(HumanNumbers.NONE);
  }
}
