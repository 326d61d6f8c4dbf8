package dev.prod2vec.prepared;

import static dev.prod2vec.setting.Require.require;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// Dates and times that a config gives: `2011-12-31`, the beginning of the day, or `2011-12-31
/// 18:30`. Times have no zone: they are those of the shop.
public final class Moment {
  private Moment() {}

  /// Does nothing if a text is a moment.
  ///
  /// @param component that has the text; empty text is no moment, which is fine
  /// @throws dev.prod2vec.setting.InvalidSettingException if it is neither a date nor a time
  public static void check(String component, String text) {
    require(
        text.isEmpty() || isMoment(text),
        List.of(component),
        "%s must be a date like 2011-12-31 or a time like 2011-12-31 18:30, but is %s",
        component,
        text);
  }

  private static boolean isMoment(String text) {
    try {
      var _ = micros(text);
      return true;
    } catch (DateTimeException _) {
      return false;
    }
  }

  /// Microseconds since the beginning of 1970.
  ///
  /// @throws DateTimeException if it is neither a date nor a time
  public static long micros(String text) {
    String plain = text.strip();
    LocalDateTime moment =
        plain.length() <= "2011-12-31".length()
            ? LocalDate.parse(plain).atStartOfDay()
            : LocalDateTime.parse(plain.replace(' ', 'T'));
    return ChronoUnit.MICROS.between(LocalDateTime.of(1970, 1, 1, 0, 0), moment);
  }

  /// The same as a text.
  public static String text(long micros) {
    LocalDateTime moment =
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000L),
            (int) Math.floorMod(micros, 1_000_000L) * 1000,
            ZoneOffset.UTC);
    return moment.equals(moment.truncatedTo(ChronoUnit.DAYS))
        ? moment.toLocalDate().toString()
        : moment.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ');
  }
}
