package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.duckdb.DatabaseException;
import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.file.InputException;
import dev.prod2vec.ingest.FileLook.Extent;
import dev.prod2vec.prepared.IngestReport.FileFormat;
import dev.prod2vec.setting.Records;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.Stores;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/// Looks at the first rows of files that nobody has described yet. For one thread.
public final class FirstRows {
  private final Database database;
  private final InputFiles files;
  private final long most;
  private final Predicate<String> isColumnName;
  private int tables;

  /// @param database gets a table for each file; it must keep the order of rows
  /// @param most rows or lines of a file to look at
  /// @param isColumnName whether a text is known to name a column; tells headers from products
  public FirstRows(Database database, Stores stores, long most, Predicate<String> isColumnName) {
    this.database = database;
    this.files = new InputFiles(database, stores);
    this.most = most;
    this.isColumnName = isColumnName;
  }

  /// The names of the files that a path, a glob or a location stands for.
  ///
  /// @throws WrongUseException if there is no such file
  public List<String> find(String pattern) throws InterruptedException {
    return files.parts("doctor", List.of(pattern), Dialect.USUAL).stream()
        .map(Input::name)
        .toList();
  }

  /// Looks at a file that was found.
  ///
  /// @throws InputException as a run does if the file is of a format that is not read, or broken
  public FileLook look(String name) throws InterruptedException {
    Input file = files.named(name);
    try {
      if (SheetRows.is(file)) {
        return sheet(file);
      } else if (!TableFile.isCsv(file)) {
        return rows(TableFile.of(file, List.of(), Dialect.USUAL, database));
      }
      Dialect dialect =
          Dialect.USUAL.with(
              Records.with(CsvConfig.DEFAULT, "encoding", DialectGuess.encoding(file)));
      file = files.named(name, dialect);
      ForeignFormat.refuse(file, dialect, "csv, csv.gz, csv.zst or Parquet");
      dialect = dialect.with(DialectGuess.withEscape(file, dialect, isColumnName, most));
      LineShape shape = LineShape.of(file, dialect, isColumnName);
      return shape.areBaskets()
          ? lines(file, shape.separator(), dialect)
          : csv(file, shape, dialect);
    } catch (InputException e) {
      throw Excerpt.bounded(e);
    }
  }

  /// The first sheet, whose header may not be its first row.
  private FileLook sheet(Input file) throws InterruptedException {
    Input csv = SheetRows.of(file, "", "orders.sheet", database.folder()).csv();
    LineShape shape = LineShape.of(csv, Dialect.USUAL, isColumnName);
    CsvConfig found = DialectGuess.withHeader(csv, shape, Dialect.USUAL);
    Dialect guess =
        Dialect.USUAL.with(
            Records.with(
                CsvConfig.DEFAULT,
                Map.of("skip-lines", found.skipLines(), "header", found.header())));
    TableFile table = TableFile.of(file, List.of(), guess, database);
    return rows(table, guess.csv());
  }

  private FileLook csv(Input file, LineShape shape, Dialect dialect) throws InterruptedException {
    Dialect guess = dialect.with(DialectGuess.withHeader(file, shape, dialect));
    List<String> wanted =
        guess.csv().header() ? shape.header() : Header.numbered(shape.header().size());
    return rows(TableFile.of(file, wanted, guess, database));
  }

  private FileLook rows(TableFile file) throws InterruptedException {
    return rows(file, file.dialect().csv());
  }

  private FileLook rows(TableFile file, CsvConfig csv) throws InterruptedException {
    String table = "look_" + tables++;
    String columns =
        IntStream.range(0, file.columns().size())
            .mapToObj(i ->
                "nullif(trim(CAST(%s AS VARCHAR)), '') AS c%s"
                    .formatted(Sql.name(file.columns().get(i)), i))
            .collect(Collectors.joining(", "));
    long rows;
    try {
      rows =
          database.update(
              "CREATE TABLE %s AS SELECT %s FROM %s LIMIT %s"
                  .formatted(table, columns, file.relation(), most + 1));
      rows = database.number("SELECT count(*) FROM " + table);
    } catch (DatabaseException e) {
      throw file.fault(e);
    }
    if (rows > most) {
      database.execute("DELETE FROM %s WHERE rowid >= %s".formatted(table, most));
    }
    return new FileLook.Rows(
        file.name(),
        file.input().bytes(),
        Math.min(rows, most),
        rows > most ? Extent.BEGINNING : Extent.WHOLE,
        file.format(),
        file.format() == FileFormat.CSV ? String.valueOf(file.layout().delimiter()) : "",
        file.columns(),
        file.types(),
        csv,
        table);
  }

