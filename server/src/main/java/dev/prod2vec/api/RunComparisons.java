package dev.prod2vec.api;

import dev.prod2vec.comparison.ComparedModel;
import dev.prod2vec.comparison.Comparison;
import dev.prod2vec.comparison.RunComparison;
import dev.prod2vec.evaluation.EvaluationConfig;
import dev.prod2vec.file.InputException;
import dev.prod2vec.live.LiveRun;
import dev.prod2vec.live.ServedRun;
import dev.prod2vec.run.RunEntry;
import dev.prod2vec.setting.WrongUseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Compares runs of the served folder. A comparison opens a run and reads its orders, so they are
/// made one after the other, and the newest are kept. A run is looked up in the list of runs, never
/// opened by what a request calls it.
final class RunComparisons {
  private static final Parameter.Text A =
      new Parameter.Text("a", "Id of the first run, mostly the earlier one.", 200);

  private static final Parameter.Text B =
      new Parameter.Text("b", "Id of the second run. Default: the one that is served.", 200);

  private static final Parameter.Whole LIMIT =
      new Parameter.Whole("limit", "Most products in each list.", 1, 1000, 10);

  static final List<Parameter> PARAMETERS = List.of(A, B, LIMIT);

  private static final int KEPT = 4;
  private static final int WAITING = 8;

  private static final String DONE = "done";

  private static final HeavyWork WORK = new HeavyWork("comparisons", WAITING);

  /// The newest answers with lists of the greatest length, by what was compared.
  private static final Map<List<String>, RunComparison> ANSWERS =
      new LinkedHashMap<>(KEPT, 0.75f, true);

  private RunComparisons() {}

  /// A run that is named.
  ///
  /// @param identity tells it from all others, and from itself after a change
  private record Named(String identity, Opening opening) {}

  /// Opens a run.
  private interface Opening {
    ComparedModel open() throws IOException;
  }

  static RunComparison answer(Request request) throws InterruptedException {
    String first = request.text(A);
    String second = request.text(B);
    int limit = request.whole(LIMIT);
    if (first.isEmpty()) {
      throw new RefusedException(
          400, "a is missing: the id of a run; %s/runs lists them".formatted(Routes.ROOT));
    }
    ServedRun served = request.run();
    Named a = named(first, served, request.live());
    Named b = named(second.isEmpty() ? served.id() : second, served, request.live());
    List<String> key = List.of(a.identity, b.identity);
    RunComparison known = kept(key);
    RunComparison answer = known == null ? WORK.run(() -> compare(key, a, b)) : known;
    return answer.first(limit);
  }

  private static Named named(String id, ServedRun served, LiveRun live) {
    if (id.equals(served.id())) {
      return new Named(
          served.tag() + " " + served.folder(),
          () -> new ComparedModel(id, served.folder(), served.model()));
    }
    RunEntry entry =
        live.list().stream()
            .filter(run -> run.id().equals(id))
            .findFirst()
            .orElseThrow(() ->
                new RefusedException(
                    404,
                    "no run has the id \"%s\"; %s/runs lists them"
                        .formatted(Request.shown(id), Routes.ROOT)));
    if (!entry.state().equals(DONE)) {
      throw new RefusedException(
          409,
          "run %s is %s; only runs that are done can be compared".formatted(id, entry.state()));
    }
    return new Named(entry.toString(), () -> ComparedModel.open(live.directory(entry)));
  }

  private static RunComparison compare(List<String> key, Named a, Named b)
      throws InterruptedException {
    // Who waited may have waited for the same answer.
    RunComparison known = kept(key);
    if (known != null) {
      return known;
    }
    try {
      RunComparison made =
          Comparison.of(
              a.opening.open(), b.opening.open(), EvaluationConfig.DEFAULT, 0, LIMIT.max());
      keep(key, made);
      return made;
    } catch (WrongUseException | InputException e) {
      throw new RefusedException(409, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable RunComparison kept(List<String> key) {
    synchronized (ANSWERS) {
      return ANSWERS.get(key);
    }
  }

  private static void keep(List<String> key, RunComparison made) {
    synchronized (ANSWERS) {
      ANSWERS.put(key, made);
      if (ANSWERS.size() > KEPT) {
        ANSWERS.remove(ANSWERS.keySet().iterator().next());
      }
    }
  }
}
