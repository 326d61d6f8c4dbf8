package dev.prod2vec.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.setting.InvalidSettingException;
import dev.prod2vec.setting.Records;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CsvConfigTest {
  private static CsvConfig with(Map<String, ?> values) {
    return Records.with(CsvConfig.DEFAULT, values);
  }

  private static void assertRefused(Map<String, ?> values, String component, String message) {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> with(values))
        .satisfies(thrown -> assertThat(thrown.components()).startsWith(component))
        .withMessageStartingWith(message);
  }

  @Test
  void whatIsNoCharacterIsRefusedWithWhatIsAllowed() {
    assertRefused(
        Map.of("delimiter", "||"),
        "delimiter",
        "delimiter must be one character, \\t for a tab, or empty, but is \"||\"");
    assertRefused(
        Map.of("delimiter", "tab"), "delimiter", "delimiter must be one character, \\t for a tab");
    assertRefused(Map.of("delimiter", "\n"), "delimiter", "delimiter must not be a line end");
    assertRefused(Map.of("delimiter", "\ud83c\udf4e"), "delimiter", "delimiter must not be a line");
    assertRefused(
        Map.of("quote", "None"), "quote", "quote must be one character, or none, but is \"None\"");
    assertRefused(Map.of("quote", ""), "quote", "quote must be one character, or none");
    assertRefused(Map.of("escape", "\\\\"), "escape", "escape must be one character, or empty");
    assertRefused(Map.of("comment", "--"), "comment", "comment must be one character, or empty");
    assertRefused(Map.of("skip-lines", -1), "skip-lines", "skip-lines must be 0 to 1");
  }

  @Test
  void oneCharacterCannotMeanTwoThings() {
    assertRefused(
        Map.of("delimiter", "\\", "escape", "\\"),
        "escape",
        "escape must be another character than delimiter, but both are \"\\\"");
    assertRefused(
        Map.of("delimiter", ";", "quote", ";"),
        "delimiter",
        "delimiter must be another character than quote");
    assertRefused(
        Map.of("delimiter", "#", "comment", "#"),
        "comment",
        "comment must be another character than delimiter");
    assertRefused(
        Map.of("delimiter", "\"", "quote", "none"),
        "delimiter",
        "delimiter must not be a double quote");
    assertThat(with(Map.of("escape", "\"")).escape()).isEqualTo("\"");
  }

  @Test
  void anEncodingHasItsUsualNames() {
    for (String name : List.of("latin-1", "latin1", "ISO-8859-1", "iso_8859-1")) {
      assertThat(with(Map.of("encoding", name)).charset())
          .hasValueSatisfying(charset -> assertThat(charset.name()).isEqualTo("ISO-8859-1"));
    }
    for (String name : List.of("cp1252", "windows-1252", "Windows-1252", "CP-1252")) {
      assertThat(with(Map.of("encoding", name)).charset())
          .hasValueSatisfying(charset -> assertThat(charset.name()).isEqualTo("windows-1252"));
    }
    for (String name : List.of("utf-16", "UTF16", "utf-8", "UTF8", "utf-32", "gbk", "koi8-r")) {
      assertThat(with(Map.of("encoding", name)).charset()).isPresent();
    }
    assertThat(CsvConfig.DEFAULT.charset()).isEmpty();
    assertRefused(
        Map.of("encoding", "windows-1525"),
        "encoding",
        "encoding must be one that Java knows, for example utf-8, utf-16, windows-1252 or latin-1,"
            + " but is \"windows-1525\"; did you mean windows-125");
    assertRefused(Map.of("encoding", "ansi, maybe"), "encoding", "encoding must be one that Java");
  }

  @Test
  void theEscapeOfATabIsATab() {
    assertThat(with(Map.of("delimiter", "\\t")).delimiter()).isEqualTo("\t");
  }
}
