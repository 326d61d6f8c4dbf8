package dev.prod2vec.schema;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Writes a config as YAML.
final class ConfigYaml {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_./][A-Za-z0-9_./-]*");
  private static final Pattern RESERVED =
      Pattern.compile("true|false|yes|no|on|off|null|~|\\.(inf|nan)", Pattern.CASE_INSENSITIVE);

  private ConfigYaml() {}

  static String write(Map<Key, Object> values, Map<String, Origin> origins) {
    StringBuilder yaml = new StringBuilder();
    List<String> groups = List.of();
    for (Map.Entry<Key, Object> entry : values.entrySet()) {
      Key key = entry.getKey();
      for (int depth = 0; depth < key.groups().size(); depth++) {
        List<String> group = key.groups().subList(0, depth + 1);
        if (groups.size() <= depth || !groups.subList(0, depth + 1).equals(group)) {
          yaml.append("  ".repeat(depth)).append(group.getLast()).append(":\n");
        }
      }
      groups = key.groups();
      yaml.append("  ".repeat(groups.size()))
          .append(key.lastName())
          .append(": ")
          .append(value(entry.getValue()));
      Origin origin = origins.get(key.name());
      yaml.append(origin == null ? "" : "  # " + origin.text().replaceAll("\\R", " ")).append('\n');
    }
    return yaml.toString();
  }

  /// A value as it is written in YAML.
  static String value(Object value) {
    return switch (value) {
      case List<?> list ->
          list.stream().map(ConfigYaml::value).collect(Collectors.joining(", ", "[", "]"));
      case String text -> text(text);
      default -> value.toString();
    };
  }

  private static String text(String text) {
    if (PLAIN.matcher(text).matches() && !RESERVED.matcher(text).matches()) {
      return text;
    }
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      switch (letter) {
        case '"', '\\' -> quoted.append('\\').append(letter);
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (letter < ' ' || (letter >= 0x7f && letter < 0xa0) || letter == '\uFEFF') {
            quoted.append("\\u%04x".formatted((int) letter));
          } else {
            quoted.append(letter);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}
