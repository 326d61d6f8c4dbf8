package dev.prod2vec.api;

import com.google.errorprone.annotations.FormatMethod;
import dev.prod2vec.live.LiveRun;
import dev.prod2vec.live.ServedRun;
import dev.prod2vec.setting.Nearest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// A request whose parameters were checked.
public final class Request {
  private static final int SHOWN = 100;

  private final Map<String, List<String>> given;
  private final byte[] body;
  private final Context context;

  /// What a request meets at the server.
  ///
  /// @param live says which runs there are
  /// @param run that the answer is about
  /// @param metrics what the server counts, in the text form of Prometheus
  public record Context(LiveRun live, ServedRun run, Supplier<String> metrics) {}

  /// @param segments parameters of the path
  /// @param query parameters of the query, decoded
  /// @param body as it was sent
  /// @throws RefusedException if a parameter is unknown, is given twice or has no allowed value
  public Request(
      Route route,
      Map<String, String> segments,
      Map<String, List<String>> query,
      byte[] body,
      Context context) {
    this.body = body;
    this.context = context;
    this.given = new HashMap<>(query);
    Map<String, Parameter> known = new LinkedHashMap<>();
    for (Parameter parameter : route.parameters()) {
      if (!(parameter instanceof Parameter.Segment)) {
        known.put(parameter.name(), parameter);
      }
    }
    query.forEach((name, values) -> check(name, values, known));
    segments.forEach((name, value) -> given.put(name, List.of(value)));
  }

  private void check(String name, List<String> values, Map<String, Parameter> known) {
    Parameter parameter = known.get(name);
    if (parameter == null) {
      throw refused("unknown parameter \"%s\"%s", shown(name), allowed(name, known.keySet()));
    } else if (parameter instanceof Parameter.Texts texts) {
      if (values.size() > texts.most()) {
        throw refused("%s is given %s times; allowed are %s", name, values.size(), texts.most());
      }
    } else if (values.size() > 1) {
      throw refused("%s is given %s times; allowed is one", name, values.size());
    } else {
      check(parameter);
    }
  }

  private void check(Parameter parameter) {
    switch (parameter) {
      case Parameter.Segment _, Parameter.Texts _ -> {}
      case Parameter.Text text -> text(text);
      case Parameter.Whole whole -> whole(whole);
      case Parameter.Decimal decimal -> decimal(decimal);
      case Parameter.Choice choice -> choice(choice);
    }
  }

  private static String allowed(String name, Set<String> known) {
    if (known.isEmpty()) {
      return "; there are none";
    }
    return "; known are %s%s"
        .formatted(
            String.join(", ", known),
            Nearest.to(name, known).map(it -> ". Did you mean %s?".formatted(it)).orElse(""));
  }

  @FormatMethod
  private static RefusedException refused(String form, Object... parts) {
    return new RefusedException(400, form.formatted(parts));
  }

  /// A text of somebody else, short enough for a message.
  static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }

  String segment(Parameter.Segment segment) {
    return given.getOrDefault(segment.name(), List.of("")).getFirst();
  }

  List<String> texts(Parameter.Texts texts) {
    return given.getOrDefault(texts.name(), List.of());
  }

  String text(Parameter.Text text) {
    String value = value(text, "");
    if (value.length() > text.most()) {
      throw refused(
          "%s has %s characters; allowed are %s", text.name(), value.length(), text.most());
    }
    return value;
  }

  int whole(Parameter.Whole whole) {
    String value = value(whole, "");
    try {
      return value.isEmpty() && !given.containsKey(whole.name())
          ? whole.standard()
          : within(whole, Integer.parseInt(value));
    } catch (NumberFormatException _) {
      throw notWhole(whole, value);
    }
  }

  /// The number, if it is allowed.
  static int within(Parameter.Whole whole, int number) {
    if (number < whole.min() || number > whole.max()) {
      throw notWhole(whole, Integer.toString(number));
    }
    return number;
  }

  private static RefusedException notWhole(Parameter.Whole whole, String value) {
    return refused(
        "%s must be a whole number from %s to %s, but is \"%s\"",
        whole.name(), whole.min(), whole.max(), shown(value));
  }

  double decimal(Parameter.Decimal decimal) {
    String value = value(decimal, "");
    if (value.isEmpty() && !given.containsKey(decimal.name())) {
      return decimal.standard();
    }
    double number;
    try {
      number = Double.parseDouble(value);
    } catch (NumberFormatException _) {
      number = Double.NaN;
    }
    return notNegative(decimal, number, value);
  }

  /// The number, if it is allowed.
  static double notNegative(Parameter.Decimal decimal, double number, String value) {
    if (!(number >= 0)) {
      throw refused(
          "%s must be a number of 0 or more, but is \"%s\"", decimal.name(), shown(value));
    }
    return number;
  }

  String choice(Parameter.Choice choice) {
    return within(choice, value(choice, choice.standard()));
  }

  /// The word, if it is allowed.
  static String within(Parameter.Choice choice, String word) {
    if (!choice.values().contains(word)) {
      throw refused(
          "%s must be one of %s, but is \"%s\"",
          choice.name(), String.join(", ", choice.values()), shown(word));
    }
    return word;
  }

  private String value(Parameter parameter, String otherwise) {
    return given.getOrDefault(parameter.name(), List.of(otherwise)).getFirst();
  }

  byte[] body() {
    return body;
  }

  ServedRun run() {
    return context.run();
  }

  LiveRun live() {
    return context.live();
  }

  String metrics() {
    return context.metrics().get();
  }
}
