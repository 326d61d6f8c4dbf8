package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.duckdb.DatabaseException;
import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.file.InputException;
import dev.prod2vec.prepared.IngestReport.FileFormat;
import dev.prod2vec.prepared.IngestReport.InputFile;
import dev.prod2vec.prepared.IngestReport.Role;
import dev.prod2vec.prepared.Moment;
import dev.prod2vec.setting.WrongUseException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedCollection;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/// Reads orders into the table `order_line(order_id, product_id, kept, file, time, quantity,
/// customer, in_group)`: one row per row of the files, with the number of its file. `kept` says
/// whether it meets the filter and is of the time and the group that are asked for. Ids are as they
/// are written; `time` is in microseconds since the beginning of 1970, `quantity` in thousandths.
/// All of them are null if `kept` is false, but for `in_group`, which a row of another group has as
/// well.
///
/// @param inputs the files, as the report describes them
/// @param look has observed the lines of baskets; empty for rows
/// @param filtered the files with a filter, with their filter
/// @param mixed orders that may be several, of each file
/// @param unjoined rows of each file that a joined file has no row for
/// @param unread texts that are no quantity, each with its rows
record OrderLines(
    List<InputFile> inputs,
    LinesInspection look,
    Map<TableFile, Filter> filtered,
    List<MixedOrders> mixed,
    List<Long> unjoined,
    List<List<String>> unread) {
  // Names that no file's own column has.
  private static final String ORDER = "prod2vec order";
  private static final String PRODUCT = "prod2vec product";
  private static final String TIME = "prod2vec time";
  private static final String QUANTITY = "prod2vec quantity";
  private static final String CUSTOMER = "prod2vec customer";
  private static final String GROUP = "prod2vec group";

  private OrderLines(Ids ids) {
    this(
        new ArrayList<>(),
        new LinesInspection(ids),
        new LinkedHashMap<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>());
  }

  /// @param joined files that are joined to the orders
  /// @param fetched orders of a database, instead of files
  static OrderLines load(
      OrdersConfig config,
      SequencedCollection<Input> files,
      SequencedCollection<Input> joined,
      Optional<TableFile> fetched,
      Database database)
      throws InterruptedException {
    return load(config, files, joined, fetched, BadRows.REFUSED, 0, database);
  }

  /// The same, where a row that cannot be read need not be the end.
  ///
  /// @param bad decides whether the row is refused or left out
  /// @param before number of lines of other files before these, as an order of a file of baskets
  ///   has the number of its line among all as its id; for one-hot tables, number of other files
  static OrderLines load(
      OrdersConfig config,
      SequencedCollection<Input> files,
      SequencedCollection<Input> joined,
      Optional<TableFile> fetched,
      BadRows bad,
      long before,
      Database database)
      throws InterruptedException {
    database.execute(
        "CREATE TABLE order_line (order_id VARCHAR, product_id VARCHAR, kept BOOLEAN, file INTEGER, time BIGINT, quantity BIGINT, customer VARCHAR, in_group VARCHAR)");
    OrderLines lines = new OrderLines(new Ids(config));
    List<JoinedTable> tables =
        JoinedTable.load(
            JoinedTable.OF_ORDERS,
            joined,
            OrderColumns.names(config),
            Dialect.of(config),
            database);
    if (fetched.isPresent()) {
      lines.rows(config, fetched.get().joined(tables, database), bad, database);
    }
    switch (config.format()) {
      case ROWS, ONE_HOT -> {
        for (Input file : files) {
          TableFile table =
              TableFile.of(file, OrderColumns.names(config), Dialect.of(config), database);
          lines.number(config, table, before, database);
          lines.rows(config, table.joined(tables, database), bad, database);
        }
      }
      case BASKETS -> lines.baskets(config, files, bad, before, database);
    }
    for (JoinedTable table : tables) {
      lines.inputs.add(table.file().described(Role.JOINED_ORDERS, table.rows(database), Map.of()));
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
        database.number("SELECT count(*) FROM order_line WHERE kept AND time IS NULL"),
        look.seen(),
        filters,
        mixed,
        unjoined.stream().mapToLong(Long::longValue).sum(),
        database.number("SELECT count(*) FROM order_line WHERE kept AND quantity IS NULL"),
        unread,
        database.number("SELECT count(*) FROM order_line WHERE kept AND in_group IS NULL"),
        GroupRows.in(database));
  }

  /// Keeps the order of rows if their numbers are the orders' ids.
  ///
  /// @throws WrongUseException if another file has the same numbers
  private void number(OrdersConfig config, TableFile file, long before, Database database)
      throws InterruptedException {
    if (!OrderColumns.isNumbered(config, file)) {
      return;
    }
    if (before + inputs.size() > 0 && !config.orderIdsPerFile()) {
      throw new WrongUseException(
          "%s: no column \"%s\" (orders.order-column), so that rows are numbered, but those of other files have the same numbers\nhint: orders.order-column names the column with the order's id, or orders.order-ids-per-file: true makes the file part of it"
              .formatted(file.name(), config.orderColumn().getFirst()));
    }
    database.execute("SET preserve_insertion_order = true");
  }

  private void rows(OrdersConfig config, TableFile file, BadRows bad, Database database)
      throws InterruptedException {
    OrderColumns columns = OrderColumns.of(config, file, database);
    Filter filter = Filter.of(config.filter(), config.decimalComma(), file, database);
    if (columns.list().isPresent()) {
      bad.several(inputs.size());
      columns.list().get().require(file, filter, database);
    }
    long rows = insert(config, file, columns, filter, bad.relation(inputs.size(), file), database);
    if (!config.filter().isBlank()) {
      filtered.put(file, filter);
    }
    unjoined.add(file.unjoined(database));
    mixed.add(mixed(config, file, columns, filter, database));
    if (columns.quantity().isKnown() && lacksQuantities(database)) {
      unread.addAll(columns.quantity().unread(kept(file, filter), database));
    }
    inputs.add(file.described(Role.ORDERS, rows, columns.uses()));
  }

  private boolean lacksQuantities(Database database) throws InterruptedException {
    return database.number(
            "SELECT count(*) FROM order_line WHERE kept AND quantity IS NULL AND file = %s"
                .formatted(inputs.size()))
        > 0;
  }

  /// The rows of a file that meet its filter, as the text after `FROM`.
  private static String kept(TableFile file, Filter filter) {
    return "(SELECT * FROM %s WHERE (\n%s\n))"
        .formatted(filter.relation(file.relation()), filter.condition());
  }

  private static MixedOrders mixed(
      OrdersConfig config, TableFile file, OrderColumns columns, Filter filter, Database database)
      throws InterruptedException {
    try {
      return MixedOrders.of(
          file, columns, columns.orderSql(new Ids(config)), kept(file, filter), database);
    } catch (DatabaseException _) {
      // Rows that cannot be read, which the caller left out.
      return MixedOrders.NONE;
    }
  }

  /// @param rows of the file, as the text after `FROM`
  private long insert(
      OrdersConfig config,
      TableFile file,
      OrderColumns columns,
      Filter filter,
      String rows,
      Database database)
      throws InterruptedException {
    Ids ids = new Ids(config);
    String order = columns.orderSql(ids);
    String product = columns.productSql();
    String time = columns.time().micros();
    String quantity = columns.quantity().thousandths();
    String customer = columns.customerSql(ids);
    String group = columns.groupSql(ids);
    String relation = filter.relation(rows);
    if (!Collections.disjoint(filter.casts().keySet(), columns.uses().keySet())) {
      // The filter reads one of these columns as another type, but an id stays as it is written.
      // Elsewhere DuckDB converts while it reads, and says in which line it could not.
      relation =
          filter.relation(
              "(SELECT %s AS %s, %s AS %s, %s AS %s, %s AS %s, %s AS %s, %s AS %s, * FROM %s)"
                  .formatted(
                      order,
                      Sql.name(ORDER),
                      product,
                      Sql.name(PRODUCT),
                      time,
                      Sql.name(TIME),
                      quantity,
                      Sql.name(QUANTITY),
                      customer,
                      Sql.name(CUSTOMER),
                      group,
                      Sql.name(GROUP),
                      rows));
      order = Sql.name(ORDER);
      product = Sql.name(PRODUCT);
      time = Sql.name(TIME);
      quantity = Sql.name(QUANTITY);
      customer = Sql.name(CUSTOMER);
      group = Sql.name(GROUP);
    }
    try {
      return database.update(
          """
          INSERT INTO order_line
          SELECT CASE WHEN kept THEN order_id END, CASE WHEN kept THEN product_id END, kept, %1$s,
            CASE WHEN kept THEN time END, CASE WHEN kept THEN quantity END,
            CASE WHEN kept THEN customer END, CASE WHEN passed THEN in_group END
          FROM (SELECT *, passed AND %10$s AS kept FROM (
            SELECT %2$s AS order_id, %3$s AS product_id, %4$s AS time, %5$s AS quantity,
              %6$s AS customer, %7$s AS in_group,
              coalesce((
          %8$s
              ), false) AND %9$s AS passed
            FROM %11$s))
          """
              .formatted(
                  inputs.size(),
                  order,
                  product,
                  time,
                  quantity,
                  customer,
                  group,
                  filter.condition(),
                  window(config, time),
                  config.group().isEmpty()
                      ? "true"
                      : "coalesce(in_group = %s, false)".formatted(Sql.text(config.group())),
                  relation));
    } catch (DatabaseException e) {
      if (e.text().startsWith("Conversion Error")) {
        throw filter.conversion(file, e, database);
      }
      throw file.fault(e);
    }
  }

  /// Whether a row is of the time that is asked for, in SQL. A row without a time is: a check says
  /// how many there are.
  private static String window(OrdersConfig config, String time) {
    StringBuilder window = new StringBuilder("true");
    if (!config.since().isEmpty()) {
      window.append(" AND coalesce(%s >= %s, true)".formatted(time, Moment.micros(config.since())));
    }
    if (!config.until().isEmpty()) {
      window.append(" AND coalesce(%s < %s, true)".formatted(time, Moment.micros(config.until())));
    }
    return window.toString();
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
        appender.appendNull();
        appender.appendNull();
        appender.appendNull();
        appender.appendNull();
        appender.endRow();
      }
    }
    return baskets;
  }
}
