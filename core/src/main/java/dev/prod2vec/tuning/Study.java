package dev.prod2vec.tuning;

import static dev.prod2vec.setting.Require.require;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// A search by ask and tell: it says which trial to run next, and is told the outcome. Not safe to
/// share between threads.
public final class Study {
  private final Space space;
  private final Goal goal;
  private final Sampler sampler;
  private final List<Point> first;
  private final TreeMap<Integer, Trial> trials = new TreeMap<>();

  /// @param first points to try before the sampler chooses, such as the defaults; may be empty
  /// @throws IllegalArgumentException if a first point has a value that is not in the space
  public Study(Space space, Goal goal, Sampler sampler, List<Point> first) {
    this.space = space;
    this.goal = goal;
    this.sampler = sampler;
    this.first = first.stream().map(point -> space.point(point.values())).toList();
  }

  /// A study that continues after the trials of an earlier one, given in any order. If these are
  /// all trials of that study, and it ran one at a time, this one continues exactly as the earlier
  /// one would have.
  ///
  /// Pending trials stay pending, and their outcome can be told. Leave out pending trials that
  /// nobody runs any more.
  ///
  /// @throws IllegalArgumentException if a trial has a value that is not in the space, or two
  ///   trials have the same number
  public static Study of(
      Space space, Goal goal, Sampler sampler, List<Point> first, List<Trial> trials) {
    Study study = new Study(space, goal, sampler, first);
    for (Trial trial : trials) {
      Point point = space.point(trial.point().values());
      Trial former =
          study.trials.put(trial.number(), new Trial(trial.number(), point, trial.outcome()));
      require(former == null, "two trials have the number %d", trial.number());
    }
    return study;
  }

  /// The next trial to run. Others may be pending.
  public Trial ask() {
    History history = new History(space, goal, trials());
    int number = history.nextNumber();
    Point point = number < first.size() ? first.get(number) : sampler.next(history);
    Trial trial = new Trial(number, point, new Outcome.Pending());
    trials.put(number, trial);
    return trial;
  }

  /// Records the outcome of a pending trial; [Outcome#of] makes an outcome of a value.
  ///
  /// @return the trial with its outcome
  /// @throws IllegalArgumentException if there is no pending trial of that number
  public Trial tell(int number, Outcome outcome) {
    Trial asked = trials.get(number);
    if (asked == null || !(asked.outcome() instanceof Outcome.Pending)) {
      throw new IllegalArgumentException("no pending trial has the number " + number);
    }
    Trial told = new Trial(number, asked.point(), outcome);
    trials.put(number, told);
    return told;
  }

  /// All trials by rising number.
  public List<Trial> trials() {
    return List.copyOf(trials.values());
  }

  /// The completed trial with the best value; the first of several. Empty if none was completed.
  public Optional<Trial> best() {
    record Loss(Trial trial, double loss) {}
    List<Loss> completed = new ArrayList<>();
    for (Trial trial : trials.values()) {
      if (trial.outcome() instanceof Outcome.Completed(double value)) {
        completed.add(new Loss(trial, goal.loss(value)));
      }
    }
    return completed.stream().min(Comparator.comparingDouble(Loss::loss)).map(Loss::trial);
  }
}
