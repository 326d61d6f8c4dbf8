package dev.prod2vec.report;

import dev.prod2vec.chart.Picture;
import dev.prod2vec.evaluation.Fit;
import dev.prod2vec.page.Html;
import dev.prod2vec.page.Page;
import dev.prod2vec.study.TrialRecord;
import dev.prod2vec.text.HumanNumbers;
import dev.prod2vec.tuning.Hyperparameter;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// `tuning.html`: what a search found, its pictures and all its trials, on one page that needs no
/// network and no other file.
public final class StudyPage {
  /// Name of the page in a run directory.
  public static final String FILE = "tuning.html";

  private StudyPage() {}

  /// Draws the pictures of a study.
  public static List<Picture> pictures(StudyData study) {
    return StudyCharts.of(study);
  }

  /// Writes the page.
  ///
  /// @param pictures the result of [#pictures]
  /// @param out receives the page; encode as UTF-8; not closed
  public static void write(StudyData study, List<Picture> pictures, Writer out) throws IOException {
    Page page = Page.plain("prod2vec tuning of run " + study.runId());
    Html html = page.html();
    StudyFindings findings = StudyFindings.of(study);
    header(html, study, findings);
    html.open("main");
    html.open("section", "class", "part", "aria-labelledby", "search-title")
        .element("h2", "How the search went", "id", "search-title");
    plots(
        html,
        pictures.stream().filter(picture -> parameter(picture, study).isEmpty()).toList(),
        "plots");
    html.element(
        "p",
        "What matters is measured by functional analysis of variance (fANOVA) of the Gaussian process that the search fits to all trials: the share of the variance of the expected %s that one hyperparameter explains, alone or together with others; so the shares may add up to more than 100%%. A point at the lower edge of a picture lies beyond it."
            .formatted(study.measure().title())
            .replace("%%", "%"),
        "class",
        "soft");
    html.closeLine();
    html.open("section", "class", "part", "aria-labelledby", "each-title")
        .element("h2", "Each hyperparameter", "id", "each-title");
    for (Hyperparameter hyperparameter : study.hyperparameters()) {
      String name = hyperparameter.name();
      html.element("h3", name);
      plots(
          html,
          pictures.stream()
              .filter(picture -> parameter(picture, study).filter(name::equals).isPresent())
              .toList(),
          "plots three");
    }
    html.closeLine();
    trials(html, study);
    settings(html, study);
    html.closeLine();
    html.open("footer")
        .text("Made by prod2vec " + study.toolVersion())
        .text(". This page is one file: it loads nothing and sends nothing. For programs,")
        .text(" tuning.csv says the same; every picture is beside it as svg and png.")
        .closeLine();
    out.write(page.finish());
  }

  /// The hyperparameter that a picture shows.
  private static Optional<String> parameter(Picture picture, StudyData study) {
    return study.hyperparameters().stream()
        .map(Hyperparameter::name)
        .filter(name -> StudyCharts.isOf(name, picture))
        .findFirst();
  }

  private static void header(Html html, StudyData study, StudyFindings findings) {
    html.open("header")
        .open("p", "class", "eyebrow")
        .element("strong", "prod2vec")
        .text(" · search for hyperparameters of run " + study.runId())
        .close()
        .element("h1", findings.found());
    List<String> more = new ArrayList<>(findings.sentences());
    more.removeFirst();
    html.element("p", String.join(" ", more), "class", "lead");
    TrialRecord best = study.best();
    Fit scores = best.scores().orElseThrow();
    html.open("dl", "class", "figures");
    figure(html, "HR@10 of the best trial", HumanNumbers.percent(scores.hitRate10()));
    figure(html, "Its MRR", HumanNumbers.decimal(scores.meanReciprocalRank(), 4));
    figure(html, "Trials", HumanNumbers.count(study.trials().size()));
    figure(
        html,
        "Epochs trained",
        HumanNumbers.count(study.trials().stream().mapToInt(trial -> trial.epochs().size()).sum()));
    html.close().closeLine();
  }

