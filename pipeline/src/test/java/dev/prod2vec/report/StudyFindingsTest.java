package dev.prod2vec.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.study.Measure;
import dev.prod2vec.text.HumanNumbers;
import dev.prod2vec.tuning.GaussianProcessSampler;
import dev.prod2vec.tuning.Hyperparameter;
import dev.prod2vec.tuning.Scale;
import dev.prod2vec.tuning.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudyFindingsTest {
  private static StudyFindings of(MadeUpStudy study) {
    return StudyFindings.of(study.data());
  }

  @Test
  void saysWhichTrialWasBestAndWhatItHas() {
    StudyFindings findings =
        of(
            MadeUpStudy.ofHitRates(0.10, 0.12)
                .completed(0.14, Map.of("learning-rate", 0.07, "objective", "skip-gram"))
                .pruned(0.2)
                .completed(0.14, Map.of()));
    assertThat(findings.found())
        .isEqualTo("Of 5 trials, number 2 was the best: HR@10 0.1400 on validation orders.");
    assertThat(findings.settings())
        .isEqualTo("It has objective skip-gram, dim 128, learning-rate 0.07, dropout 0.4.");
  }

  @Test
  void theBestByLossIsTheLowest() {
    StudyFindings findings =
        of(
            new MadeUpStudy(Measure.LOSS, 10_000)
                .completed(0.10, Map.of())
                .completed(0.12, Map.of())
                .completed(0.11, Map.of()));
    assertThat(findings.found())
        .isEqualTo("Of 3 trials, number 1 was the best: loss 4.880 on validation orders.");
    assertThat(findings.worth()).startsWith("2 of 3 trials improved on the best before");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.1300 | 0.1360 | no other trial comes that near, so it is probably better",
        "0.1300 | 0.1380 | one other trial comes that near and may be as good.",
        "0.1370 | 0.1390 | 2 other trials come that near and may be as good.",
      })
  void howSureItIsFollowsFromTheTrialsWithinOneStandardError(
      double first, double second, String words) {
    assertThat(of(MadeUpStudy.ofHitRates(first, second, 0.14)).sure())
        .startsWith("With 10,000 validation baskets, chance moves HR@10 by about 0.0035; ")
        .contains(words);
  }

  @Test
  void fewerBasketsAreLessSure() {
    assertThat(
            of(new MadeUpStudy(Measure.HIT_RATE, 1)
                    .completed(0.10, Map.of())
                    .completed(0.14, Map.of()))
                .sure())
        .isEqualTo(
            "With 1 validation basket, chance moves HR@10 by about 0.3470; one other trial comes that"
                + " near and may be as good.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "learning-rate | 0.0105 | learning-rate at the lower end of its range (0.01)",
        "learning-rate | 0.3    | learning-rate at the upper end of its range (0.3)",
        "dropout       | 0.79   | dropout at the upper end of its range (0.8)",
      })
  void theRangeToWidenIsThatOfABestValueAtItsEdge(String name, double value, String words) {
    assertThat(of(MadeUpStudy.ofHitRates(0.1).completed(0.14, Map.of(name, value))).range())
        .contains("The best trial has " + words + ": a wider range may hold a better one.");
  }

  @Test
  void severalRangesMayBeWidened() {
    assertThat(
            of(MadeUpStudy.ofHitRates(0.1)
                    .completed(0.14, Map.of("dim", 256, "learning-rate", 0.3)))
                .range())
        .contains(
            "The best trial has dim at the upper end of its range (256), learning-rate at the upper end"
                + " of its range (0.3): a wider range may hold a better one.");
  }

  @ParameterizedTest
  @CsvSource({"learning-rate, 0.012", "learning-rate, 0.25", "dropout, 0", "dropout, 0.7"})
  void noRangeIsToBeWidenedForAValueInsideItOrAtTheEndOfWhatTrainingAllows(
      String name, double value) {
    assertThat(of(MadeUpStudy.ofHitRates(0.1).completed(0.14, Map.of(name, value))).range())
        .isEmpty();
  }

  @Test
  void aRangeOfOneValueHasNoEdge() {
    List<Hyperparameter> searched = new ArrayList<>(MadeUpStudy.SPACE.hyperparameters());
    searched.set(1, new Hyperparameter.Whole("dim", 128, 128, Scale.LINEAR));
    StudyData data = MadeUpStudy.ofHitRates(0.1, 0.14).data(new Space(searched));
    assertThat(StudyFindings.of(data).range()).isEmpty();
  }

  @Test
  void saysHowManyTrialsWereWorthIt() {
    assertThat(
            of(MadeUpStudy.ofHitRates(0.10, 0.09, 0.12)
                    .pruned(0.05)
                    .failed("training diverged")
                    .failed("training diverged"))
                .worth())
        .isEqualTo(
            "2 of 6 trials improved on the best before, none of the last 3 did; 1 was stopped early and"
                + " 2 failed.");
    assertThat(of(MadeUpStudy.ofHitRates(0.10, 0.12)).worth())
        .isEqualTo(
            "2 of 2 trials improved on the best before, the last one among them; 0 were stopped early"
                + " and 0 failed.");
    assertThat(of(MadeUpStudy.ofHitRates(0.12, 0.10)).worth()).contains("the last one did not;");
  }

  @Test
  void trialsThatWereWorthItAreTheRecordsInTheOrderOfTheirEnds() {
    Random random = new Random(5);
    for (int n = 1; n <= 40; n++) {
      double[] hitRates = random.doubles(n, 0.05, 0.2).toArray();
      int records = 0;
      double best = 0;
      for (double hitRate : hitRates) {
        records += hitRate > best ? 1 : 0;
        best = Math.max(best, hitRate);
      }
      assertThat(of(MadeUpStudy.ofHitRates(hitRates)).worth())
          .startsWith(
              "%d of %s improved".formatted(records, HumanNumbers.count(n, "trial", "trials")));
    }
  }

  @Test
  void trialsThatWereAllStartedAtOnceAreARandomSearch() {
    MadeUpStudy study = new MadeUpStudy(Measure.HIT_RATE, 10_000);
    for (int trial = 0; trial < 2 * GaussianProcessSampler.STARTUP_TRIALS; trial++) {
      study.atOnce(0.1 + trial / 1000.0);
    }
    assertThat(of(study).kind())
        .contains(
            "All trials were started at once, before any had ended: this was a random search, not a"
                + " Bayesian one.");
    // One that could learn from the others makes it another search.
    assertThat(of(study.completed(0.1, Map.of())).kind()).isEmpty();
  }

  @Test
  void trialsThatOnlySpreadOverTheSpaceAreARandomSearchToo() {
    MadeUpStudy study = new MadeUpStudy(Measure.HIT_RATE, 10_000);
    for (int trial = 0; trial < GaussianProcessSampler.STARTUP_TRIALS; trial++) {
      study.completed(0.1 + trial / 1000.0, Map.of());
      assertThat(of(study).kind().orElseThrow())
          .isEqualTo(
              "The first 10 trials only spread over the space, so this was a random search; the model"
                  + " chooses from then on.");
    }
    assertThat(of(study.completed(0.1, Map.of())).kind()).isEmpty();
  }

  @Test
  void trialsOfAnEarlierStudyAreSomethingToLearnFrom() {
    assertThat(of(MadeUpStudy.ofHitRates().earlier(0.1).earlier(0.11).atOnce(0.12)).kind())
        .isEmpty();
  }

  @Test
  void theSentencesStandInTheOrderInWhichTheyAreRead() {
    StudyFindings findings = of(MadeUpStudy.ofHitRates(0.1).completed(0.14, Map.of("dim", 256)));
    assertThat(findings.sentences())
        .containsExactly(
            findings.found(),
            findings.settings(),
            findings.sure(),
            findings.range().orElseThrow(),
            findings.worth(),
            findings.kind().orElseThrow());
  }
}
