package dev.prod2vec.ingest;

import dev.prod2vec.prepared.IngestReport.FileFormat;
import java.util.List;

/// The beginning of a file, as a run reads it.
public sealed interface FileLook {
  /// How much of a file was looked at.
  enum Extent {
    /// All of it.
    WHOLE,
    /// Its first rows or lines.
    BEGINNING
  }

  /// The name in messages.
  String name();

  /// Its size.
  long bytes();

  /// Rows or lines that were looked at.
  long rows();

  Extent extent();

  /// Rows with columns. A table of the database has them in the order of the file, each value as
  /// text without blanks around it, null where there is none; its columns are `c0`, `c1` and so on.
  ///
  /// @param delimiter between fields; empty for Parquet
  /// @param columns as the file writes them
  /// @param types of Parquet's columns in DuckDB; `VARCHAR` in csv
  /// @param csv how the file seems to be written, as it was read
  record Rows(
      String name,
      long bytes,
      long rows,
      Extent extent,
      FileFormat format,
      String delimiter,
      List<String> columns,
      List<String> types,
      CsvConfig csv,
      String table)
      implements FileLook {
    public Rows {
      columns = List.copyOf(columns);
      types = List.copyOf(types);
    }
  }

  /// One basket a line. A table of the database has all products, as `c0`.
  ///
  /// @param separator between products
  /// @param baskets products of each line that is not blank
  /// @param csv how the file seems to be written, as it was read
  record Lines(
      String name,
      long bytes,
      long rows,
      Extent extent,
      String separator,
      List<List<String>> baskets,
      CsvConfig csv,
      String table)
      implements FileLook {
    public Lines {
      baskets = baskets.stream().map(List::copyOf).toList();
    }
  }
}
