package dev.prod2vec.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.prod2vec.tuning.Hyperparameter.Choice;
import dev.prod2vec.tuning.Hyperparameter.Real;
import dev.prod2vec.tuning.Hyperparameter.Whole;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class StudyTest {
  private static final Space MIXED =
      Space.of(
          new Real("rate", 1e-4, 1, Scale.LOG),
          new Whole("dim", 8, 512, Scale.LOG),
          new Choice("objective", List.of("a", "b", "c")));
  private static final Space SQUARE =
      Space.of(new Real("x", 0, 1, Scale.LINEAR), new Real("y", 0, 1, Scale.LINEAR));

  /// Lowest, at 0, for rate .03, dim 96 and objective b.
  private static double mixed(Point point) {
    double u = Math.log10(point.real("rate") / 0.03);
    double v = Math.log(point.whole("dim") / 96.0);
    return u * u + v * v + (point.choice("objective").equals("b") ? 0 : 0.5);
  }

  private static double bowl(Point point) {
    return Math.pow(point.real("x") - 0.3, 2) + Math.pow(point.real("y") - 0.8, 2);
  }

  private static Study study(Space space) {
    return new Study(space, Goal.MINIMISE, new GaussianProcessSampler(1), List.of());
  }

  private static void run(Study study, int trials, Function<Point, Outcome> function) {
    for (int i = 0; i < trials; i++) {
      Trial trial = study.ask();
      study.tell(trial.number(), function.apply(trial.point()));
    }
  }

  private static List<Point> points(Study study) {
    return study.trials().stream().map(Trial::point).toList();
  }

  private static double best(Study study) {
    return study
        .best()
        .map(trial -> ((Outcome.Completed) trial.outcome()).value())
        .orElse(Double.NaN);
  }

  @Test
  void findsTheBestOfNumbersAndChoices() {
    Study study = study(MIXED);
    run(study, 35, point -> Outcome.of(mixed(point)));
    assertThat(best(study)).isLessThan(1e-3);
    assertThat(study.best().orElseThrow().point().choice("objective")).isEqualTo("b");
    assertThat(study.best().orElseThrow().point().whole("dim")).isBetween(93, 99);
  }

  @Test
  void maximisingIsMinimisingTheNegative() {
    Study down = study(SQUARE);
    Study up = new Study(SQUARE, Goal.MAXIMISE, new GaussianProcessSampler(1), List.of());
    run(down, 20, point -> Outcome.of(bowl(point)));
    run(up, 20, point -> Outcome.of(-bowl(point)));
    assertThat(points(up)).isEqualTo(points(down));
    assertThat(best(up)).isEqualTo(-best(down));
  }

  @Test
  void theFirstPointsComeFirst() {
    Point defaults = MIXED.point(Map.of("rate", 0.1, "dim", 128, "objective", "c"));
    Study study = new Study(MIXED, Goal.MINIMISE, new GaussianProcessSampler(1), List.of(defaults));
    assertThat(study.ask().point()).isEqualTo(defaults);
    assertThat(study.ask().point()).isNotEqualTo(defaults);
  }

  @Test
  void sameSeedAndAnswersGiveTheSameTrialsAndAnotherSeedOthers() {
    Study study = study(MIXED);
    Study again = study(MIXED);
    Study other = new Study(MIXED, Goal.MINIMISE, new GaussianProcessSampler(2), List.of());
    for (Study each : List.of(study, again, other)) {
      run(each, 14, point -> Outcome.of(mixed(point)));
    }
    assertThat(again.trials()).isEqualTo(study.trials());
    assertThat(points(other)).doesNotContainAnyElementsOf(points(study));
  }

  @Test
  void theTrialsAreThoseOfEveryOtherMachine() {
    // Written once; another processor or virtual machine must give the same bits.
    Study study = study(SQUARE);
    run(
        study,
        25,
        point -> Outcome.of(Math.abs(point.real("x") - 0.3) + Math.abs(point.real("y") - 0.6)));
    // The hash is over the bits of all coordinates.
    assertThat(points(study).hashCode()).isEqualTo(-725542030);
  }

  @Test
  void aStudyRebuiltFromItsTrialsContinuesAsIfUndisturbed() {
    Point defaults = MIXED.point(Map.of("rate", 0.1, "dim", 128, "objective", "c"));
    GaussianProcessSampler sampler = new GaussianProcessSampler(3);
    Function<Point, Outcome> function =
        point ->
            point.choice("objective").equals("a") ? new Outcome.Failed() : Outcome.of(mixed(point));
    Study undisturbed = new Study(MIXED, Goal.MINIMISE, sampler, List.of(defaults));
    run(undisturbed, 16, function);
    for (int stop : new int[] {0, 1, 7, 12}) {
      List<Trial> recorded = undisturbed.trials().subList(0, stop);
      Study resumed = Study.of(MIXED, Goal.MINIMISE, sampler, List.of(defaults), recorded);
      run(resumed, 16 - stop, function);
      assertThat(resumed.trials()).isEqualTo(undisturbed.trials());
    }
  }

  @Test
  void pendingTrialsAreApartFromEachOther() {
    Study study = study(SQUARE);
    run(study, 14, point -> Outcome.of(bowl(point)));
    Set<Point> pending = new HashSet<>();
    for (int i = 0; i < 8; i++) {
      pending.add(study.ask().point());
    }
    assertThat(pending).hasSize(8);
    for (Point a : pending) {
      for (Point b : pending) {
        if (!a.equals(b)) {
          assertThat(Math.hypot(a.real("x") - b.real("x"), a.real("y") - b.real("y")))
              .isGreaterThan(1e-5);
        }
      }
    }
  }

  @Test
  void theOrderOfTellingDoesNotMatter() {
    Study forward = study(SQUARE);
    Study backward = study(SQUARE);
    for (int i = 0; i < 12; i++) {
      forward.ask();
      backward.ask();
    }
    for (int i = 0; i < 12; i++) {
      forward.tell(i, Outcome.of(bowl(forward.trials().get(i).point())));
      backward.tell(11 - i, Outcome.of(bowl(backward.trials().get(11 - i).point())));
    }
    assertThat(backward.ask()).isEqualTo(forward.ask());
  }

  @Test
  void noPointOfAFiniteSpaceIsAskedTwiceWhileOthersRemain() {
    Space space =
        Space.of(new Whole("n", 1, 6, Scale.LOG), new Choice("c", List.of("x", "y", "z")));
    Study study = study(space);
    run(study, 18, point -> Outcome.of(Math.abs(point.whole("n") - 4)));
    assertThat(points(study)).doesNotHaveDuplicates().hasSize(18);
    run(study, 3, point -> Outcome.of(Math.abs(point.whole("n") - 4)));
    assertThat(study.trials()).hasSize(21);
  }

  @Test
  void aLargeFiniteSpaceHasNoDuplicatesAroundItsBestPoint() {
    Space space =
        Space.of(new Whole("n", 1, 100, Scale.LINEAR), new Whole("m", 1, 100, Scale.LINEAR));
    Study study = study(space);
    run(study, 50, point -> Outcome.of(Math.hypot(point.whole("n") - 37, point.whole("m") - 90)));
    assertThat(points(study)).doesNotHaveDuplicates();
    assertThat(best(study)).isZero();
  }

  @Test
  void aSpaceOfOnePointRepeatsIt() {
    Space space = Space.of(new Real("x", 2, 2, Scale.LOG), new Choice("c", List.of("only")));
    Study study = study(space);
    run(study, 13, point -> Outcome.of(point.real("x")));
    assertThat(new HashSet<>(points(study))).hasSize(1);
  }

  @Test
  void oneHyperparameterIsEnough() {
    Study study = study(Space.of(new Real("x", -3, 5, Scale.LINEAR)));
    run(study, 20, point -> Outcome.of(Math.pow(point.real("x") - 1, 2)));
    assertThat(best(study)).isLessThan(1e-5);
  }

  @Test
  void aStudyWhoseTrialsAllFailContinues() {
    Study study = study(MIXED);
    run(study, 25, _ -> new Outcome.Failed());
    assertThat(points(study)).doesNotHaveDuplicates();
    assertThat(study.best()).isEmpty();
  }

  @Test
  void failuresAreAvoided() {
    Study study = study(SQUARE);
    // The best value would lie where trials fail.
    run(study, 40, point -> point.real("x") < 0.4 ? new Outcome.Failed() : Outcome.of(bowl(point)));
    long late =
        study.trials().subList(20, 40).stream().filter(t -> t.point().real("x") < 0.39).count();
    assertThat(late).isLessThanOrEqualTo(5);
    assertThat(best(study)).isLessThan(0.02);
  }

  @Test
  void prunedTrialsGuideTheSearchButAreNeverTheBest() {
    Study study = study(SQUARE);
    run(study, 1, point -> Outcome.of(bowl(point)));
    run(study, 1, _ -> new Outcome.Pruned(-100));
    run(
        study,
        25,
        point -> bowl(point) > 0.2 ? new Outcome.Pruned(bowl(point)) : Outcome.of(bowl(point)));
    assertThat(best(study)).isBetween(0.0, 1e-4);
  }

  @Test
  void equalAndExtremeValuesDoNotStopTheSearch() {
    Study equal = study(SQUARE);
    run(equal, 15, _ -> Outcome.of(7));
    assertThat(points(equal)).doesNotHaveDuplicates();
    Study extreme = study(SQUARE);
    run(
        extreme,
        30,
        point -> Outcome.of(point.real("x") > 0.7 ? Double.MAX_VALUE : bowl(point) - 1e-300));
    assertThat(points(extreme)).doesNotHaveDuplicates();
    assertThat(best(extreme)).isLessThan(1e-4);
  }

  @Test
  void aValueThatIsNoNumberCountsAsFailed() {
    assertThat(Outcome.of(Double.NaN)).isEqualTo(new Outcome.Failed());
    assertThat(Outcome.of(Double.POSITIVE_INFINITY)).isEqualTo(new Outcome.Failed());
    assertThatIllegalArgumentException().isThrownBy(() -> new Outcome.Completed(Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> new Outcome.Pruned(Double.NaN));
  }

  @Test
  void wrongUseIsRefused() {
    Study study = study(SQUARE);
    Trial trial = study.ask();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> study.tell(5, Outcome.of(1)))
        .withMessage("no pending trial has the number 5");
    study.tell(trial.number(), Outcome.of(1));
    assertThatIllegalArgumentException().isThrownBy(() -> study.tell(0, Outcome.of(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            Study.of(SQUARE, Goal.MINIMISE, new RandomSampler(1), List.of(), List.of(trial, trial)))
        .withMessage("two trials have the number 0");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Study(MIXED, Goal.MINIMISE, new RandomSampler(1), List.of(trial.point())))
        .withMessageContaining("rate: no value");
  }

  @Test
  void randomPointsCoverTheSpace() {
    Study study = new Study(MIXED, Goal.MINIMISE, new RandomSampler(4), List.of());
    for (int i = 0; i < 2000; i++) {
      study.ask();
    }
    double below =
        points(study).stream().filter(point -> point.real("rate") < 0.01).count() / 2000.0;
    assertThat(below).isBetween(0.46, 0.54);
    assertThat(points(study).stream().map(point -> point.choice("objective")).distinct())
        .hasSize(3);
  }
}
