package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.duckdb.DatabaseException;
import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.file.InputException;
import dev.prod2vec.prepared.IngestReport.Column;
import dev.prod2vec.prepared.IngestReport.FileFormat;
import dev.prod2vec.prepared.IngestReport.InputFile;
import dev.prod2vec.prepared.IngestReport.Role;
import dev.prod2vec.setting.Nearest;
import dev.prod2vec.setting.Records;
import dev.prod2vec.setting.WrongUseException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One file with columns: csv, plain or gzip, JSON or Parquet; or csv with the rows of a database.
///
/// @param input the file and its name; of JSON, its rows as csv
/// @param layout where fields and rows are; means nothing for Parquet
/// @param dialect how the named file is written
/// @param types DuckDB's type of each column; for a database, its type there
/// @param repeated names, in lower case, that the header has several times; in `columns`, the
///   second and later ones have their position
/// @param joins tables whose columns its rows have, too
record TableFile(
    Input input,
    FileFormat format,
    CsvLayout layout,
    Dialect dialect,
    List<String> columns,
    List<String> types,
    Set<String> repeated,
    List<Join> joins) {

  /// @param key column of the file, which the table has as well
  record Join(String key, JoinedTable table) {}

  /// A file by itself.
  TableFile(
      Input input,
      FileFormat format,
      CsvLayout layout,
      Dialect dialect,
      List<String> columns,
      List<String> types,
      Set<String> repeated) {
    this(input, format, layout, dialect, columns, types, repeated, List.of());
  }

  private static final String EXPECTED =
      "csv, JSON, xlsx or Parquet, csv and JSON also in gz, zst or bz2";

  /// Lists that are no lists of lists.
  private static final Pattern LIST = Pattern.compile("([^\\[\\]()]|\\([0-9,]*\\))+\\[[0-9]*]");

  /// The name in messages and reports.
  String name() {
    return input.name();
  }

  /// The same with another file.
  TableFile withInput(Input newInput) {
    return new TableFile(newInput, format, layout, dialect, columns, types, repeated, joins);
  }

  /// The same, whose rows have the columns of tables, too.
  ///
  /// @throws WrongUseException if it is not clear by which column
  /// @throws InputException if a row would be joined to several
  TableFile joined(List<JoinedTable> tables, Database database) throws InterruptedException {
    List<Join> found = new ArrayList<>();
    for (JoinedTable table : tables) {
      found.add(new Join(table.shared(this, database), table));
    }
    return new TableFile(input, format, layout, dialect, columns, types, repeated, found);
  }

  /// Its own columns, then those of the tables that are joined.
  List<String> allColumns() {
    List<String> all = new ArrayList<>(columns);
    joins.forEach(join ->
        join.table().file().columns().stream()
            .filter(column -> all.stream().noneMatch(column::equalsIgnoreCase))
            .forEach(all::add));
    return all;
  }

  /// Looks at the beginning of a csv file or the footer of a Parquet file, or reads a JSON file.
  ///
  /// @param wanted columns that it should have; they decide a csv file's delimiter
  /// @param dialect how it is written if it is csv
  /// @throws InputException if it is neither
  static TableFile of(Input file, List<String> wanted, Dialect dialect, Database database)
      throws InterruptedException {
    byte[] start = Gzip.start(file, 4);
    if (start.length == 0) {
      throw new InputException(file + ": the file is empty; a header and rows expected");
    }
    if (SheetRows.is(file)) {
      return sheet(file, wanted, dialect, database);
    }
    if (!dialect.sheet().isEmpty()) {
      throw new WrongUseException(
          "%s: is given, but %s is no Excel workbook (xlsx)\nhint: leave it out"
              .formatted(dialect.sheetKey(), file));
    }
    if (isJson(file)) {
      return json(file, dialect, database);
    }
    ForeignFormat.refuse(file, dialect, EXPECTED);
    if (hasTypes(file)) {
      return parquet(file, dialect, database);
    }
    if (Gzip.is(file)) {
      Gzip.check(file);
    }
    Header header = Header.read(file, wanted, dialect);
    return new TableFile(
        dialect.hasUsualQuotes()
            ? file
            : RewrittenCsv.of(file, header.layout(), dialect, database.folder()),
        FileFormat.CSV,
        header.layout(),
        dialect,
        header.columns(),
        header.columns().stream().map(column -> "VARCHAR").toList(),
        header.repeated());
  }

  private static TableFile json(Input file, Dialect dialect, Database database)
      throws InterruptedException {
    JsonRows rows = JsonRows.of(file, database.folder());
    Header header = Header.ofNames(rows.columns());
    return new TableFile(
        rows.csv(),
        FileFormat.JSON,
        header.layout(),
        dialect,
        header.columns(),
        rows.types(),
        header.repeated());
  }

  private static TableFile sheet(
      Input file, List<String> wanted, Dialect dialect, Database database)
      throws InterruptedException {
    SheetRows rows = SheetRows.of(file, dialect.sheet(), dialect.sheetKey(), database.folder());
    // Rows above the first one that is not empty need no key.
    int skipped = Math.max(dialect.csv().skipLines(), Math.toIntExact(rows.first()) - 1);
    Dialect usual =
        dialect.with(
            Records.with(
                CsvConfig.DEFAULT,
                Map.of("delimiter", ",", "skip-lines", skipped, "header", dialect.csv().header())));
    Header header = Header.read(rows.csv(), wanted, usual);
    return new TableFile(
        rows.csv(),
        FileFormat.XLSX,
        header.layout(),
        usual,
        header.columns(),
        header.columns().stream().map(column -> "VARCHAR").toList(),
        header.repeated());
  }

  /// Whether it has lines that messages name: those of a workbook are rows of its sheet.
  boolean hasLines() {
    return switch (format) {
      case CSV, JSON, XLSX -> true;
      case PARQUET, LINES, DATABASE -> false;
    };
  }

  /// Whether it begins as JSON does.
  static boolean isJson(Input file) {
    return JsonRows.is(
        new String(Gzip.contentStart(file, ForeignFormat.LOOK), StandardCharsets.UTF_8)
            .replaceFirst("^\ufeff", ""));
  }

  /// Whether it is text that is read line by line.
  static boolean isCsv(Input file) {
    return !hasTypes(file) && !isJson(file) && !SheetRows.is(file);
  }

  /// Whether it is, or should be, a Parquet file.
  static boolean hasTypes(Input file) {
    return isParquet(Gzip.start(file, 4)) || (file.name().endsWith(".parquet") && !Gzip.is(file));
  }

  /// @param start the first four bytes of a file
  static boolean isParquet(byte[] start) {
    return ForeignFormat.startsWith(start, "PAR1");
  }

  private static TableFile parquet(Input file, Dialect dialect, Database database)
      throws InterruptedException {
    try {
      List<List<String>> columns = database.rows("DESCRIBE SELECT * FROM " + parquetRelation(file));
      return new TableFile(
          file,
          FileFormat.PARQUET,
          CsvLayout.USUAL,
          dialect,
          columns.stream().map(List::getFirst).toList(),
          columns.stream().map(column -> column.get(1)).toList(),
          Set.of());
    } catch (DatabaseException e) {
      throw incompleteParquet(file, e);
    }
  }

  private static InputException incompleteParquet(Input file, DatabaseException e) {
    return new InputException(
        "%s: not a complete Parquet file: %s\nhint: copy or write the file again"
            .formatted(file, reason(file, e)),
        e);
  }

  /// DuckDB's reason. It names the file that DuckDB reads, which users know by another name.
  private static String reason(Input file, DatabaseException e) {
    return Excerpt.reason(e.reason(file.path(), file.name()));
  }

  /// The column with a name, ignoring case, as the file writes it.
  ///
  /// @param key config key that names it
  /// @throws WrongUseException if there is none, if there are several or if it holds no simple
  ///   values
  String column(String key, String name) {
    Optional<String> column = find(name);
    if (column.isEmpty()) {
      throw missingColumn(key, name);
    }
    requireOnce(key, name);
    String type = type(column.get());
    if (key.equals(OrderColumns.PRODUCT) && LIST.matcher(type).matches()) {
      return column.get();
    }
    if (type.endsWith("]") || type.matches("(STRUCT|MAP|UNION|BLOB|VARIANT).*")) {
      throw new WrongUseException(
          "%s: column \"%s\" (%s) holds %s; text or whole numbers expected"
              .formatted(name(), name, key, Excerpt.of(type)));
    }
    return column.get();
  }

  /// Whether the values of a column are lists.
  boolean isList(String column) {
    return type(column).endsWith("]");
  }

  /// @param key config key that names the column
  /// @throws WrongUseException if the header has the name several times
  void requireOnce(String key, String name) {
    Optional<String> column = find(name);
    if (column.isPresent() && !columns.contains(column.get())) {
      with(column.get()).file().requireOnce(key, name);
      return;
    }
    if (repeated.contains(name.toLowerCase(Locale.ROOT))) {
      throw new WrongUseException(
          "%s: the header has \"%s\" (%s) several times, so it is not clear which column is meant\nhint: give each column a name of its own"
              .formatted(name(), name, key));
    }
  }

  /// The column with a name, ignoring case, as the file writes it; without a header, also the
  /// column of a number. Empty if there is none.
  Optional<String> find(String name) {
    String meant = layout.header() || format == FileFormat.JSON ? name : Header.withoutHeader(name);
    return allColumns().stream().filter(column -> column.equalsIgnoreCase(meant)).findFirst();
  }

  /// The exception for a missing column; it says if the header seems to be elsewhere.
  WrongUseException missingColumn(String key, String name) {
    if (format == FileFormat.CSV || format == FileFormat.XLSX) {
      Optional<String> instead = HeaderSearch.hint(input, columns, name, dialect);
      if (instead.isPresent()) {
        return new WrongUseException(missing(name(), key, name, columns) + instead.get());
      }
    }
    String names =
        Stream.concat(Stream.of(name()), joins.stream().map(join -> join.table().file().name()))
            .collect(Collectors.joining(", "));
    return missingColumn(names, key, name, allColumns());
  }

  static WrongUseException missingColumn(
      String where, String key, String name, List<String> columns) {
    return new WrongUseException(
        missing(where, key, name, columns)
            + Nearest.to(name, columns)
                .map(near -> "\nhint: did you mean \"%s\"?".formatted(Excerpt.of(near)))
                .orElse(""));
  }

  private static String missing(String where, String key, String name, List<String> columns) {
    return "%s: no column \"%s\" (%s); the columns are %s"
        .formatted(where, name, key, Excerpt.names(columns));
  }

  private String type(String column) {
    return columns.contains(column)
        ? types.get(columns.indexOf(column))
        : with(column).file().type(column);
  }

  /// The joined table that has a column.
  private JoinedTable with(String column) {
    return joins.stream()
        .map(Join::table)
        .filter(table -> table.file().columns.contains(column))
        .findFirst()
        .orElseThrow();
  }

  /// DuckDB's type of a column when the file is read: text, unless the file itself has types.
  String readType(String column) {
    return !columns.contains(column)
        ? with(column).file().readType(column)
        : format == FileFormat.PARQUET ? type(column) : "VARCHAR";
  }

  /// The same with some of the columns, as the file writes them.
  TableFile withColumns(List<String> kept) {
    return new TableFile(
        input,
        format,
        layout,
        dialect,
        List.copyOf(kept),
        kept.stream().map(this::type).toList(),
        repeated,
        joins);
  }

  /// The text after `FROM`.
  String relation() {
    return withMore("");
  }

  /// The same, where rows of csv that cannot be read are left out, and described in a new table as
  /// DuckDB has it.
  String relation(String rejects, String scan) {
    return withMore(
        ", store_rejects = true, rejects_limit = 0, rejects_table = %s, rejects_scan = %s"
            .formatted(Sql.text(rejects), Sql.text(scan)));
  }

  private String withMore(String more) {
    if (joins.isEmpty()) {
      return own(more);
    }
    StringBuilder from = new StringBuilder(own(more) + " AS own");
    for (Join join : joins) {
      from.append(" LEFT JOIN %s ON %s".formatted(join.table().table(), condition(join)));
    }
    StringBuilder select = new StringBuilder("own.*");
    List<String> all = allColumns();
    for (String column : all.subList(columns.size(), all.size())) {
      select.append(", %s.%s".formatted(with(column).table(), Sql.name(column)));
    }
    return "(SELECT %s FROM %s)".formatted(select, from);
  }

  private static String condition(Join join) {
    JoinedTable table = join.table();
    return "CAST(own.%s AS VARCHAR) = CAST(%s.%s AS VARCHAR)"
        .formatted(
            Sql.name(join.key()),
            table.table(),
            Sql.name(table.file().find(join.key()).orElseThrow()));
  }

  /// Number of rows that a joined table has no row for.
  long unjoined(Database database) throws InterruptedException {
    long rows = 0;
    for (Join join : joins) {
      rows +=
          database.number(
              "SELECT count(*) FROM %s AS own ANTI JOIN %s ON %s"
                  .formatted(own(""), join.table().table(), condition(join)));
    }
    return rows;
  }

  private String own(String more) {
    return switch (format) {
      case PARQUET -> parquetRelation(input);
      case CSV, JSON, XLSX, LINES, DATABASE ->
          """
          read_csv(%s, auto_detect = false, header = %s, skip = %s, delim = %s, quote = '"',
            escape = '"', compression = '%s', columns = {%s}%s)\
          """
              .formatted(
                  Sql.text(input.path()),
                  layout.header(),
                  layout.skipped(),
                  Sql.text(String.valueOf(layout.delimiter())),
                  Gzip.is(input) ? "gzip" : "none",
                  columns.stream()
                      .map(column -> Sql.text(column) + ": 'VARCHAR'")
                      .collect(Collectors.joining(", ")),
                  more);
    };
  }

  private static String parquetRelation(Input file) {
    return "read_parquet(%s, binary_as_string = true)".formatted(Sql.text(file.path()));
  }

  /// The exception for a statement that could not read the file.
  InputException fault(DatabaseException e) {
    if (format == FileFormat.CSV) {
      return CsvFault.of(this, e);
    }
    return format == FileFormat.PARQUET
        ? incompleteParquet(input, e)
        : new InputException("%s: %s".formatted(input, reason(input, e)), e);
  }

  /// The file as the report describes it.
  ///
  /// @param usesOfValues what columns are read for besides joins, by name as the file writes it
  InputFile described(Role role, long rows, Map<String, String> usesOfValues) {
    Map<String, String> uses = new HashMap<>(usesOfValues);
    joins.stream()
        .map(Join::key)
        .distinct()
        .forEach(key -> uses.merge(key, "join", (first, second) -> first + ", " + second));
    List<Column> described = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      described.add(
          new Column(columns.get(i), types.get(i), uses.getOrDefault(columns.get(i), "")));
    }
    String between =
        switch (format) {
          case PARQUET, JSON, XLSX -> "";
          case CSV, LINES, DATABASE -> String.valueOf(layout.delimiter());
        };
    return new InputFile(
        role, name(), format, between, input.bytes(), rows, described, input.sha256());
  }
}