  private static void figure(Html html, String name, String value) {
    html.open("div").element("dt", name).element("dd", value).close();
  }

  private static void plots(Html html, List<Picture> pictures, String layout) {
    html.open("div", "class", layout);
    for (Picture picture : pictures) {
      html.open("figure")
          .element("figcaption", picture.title())
          .empty(
              "img",
              "alt",
              picture.description(),
              "width",
              Integer.toString(picture.width()),
              "height",
              Integer.toString(picture.height()),
              "src",
              "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(picture.svg()))
          .element("p", picture.description(), "class", "soft small")
          .closeLine();
    }
    html.closeLine();
  }

  private static void trials(Html html, StudyData study) {
    html.open("section", "class", "part", "aria-labelledby", "trials-title")
        .element("h2", "All trials", "id", "trials-title")
        .open("div", "class", "example-table")
        .open("table")
        .element("caption", "The best first; then those that were stopped early or failed.")
        .open("thead")
        .open("tr");
    List<String> columns = new ArrayList<>(List.of("Trial", "Status", "HR@10", "MRR", "Loss"));
    study.hyperparameters().forEach(hyperparameter -> columns.add(hyperparameter.name()));
    columns.addAll(List.of("Epochs", "Seconds"));
    for (String column : columns) {
      html.element("th", column, "scope", "col", "class", column.equals("Status") ? "" : "number");
    }
    html.close().close().open("tbody");
    for (TrialRecord trial : study.bestFirst()) {
      row(html, study, trial);
    }
    html.close().close().close().closeLine();
  }

  private static void row(Html html, StudyData study, TrialRecord trial) {
    html.open("tr")
        .element("th", Integer.toString(trial.trial()), "scope", "row", "class", "number")
        .open("td")
        .text(status(trial));
    trial.message().ifPresent(message -> html.element("small", " " + message));
    html.close();
    List<String> cells = new ArrayList<>();
    cells.add(decimal(trial, Fit::hitRate10, 4));
    cells.add(decimal(trial, Fit::meanReciprocalRank, 4));
    cells.add(decimal(trial, Fit::loss, 3));
    study
        .hyperparameters()
        .forEach(hyperparameter ->
            cells.add(
                ParameterScale.text(
                    trial.parameters().getOrDefault(hyperparameter.name(), HumanNumbers.NONE))));
    cells.add(Integer.toString(trial.epochs().size()));
    cells.add(HumanNumbers.decimal(trial.seconds(), 1));
    cells.forEach(cell -> html.element("td", cell, "class", "number"));
    html.closeLine();
  }

  private static String status(TrialRecord trial) {
    String how =
        switch (trial.status()) {
          case COMPLETED -> "completed";
          case PRUNED -> "stopped early";
          case FAILED -> "failed";
        };
    return trial.earlier() ? how + ", earlier study" : how;
  }

  private interface ScoreOf {
    double of(Fit scores);
  }

  private static String decimal(TrialRecord trial, ScoreOf score, int digits) {
    return trial
        .scores()
        .map(scores -> HumanNumbers.decimal(score.of(scores), digits))
        .orElse(HumanNumbers.NONE);
  }

  private static void settings(Html html, StudyData study) {
    html.open("section", "class", "part", "aria-labelledby", "settings-title")
        .element("h2", "What was searched", "id", "settings-title")
        .open("dl", "class", "plain");
    study
        .studyKey()
        .parameters()
        .forEach((name, range) -> {
          String text =
              range instanceof List<?> options
                  ? options.stream().map(String::valueOf).collect(Collectors.joining(", "))
                  : String.valueOf(range);
          if (!text.isEmpty()) {
            html.element("dt", name).element("dd", text);
          }
        });
    html.element("dt", "judged by")
        .element("dd", study.measure().title() + " on validation orders")
        .element("dt", "stopped early by")
        .element("dd", study.studyKey().pruner().name().toLowerCase(Locale.ROOT).replace('_', ' '))
        .element("dt", "seed")
        .element("dd", Long.toString(study.studyKey().seed()));
    html.close().closeLine();
  }
}
