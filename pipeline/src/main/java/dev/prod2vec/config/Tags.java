package dev.prod2vec.config;

import static dev.prod2vec.setting.Require.require;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// Short texts that tell runs apart.
public final class Tags {
  /// Most tags of a run.
  static final int MOST = 20;

  /// Most characters of a tag.
  private static final int LONGEST = 60;

  private Tags() {}

  /// Whether a text may be a tag.
  public static boolean isTag(String text) {
    return !text.isBlank()
        && text.codePointCount(0, text.length()) <= LONGEST
        && text.codePoints().noneMatch(Tags::isControl);
  }

  /// The tags without repetitions.
  ///
  /// @throws dev.prod2vec.setting.InvalidSettingException naming the first text that is no tag
  static List<String> of(List<String> texts) {
    for (String text : texts) {
      require(
          isTag(text),
          List.of("tags"),
          "tags must be texts of 1 to %s characters without control characters, but one is %s",
          LONGEST,
          shown(text));
    }
    return List.copyOf(new LinkedHashSet<>(texts));
  }

  /// One more tag, unless there are as many as there may be. What no tag may have is left out.
  static List<String> and(List<String> tags, String text) {
    int[] allowed = text.codePoints().filter(letter -> !isControl(letter)).limit(LONGEST).toArray();
    List<String> more = new ArrayList<>(tags);
    if (more.size() < MOST) {
      more.add(new String(allowed, 0, allowed.length));
    }
    return more;
  }

  private static String shown(String text) {
    if (text.isBlank()) {
      return "empty";
    } else if (text.codePoints().anyMatch(Tags::isControl)) {
      int[] cleaned = text.codePoints().map(each -> isControl(each) ? '?' : each).toArray();
      return "\"%s\", where ? is a control character"
          .formatted(start(new String(cleaned, 0, cleaned.length)));
    }
    return "\"%s\" with %s".formatted(start(text), text.codePointCount(0, text.length()));
  }

  private static String start(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "...";
  }

  private static boolean isControl(int letter) {
    return switch (Character.getType(letter)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      default -> false;
    };
  }
}
