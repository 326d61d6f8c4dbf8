package dev.prod2vec.config;

import dev.prod2vec.setting.SettingException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Collects what is wrong with a config, so that it is said all at once.
final class Faults {
  private record Fault(Origin origin, String message) {
    String text() {
      return origin.text() + ": " + message;
    }

    /// Files by line, then variables, then flags.
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

  /// @throws SettingException with one line per fault, if there is any
  void throwIfAny() {
    List<String> lines =
        faults.stream().sorted(Comparator.comparingInt(Fault::position)).map(Fault::text).toList();
    if (lines.size() == 1) {
      throw new SettingException(lines.getFirst());
    } else if (!lines.isEmpty()) {
      throw new SettingException(
          "%d faults in the config:\n  %s".formatted(lines.size(), String.join("\n  ", lines)));
    }
  }
}
