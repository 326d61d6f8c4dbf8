package dev.prod2vec.ingest;

import static dev.prod2vec.setting.Records.requireRanges;
import static dev.prod2vec.setting.Require.require;

import dev.prod2vec.setting.Nearest;
import dev.prod2vec.setting.Records;
import dev.prod2vec.setting.Setting;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/// How csv files are written. What is not set is found by itself, or is as csv files usually are.
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record CsvConfig(
    @Setting(
            "The character between fields, \\t for a tab; empty: the one with which the named columns"
                + " exist.")
        String delimiter,
    @Setting(
            value =
                "The character around fields that hold delimiters or line ends; none: quotes are"
                    + " characters like others.",
            defaultValue = "\"")
        String quote,
    @Setting(
            "The character that makes a quote, a delimiter or a line end after it part of the field,"
                + " a backslash for Spark and MySQL; empty: a quote inside a quoted field is written"
                + " twice.")
        String escape,
    @Setting(
            value =
                "Whether the first row has the names of the columns; if not, they are called column1,"
                    + " column2 and so on, or just 1, 2 and so on.",
            defaultValue = "true")
        boolean header,
    @Setting(
            value = "Lines to skip at the beginning of each file.",
            defaultValue = "0",
            min = 0,
            max = 1_000_000)
        int skipLines,
    @Setting("Lines that begin with this character are skipped; empty: none.") String comment,
    @Setting(
            "Encoding of the text, for example utf-8, utf-16, windows-1252, latin-1 or shift_jis;"
                + " empty: UTF-8, or what the file's byte order mark says.")
        String encoding) {

  public static final CsvConfig DEFAULT = Records.defaults(CsvConfig.class);

  /// The value of `quote` for files without quotes.
  static final String NONE = "none";

  public CsvConfig {
    delimiter = delimiter.replace("\\t", "\t");
    requireRanges(CsvConfig.class, delimiter, quote, escape, header, skipLines, comment, encoding);
    requireCharacter("delimiter", delimiter, "one character, \\t for a tab, or empty");
    requireCharacter("escape", escape, "one character, or empty");
    requireCharacter("comment", comment, "one character, or empty");
    if (!quote.equals(NONE)) {
      requireCharacter("quote", quote, "one character, or none");
      require(!quote.isEmpty(), List.of("quote"), "quote must be one character, or none");
    }
    require(
        !delimiter.equals("\""),
        List.of("delimiter"),
        "delimiter must not be a double quote, which no other program takes for one");
    requireDifferent(delimiter, quote, escape, comment);
    String name = encoding;
    require(
        name.isEmpty() || charset(name).isPresent(),
        List.of("encoding"),
        "encoding must be one that Java knows, for example utf-8, utf-16, windows-1252 or latin-1,"
            + " but is \"%s\"%s",
        Excerpt.of(name),
        Nearest.to(name, Charset.availableCharsets().keySet())
            .map(near -> "; did you mean %s?".formatted(near.toLowerCase(Locale.ROOT)))
            .orElse(""));
  }

  private static void requireCharacter(String component, String value, String allowed) {
    require(
        value.codePointCount(0, value.length()) <= 1,
        List.of(component),
        "%s must be %s, but is \"%s\"",
        component,
        allowed,
        Excerpt.of(value));
    require(
        value.length() < 2 && !"\n\r\0\ufeff".contains(value.isEmpty() ? "x" : value),
        List.of(component),
        "%s must not be a line end, a NUL or a character beyond U+FFFF",
        component);
  }

  private static void requireDifferent(
      String delimiter, String quote, String escape, String comment) {
    Set<String> taken = new HashSet<>();
    List<String> components = List.of("quote", "delimiter", "escape", "comment");
    List<String> values = List.of(quote, delimiter, escape, comment);
    for (int i = 0; i < values.size(); i++) {
      String value = values.get(i);
      if (!value.isEmpty() && !taken.add(value)) {
        String other = components.get(values.indexOf(value));
        require(
            // A quote that is escaped by itself is written twice, which is the default.
            components.get(i).equals("escape") && other.equals("quote"),
            List.of(components.get(i), other),
            "%s must be another character than %s, but both are \"%s\"",
            components.get(i),
            other,
            Excerpt.of(value));
      }
    }
  }

  /// The encoding; empty if the file's byte order mark says it, or it is UTF-8.
  Optional<Charset> charset() {
    return charset(encoding);
  }

  private static Optional<Charset> charset(String name) {
    List<String> spellings = new ArrayList<>(List.of(name.strip()));
    spellings.add(name.strip().replaceAll("[-_ ]", ""));
    for (String spelling : spellings) {
      try {
        if (!spelling.isEmpty() && Charset.isSupported(spelling)) {
          return Optional.of(Charset.forName(spelling));
        }
      } catch (IllegalCharsetNameException _) {
        // No encoding is called so.
      }
    }
    return Optional.empty();
  }
}
