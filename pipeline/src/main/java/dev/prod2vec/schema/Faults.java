package dev.prod2vec.schema;

import dev.prod2vec.setting.WrongUseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Collects the faults of a config, so that one message lists them all.
final class Faults {
  private static final int SHOWN = 8;
  private static final int LONGEST = 1000;
  private static final int LONGEST_OF_ALL = 1800;

  /// With more faults than this, no message suggests what was meant.
  private static final int MANY = 100;

  private record Fault(Origin origin, String message) {
    /// One line, cut where it would not fit a screen.
    String text() {
      String line = (origin.text() + ": " + message).replaceAll("\\R(?!hint: )", " ");
      return line.length() > LONGEST ? line.substring(0, LONGEST) + " ..." : line;
    }

    /// Orders faults: files by line, then variables, then flags.
    int position() {
      return switch (origin) {
        case Origin.File(_, int line) -> line;
        case Origin.Variable _ -> Integer.MAX_VALUE - 1;
        case Origin.Flag _ -> Integer.MAX_VALUE;
      };
    }
  }

  private final List<Fault> faults = new ArrayList<>();

  void add(Origin origin, String message) {
    faults.add(new Fault(origin, message));
  }

  /// Whether so many were found that the next one will not be shown.
  boolean areMany() {
    return faults.size() >= MANY;
  }

  /// @throws WrongUseException with one line per fault, if there is any: the first of them, and how
  ///   many more there are
  void throwIfAny() {
    List<String> lines =
        faults.stream()
            .sorted(Comparator.comparingInt(Fault::position))
            .limit(SHOWN)
            .map(Fault::text)
            .toList();
    if (lines.size() == 1) {
      throw new WrongUseException(lines.getFirst());
    } else if (!lines.isEmpty()) {
      StringBuilder message = new StringBuilder(faults.size() + " faults in the config:");
      int shown = 0;
      while (shown < lines.size()
          && message.length() + lines.get(shown).length() < LONGEST_OF_ALL) {
        message.append("\n  ").append(lines.get(shown++));
      }
      int more = faults.size() - shown;
      throw new WrongUseException(
          more == 0 ? message.toString() : message + "\n  and %d more".formatted(more));
    }
  }
}