  /// The same rows, with a row for each product of a column with lists.
  ///
  /// @param place of the column
  /// @param form as the key `orders.product-list` names it; empty for a list of the file itself
  public FileLook.Rows unnested(FileLook.Rows look, String place, String form)
      throws InterruptedException {
    String table = "look_" + tables++;
    boolean shown = form.isEmpty() && look.format() == FileFormat.PARQUET;
    ProductList list =
        ProductList.ofText(
            place,
            place,
            !form.isEmpty() ? form : shown ? ProductList.BRACKETS : ProductList.BRACES);
    database.execute(
        "CREATE TABLE %s AS SELECT * REPLACE (%s AS %s) FROM %s"
            .formatted(table, list.unnested(), place, look.table()));
    return new FileLook.Rows(
        look.name(),
        look.bytes(),
        database.number("SELECT count(*) FROM " + table),
        look.extent(),
        look.format(),
        look.delimiter(),
        look.columns(),
        look.types(),
        look.csv(),
        table);
  }

  private FileLook lines(Input file, String separator, Dialect dialect)
      throws InterruptedException {
    List<List<String>> baskets = new ArrayList<>();
    Extent extent = Extent.WHOLE;
    try (LineReader lines = new LineReader(file, dialect)) {
      @Nullable String line;
      while ((line = lines.next()) != null) {
        if (baskets.size() == most) {
          extent = Extent.BEGINNING;
          break;
        }
        if (!line.isBlank()) {
          baskets.add(products(file, lines, line, separator, dialect));
        }
      }
    }
    String table = "look_" + tables++;
    database.execute("CREATE TABLE %s (c0 VARCHAR)".formatted(table));
    try (DuckDBAppender appender = database.appender(table)) {
      for (List<String> basket : baskets) {
        for (String product : basket) {
          appender.beginRow();
          appender.append(product);
          appender.endRow();
        }
      }
    } catch (SQLException e) {
      throw Database.fault(e);
    }
    return new FileLook.Lines(
        file.name(),
        file.bytes(),
        baskets.size(),
        extent,
        separator,
        baskets,
        dialect.csv(),
        table);
  }

  private static List<String> products(
      Input file, LineReader lines, String line, String separator, Dialect dialect) {
    try {
      return dialect.fields(line, separator).stream()
          .map(Ids::stripped)
          .filter(product -> !product.isEmpty())
          .toList();
    } catch (IllegalArgumentException e) {
      throw new InputException("%s:%s: %s".formatted(file, lines.number(), e.getMessage()), e);
    }
  }

  /// The first orders of the first file with the products of their rows, in the order of the file.
  /// Rows that do not meet the filter, or bought nothing, are left out.
  ///
  /// @param config of orders with rows
  /// @param orders how many
  /// @throws WrongUseException if the filter is no condition
  public Map<String, List<String>> orders(OrdersConfig config, int orders)
      throws InterruptedException {
    Dialect dialect = Dialect.of(config);
    Input input = files.parts("orders.files", config.files(), dialect).getFirst();
    TableFile file = TableFile.of(input, OrderColumns.names(config), dialect, database);
    OrderColumns columns = OrderColumns.of(config, file, database);
    Filter filter = Filter.of(config.filter(), config.decimalComma(), file, database);
    String query =
        """
        WITH kept AS (
          SELECT row_number() OVER () AS row, trim(%s) AS o, trim(%s) AS p
          FROM %s WHERE (
        %s
          ) AND coalesce(%s, 1) > 0 LIMIT %s),
        firsts AS (
          SELECT o, min(row) AS first FROM kept WHERE o <> '' GROUP BY o ORDER BY first LIMIT %s)
        SELECT o, p FROM kept JOIN firsts USING (o) WHERE p <> '' ORDER BY first, row\
        """
            .formatted(
                columns.orderSql(new Ids(config)),
                columns.productSql(),
                filter.relation(file.relation()),
                filter.condition(),
                columns.quantity().thousandths(),
                most,
                orders);
    Map<String, List<String>> found = new LinkedHashMap<>();
    try {
      for (List<String> row : database.rows(query)) {
        found.computeIfAbsent(row.getFirst(), _ -> new ArrayList<>()).add(row.getLast());
      }
    } catch (DatabaseException e) {
      throw e.text().startsWith("Conversion Error")
          ? filter.conversion(file, e, database)
          : file.fault(e);
    }
    return found;
  }
}
