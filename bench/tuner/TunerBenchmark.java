import dev.prod2vec.tuning.GaussianProcessSampler;
import dev.prod2vec.tuning.Goal;
import dev.prod2vec.tuning.Outcome;
import dev.prod2vec.tuning.RandomSampler;
import dev.prod2vec.tuning.Sampler;
import dev.prod2vec.tuning.Study;
import dev.prod2vec.tuning.Trial;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/// Runs one sampler on one problem, and prints a line of JSON per seed: the lowest regret after each
/// trial, and the seconds spent outside the function.
///
/// Arguments: problem, `random` or `ours`, first seed, seeds, trials, pending trials at a time.
/// Without arguments: for each problem a line with its values at a few points, for comparison with
/// `problems.py`.
final class TunerBenchmark {
  private TunerBenchmark() {}

  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT);
    if (arguments.length == 0) {
      check();
      return;
    }
    Problem problem =
        Problems.ALL.stream()
            .filter(candidate -> candidate.name().equals(arguments[0]))
            .findFirst()
            .orElseThrow();
    int first = Integer.parseInt(arguments[2]);
    int seeds = Integer.parseInt(arguments[3]);
    int trials = Integer.parseInt(arguments[4]);
    int pending = Integer.parseInt(arguments[5]);
    for (int seed = first; seed < first + seeds; seed++) {
      Sampler sampler =
          switch (arguments[1]) {
            case "random" -> new RandomSampler(seed);
            case "ours" -> new GaussianProcessSampler(seed);
            default -> throw new IllegalArgumentException(arguments[1]);
          };
      run(problem, arguments[1], sampler, seed, trials, pending);
    }
  }

  private static void run(
      Problem problem, String name, Sampler sampler, int seed, int trials, int pending) {
    long start = System.nanoTime();
    Study study = new Study(problem.space(), Goal.MINIMISE, sampler, List.of());
    Deque<Trial> running = new ArrayDeque<>();
    StringBuilder regrets = new StringBuilder();
    double best = Double.POSITIVE_INFINITY;
    for (int told = 0; told < trials; told++) {
      while (running.size() < pending) {
        running.add(study.ask());
      }
      Trial trial = running.remove();
      double value = problem.function().applyAsDouble(trial.point());
      study.tell(trial.number(), Outcome.of(value));
      best = Math.min(best, value - problem.minimum());
      regrets.append(told == 0 ? "" : ", ").append(best);
    }
    System.out.printf(
        "{\"problem\": \"%s\", \"sampler\": \"%s\", \"seed\": %d, \"pending\": %d, \"seconds\": %.2f,"
            + " \"regrets\": [%s]}%n",
        problem.name(), name, seed, pending, (System.nanoTime() - start) * 1e-9, regrets);
  }

  /// Points of a random search with seed 0, so that both languages can evaluate them.
  private static void check() {
    for (Problem problem : Problems.ALL) {
      Study study =
          new Study(problem.space(), Goal.MINIMISE, new RandomSampler(0), List.of());
      for (int i = 0; i < 5; i++) {
        Trial trial = study.ask();
        StringBuilder values = new StringBuilder();
        trial
            .point()
            .values()
            .forEach(
                (key, value) ->
                    values
                        .append(values.isEmpty() ? "" : ", ")
                        .append("\"%s\": %s".formatted(key, value)));
        System.out.printf(
            "{\"problem\": \"%s\", \"point\": {%s}, \"value\": %s}%n",
            problem.name(), values, problem.function().applyAsDouble(trial.point()));
      }
    }
  }
}
