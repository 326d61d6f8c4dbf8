package dev.prod2vec.doctor;

import dev.prod2vec.ingest.FileLook.Extent;
import java.util.List;

/// What a file is.
///
/// @param what its format in words; empty if it cannot be read
/// @param rows rows or lines that were looked at
/// @param role what a run does with it
/// @param reason why
/// @param columns none for lines of baskets
public record FileReport(
    String name,
    String what,
    long bytes,
    long rows,
    Extent extent,
    Role role,
    String reason,
    List<ColumnReport> columns) {
  /// What a run does with a file.
  public enum Role {
    ORDERS("orders"),
    PRODUCTS("products"),
    JOINED("joined to the products"),
    UNUSED("not used"),
    UNREADABLE("cannot be read");

    private final String words;

    Role(String words) {
      this.words = words;
    }

    /// As people call it.
    public String words() {
      return words;
    }
  }

  /// A column.
  ///
  /// @param type of its values, in words
  /// @param examples its first different values
  /// @param reason why it seems to be that; may be empty
  public record ColumnReport(
      String name, String type, List<String> examples, Meaning meaning, String reason) {
    public ColumnReport {
      examples = List.copyOf(examples);
    }
  }

  public FileReport {
    columns = List.copyOf(columns);
  }

  static FileReport unreadable(String name, String message) {
    return new FileReport(name, "", 0, 0, Extent.WHOLE, Role.UNREADABLE, message, List.of());
  }
}
