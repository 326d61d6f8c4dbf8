package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.duckdb.Sql;
import java.util.ArrayList;
import java.util.List;

/// Finds the formats of dates, as `strptime` takes them, that fit values.
public final class DateFormats {
  private static final List<String> DATES =
      List.of(
          "%Y-%m-%d",
          "%m/%d/%Y",
          "%d/%m/%Y",
          "%d.%m.%Y",
          "%Y/%m/%d",
          "%Y.%m.%d",
          "%d-%m-%Y",
          "%m-%d-%Y",
          "%Y%m%d",
          "%d %b %Y",
          "%d-%b-%Y",
          "%b %d, %Y",
          "%m/%d/%y",
          "%d/%m/%y",
          "%d.%m.%y",
          "%d-%b-%y");

  private static final List<String> TIMES =
      List.of("", " %H:%M", " %H:%M:%S", "T%H:%M:%S", " %I:%M %p", " %I:%M:%S %p");

  private static final int SAMPLE = 1000;

  private DateFormats() {}

  /// The formats that can read every value that is not blank; none if there are no values.
  ///
  /// @param value SQL expression of type text
  /// @param from the text after `FROM`
  public static List<String> fitting(String value, String from, Database database)
      throws InterruptedException {
    String values =
        "SELECT trim(%1$s) AS v FROM %2$s WHERE coalesce(trim(%1$s), '') <> ''"
            .formatted(value, from);
    List<String> ofSample = fit(all(), values + " LIMIT " + SAMPLE, database);
    return ofSample.isEmpty() ? ofSample : fit(ofSample, values, database);
  }

  /// All formats that are tried.
  static List<String> all() {
    List<String> formats = new ArrayList<>();
    for (String date : DATES) {
      for (String time : TIMES) {
        formats.add(date + time);
      }
    }
    return formats;
  }

  private static List<String> fit(List<String> formats, String values, Database database)
      throws InterruptedException {
    List<String> counts = new ArrayList<>(List.of("count(*)"));
    for (String format : formats) {
      // Years of two digits are read by %Y as well, as years of the first century.
      String digits = format.contains("%Y") ? "[0-9]{4}" : "^[^0-9]*[0-9]{1,2}[^0-9]";
      counts.add(
          "count(*) FILTER (WHERE try_strptime(v, %s) IS NOT NULL AND regexp_matches(v, '%s'))"
              .formatted(Sql.text(format), digits));
    }
    List<String> found =
        database
            .rows("SELECT %s FROM (%s)".formatted(String.join(", ", counts), values))
            .getFirst();
    List<String> fitting = new ArrayList<>();
    for (int i = 0; i < formats.size(); i++) {
      if (!found.getFirst().equals("0") && found.get(i + 1).equals(found.getFirst())) {
        fitting.add(formats.get(i));
      }
    }
    return fitting;
  }
}
