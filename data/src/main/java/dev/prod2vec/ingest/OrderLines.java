package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.duckdb.DatabaseException;
import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.file.InputException;
import dev.prod2vec.prepared.IngestReport.FileFormat;
import dev.prod2vec.prepared.IngestReport.InputFile;
import dev.prod2vec.prepared.IngestReport.Role;
import dev.prod2vec.setting.WrongUseException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedCollection;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/// Reads orders into the table `order_line(order_id, product_id, kept, file)`: one row per row of
/// the files, with the number of its file. `kept` is the result of the filter. Ids are as they are
/// written, and null if `kept` is false.
///
/// @param inputs the files, as the report describes them
/// @param look has observed the lines of baskets; empty for rows
/// @param filtered the files with a filter, with their filter
record OrderLines(List<InputFile> inputs, LinesInspection look, Map<TableFile, Filter> filtered) {
  private OrderLines(Ids ids) {
    this(new ArrayList<>(), new LinesInspection(ids), new LinkedHashMap<>());
  }

  /// @param fetched orders of a database, instead of files
  static OrderLines load(
      OrdersConfig config,
      SequencedCollection<Input> files,
      Optional<TableFile> fetched,
      Database database)
      throws InterruptedException {
    return load(config, files, fetched, BadRows.REFUSED, 0, database);
  }

  /// The same, where a row that cannot be read need not be the end.
  ///
  /// @param bad decides whether the row is refused or left out
  /// @param before number of lines of other files before these; an order of a file of baskets has
  ///   the number of its line among all as its id
  static OrderLines load(
      OrdersConfig config,
      SequencedCollection<Input> files,
      Optional<TableFile> fetched,
      BadRows bad,
      long before,
      Database database)
      throws InterruptedException {
    database.execute(
        "CREATE TABLE order_line (order_id VARCHAR, product_id VARCHAR, kept BOOLEAN, file INTEGER)");
    OrderLines lines = new OrderLines(new Ids(config));
    if (fetched.isPresent()) {
      lines.rows(config, fetched.get(), bad, database);
      return lines;
    }
    switch (config.format()) {
      case ROWS -> {
        for (Input file : files) {
          List<String> wanted = List.of(config.orderColumn(), config.productColumn());
          lines.rows(
              config, TableFile.of(file, wanted, Dialect.of(config), database), bad, database);
        }
      }
      case BASKETS -> lines.baskets(config, files, bad, before, database);
    }
    return lines;
  }

  /// What was seen besides the rows.
  OrderFacts facts(Database database) throws InterruptedException {
    List<FilterLook> filters = new ArrayList<>();
    for (Map.Entry<TableFile, Filter> entry : filtered.entrySet()) {
      int number = filters.size();
      long kept =
          database.number(
              "SELECT count(*) FROM order_line WHERE kept AND file = %s".formatted(number));
      filters.add(
          FilterLook.at(
              entry.getKey(), entry.getValue(), inputs.get(number).rows(), kept, database));
    }
    return new OrderFacts(
        Optional.empty(),
        inputs,
        database.number("SELECT count(*) FROM order_line"),
        database.number("SELECT count(*) FROM order_line WHERE kept"),
        look.seen(),
        filters);
  }

  private void rows(OrdersConfig config, TableFile file, BadRows bad, Database database)
      throws InterruptedException {
    String order = file.column("orders.order-column", config.orderColumn());
    String product = file.column("orders.product-column", config.productColumn());
    Filter filter = Filter.of(config.filter(), config.decimalComma(), file, database);
    String relation = filter.relation(bad.relation(inputs.size(), file));
    long rows = insert(inputs.size(), file, order, product, filter, relation, database);
    if (!config.filter().isBlank()) {
      filtered.put(file, filter);
    }
    Map<String, String> uses = new LinkedHashMap<>(Map.of(order, "order id"));
    uses.merge(product, "product id", (first, second) -> first + ", " + second);
    inputs.add(file.described(Role.ORDERS, rows, uses));
  }

  private static long insert(
      int number,
      TableFile file,
      String order,
      String product,
      Filter filter,
      String relation,
      Database database)
      throws InterruptedException {
    try {
      return database.update(
          """
          INSERT INTO order_line
          SELECT CASE WHEN kept THEN order_id END, CASE WHEN kept THEN product_id END, kept, %s
          FROM (
            SELECT CAST(%s AS VARCHAR) AS order_id, CAST(%s AS VARCHAR) AS product_id,
              coalesce((
          %s
              ), false) AS kept
            FROM %s)
          """
              .formatted(number, Sql.name(order), Sql.name(product), filter.condition(), relation));
    } catch (DatabaseException e) {
      if (e.text().startsWith("Conversion Error")) {
        throw filter.conversion(file, e, database);
      }
      throw file.fault(e);
    }
  }

  private void baskets(
      OrdersConfig config,
      SequencedCollection<Input> files,
      BadRows bad,
      long first,
      Database database)
      throws InterruptedException {
    if (!config.filter().isBlank()) {
      throw new WrongUseException(
          Filter.KEY + ": lines of baskets have no columns; orders.format rows expected");
    }
    Dialect dialect = Dialect.of(config);
    long before = first;
    try (DuckDBAppender appender = database.appender("order_line")) {
      for (Input file : files) {
        requireLines(file, dialect);
        look.begin(file.name());
        try (LineReader lines = new LineReader(file, dialect)) {
          long baskets = append(file, lines, dialect, config.separator(), before, bad, appender);
          if (lines.number() == 0) {
            throw new InputException(file + ": the file is empty; one basket a line expected");
          }
          before += lines.number();
          inputs.add(
              new InputFile(
                  Role.ORDERS,
                  file.name(),
                  FileFormat.LINES,
                  config.separator(),
                  file.bytes(),
                  baskets,
                  List.of(),
                  file.sha256()));
        }
      }
    } catch (SQLException e) {
      throw Database.fault(e);
    }
  }

  /// @throws InputException if the file is Parquet or not text
  private static void requireLines(Input file, Dialect dialect) {
    ForeignFormat.refuse(file, dialect, "lines of text, plain or compressed with gzip or zstd,");
    if (TableFile.isParquet(Gzip.start(file, 4))) {
      throw new InputException(
          file
              + ": a Parquet file; lines of baskets expected\n"
              + "hint: orders.format rows reads Parquet with one row per order and product");
    }
  }

  /// Adds the lines of one file. Empty fields and null values, which some programs pad short lines
  /// with, are skipped.
  ///
  /// @param before number of lines of the files before this one; an order's id is its line number
  ///   among all
  private long append(
      Input file,
      LineReader lines,
      Dialect dialect,
      String separator,
      long before,
      BadRows bad,
      DuckDBAppender appender)
      throws SQLException, InterruptedException {
    long baskets = 0;
    @Nullable String line;
    while ((line = lines.next()) != null) {
      if (Thread.interrupted()) {
        throw new InterruptedException("while reading " + file);
      }
      if (line.isBlank() || dialect.isLeftOut(line, lines.number())) {
        continue;
      }
      baskets++;
      String order = Long.toString(before + lines.number());
      List<String> fields;
      try {
        fields = dialect.fields(line, separator);
      } catch (IllegalArgumentException e) {
        bad.line(
            new InputException("%s:%s: %s".formatted(file, lines.number(), e.getMessage()), e));
        continue;
      }
      for (String product : look.products(fields)) {
        appender.beginRow();
        appender.append(order);
        appender.append(product);
        appender.append(true);
        appender.append(0);
        appender.endRow();
      }
    }
    return baskets;
  }
}
