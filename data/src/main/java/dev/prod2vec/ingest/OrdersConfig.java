package dev.prod2vec.ingest;

import static dev.prod2vec.setting.Require.require;

import dev.prod2vec.prepared.Moment;
import dev.prod2vec.prepared.ReturnsBy;
import dev.prod2vec.setting.Records;
import dev.prod2vec.setting.Setting;
import java.util.List;
import java.util.Locale;

/// Where the orders are and how they are written.
public record OrdersConfig(
    @Setting(
            value =
                "Files, locations of a store or globs of orders: csv or JSON (gz, zst, bz2), xlsx or"
                    + " parquet; -: the standard input.",
            path = true)
        List<String> files,
    @Setting(
            value =
                "rows: one row per order and product, or with a list of products; baskets: one basket a"
                    + " line, without a header; one-hot: one row per order and one column per product.",
            defaultValue = "rows")
        OrdersFormat format,
    @Setting(
            value =
                "Column with the order's id, or several columns that only together tell an order, as"
                    + " a customer and a day (format rows).",
            defaultValue = "order_id")
        List<String> orderColumn,
    @Setting(value = "Column with the product's id (format rows).", defaultValue = "product_id")
        String productColumn,
    @Setting(
            value = "Between the products of a line (format baskets); \\t is a tab.",
            defaultValue = ",")
        String separator,
    @Setting("SQL condition a row must meet, for example quantity > 0; empty: every row.")
        String filter,
    @Setting(value = "files, or jdbc: a table or a query of the database.", defaultValue = "files")
        RowSource source,
    @Setting("Table with the orders (source jdbc), its name as it is stored: sales.order_products.")
        String table,
    @Setting("Query that gives the orders (source jdbc), instead of a table.") String query,
    @Setting(
            value =
                "Leaves out white space and invisible marks around ids and compares text in Unicode's"
                    + " form NFC, in orders and products; false: ids exactly as they are written.",
            defaultValue = "true")
        boolean cleanIds,
    @Setting(
            value =
                "What stands for a missing id in orders and products, case and blanks around it aside;"
                    + " empty: nothing but blanks.",
            defaultValue = {"NA", "N/A", "#N/A", "NULL", "None", "nan", "\\N", "-", "?"})
        List<String> nullValues,
    @Setting(
            "The file's name becomes part of the order's id, for files that each number their own"
                + " orders (format rows).")
        boolean orderIdsPerFile,
    @Setting(
            "Column with the time of the order (format rows); of several times in an order the"
                + " earliest counts; empty: unknown.")
        String timeColumn,
    @Setting(
            "How the time is written, as strptime takes it: %d.%m.%Y %H:%M; empty: found in the"
                + " values.")
        String timeFormat,
    @Setting("Only orders of this date or time, or later, for example 2011-01-01; empty: all.")
        String since,
    @Setting("Only orders before this date or time, for example 2012-01-01; empty: all.")
        String until,
    @Setting("How csv files and lines of baskets are written.") CsvConfig csv,
    @Setting(
            "Numbers in csv files have a decimal comma, and points between thousands: 1.234,5; for"
                + " the filter and the quantity.")
        boolean decimalComma,
    @Setting(
            value =
                "Files joined to the orders by the one column that they share with them, for example"
                    + " orders.csv with the date of each order (format rows).",
            path = true)
        List<String> joinFiles,
    @Setting(
            "Column with how much was bought (format rows): 0 is no purchase, a negative number a"
                + " return; empty: each row is a purchase.")
        String quantityColumn,
    @Setting(
            value =
                "What a return takes back; order: purchases of the product in the same order;"
                    + " customer: also the customer's newest purchases of it before the return.",
            defaultValue = "order")
        ReturnsBy returns,
    @Setting("Column with the customer, for returns: customer; empty: unknown.")
        String customerColumn,
    @Setting(
            value =
                "How a text in product-column holds several products: none: it is one product;"
                    + " brackets: ['a', 'b'] or [\"a\", \"b\"]; braces: {a,b} of PostgreSQL; or what is"
                    + " between them, such as | or ; (format rows).",
            defaultValue = "none")
        String productList,
    @Setting("Sheet of xlsx files, by its name; empty: the first one.") String sheet,
    @Setting(
            "Columns that are neither products nor the order's id (format one-hot), for example"
                + " customer, total.")
        List<String> ignoreColumns,
    @Setting(
            "Column with the group of the order, such as its shop, region or segment: groups are"
                + " counted, and run --per-group makes a run for each (formats rows, one-hot); empty:"
                + " unknown.")
        String groupColumn,
    @Setting("Only rows of this group, for example France; empty: all.") String group) {

  public static final OrdersConfig DEFAULT = Records.defaults(OrdersConfig.class);

  /// Orders in files.
  public OrdersConfig(
      List<String> files,
      OrdersFormat format,
      String orderColumn,
      String productColumn,
      String separator,
      String filter) {
    this(files, format, orderColumn, productColumn, separator, filter, RowSource.FILES, "", "");
  }

  /// Orders in files or a database, with ids read as by default.
  public OrdersConfig(
      List<String> files,
      OrdersFormat format,
      String orderColumn,
      String productColumn,
      String separator,
      String filter,
      RowSource source,
      String table,
      String query) {
    this(
        files,
        format,
        List.of(orderColumn),
        productColumn,
        separator,
        filter,
        source,
        table,
        query,
        DEFAULT.cleanIds,
        DEFAULT.nullValues,
        DEFAULT.orderIdsPerFile,
        DEFAULT.timeColumn,
        DEFAULT.timeFormat,
        DEFAULT.since,
        DEFAULT.until,
        DEFAULT.csv,
        DEFAULT.decimalComma,
        DEFAULT.joinFiles,
        DEFAULT.quantityColumn,
        DEFAULT.returns,
        DEFAULT.customerColumn,
        DEFAULT.productList,
        DEFAULT.sheet,
        DEFAULT.ignoreColumns,
        DEFAULT.groupColumn,
        DEFAULT.group);
  }

  /// The same with other files.
  public OrdersConfig withFiles(List<String> newFiles) {
    return Records.with(this, "files", newFiles);
  }

  /// The same with files written in another way.
  public OrdersConfig withCsv(CsvConfig newCsv) {
    return Records.with(this, "csv", newCsv);
  }

  public OrdersConfig {
    files = List.copyOf(files);
    nullValues = List.copyOf(nullValues);
    FilePlaces.check("files", files);
    joinFiles = List.copyOf(joinFiles);
    FilePlaces.check("join-files", joinFiles);
    orderColumn = List.copyOf(orderColumn);
    require(
        !orderColumn.isEmpty() && orderColumn.stream().noneMatch(String::isBlank),
        List.of("order-column"),
        "order-column must not be empty");
    require(
        orderColumn.stream().map(name -> name.toLowerCase(Locale.ROOT)).distinct().count()
            == orderColumn.size(),
        List.of("order-column"),
        "order-column names a column twice: %s",
        String.join(", ", orderColumn));
    require(
        !productColumn.isBlank(), List.of("product-column"), "product-column must not be empty");
    require(!separator.isEmpty(), List.of("separator"), "separator must not be empty");
    separator = separator.replace("\\t", "\t");
    ignoreColumns = List.copyOf(ignoreColumns);
    productList = productList.replace("\\t", "\t");
    require(
        !productList.isEmpty(),
        List.of("product-list"),
        "product-list must be none, brackets, braces or what is between the products of a list");
    Moment.check("since", since);
    Moment.check("until", until);
    require(
        !timeColumn.isEmpty() || (timeFormat + since + until).isEmpty(),
        List.of("time-format", "since", "until"),
        "time-format, since and until need time-column, the column with the time of the order");
    group = group.strip();
    require(
        group.isEmpty() || !groupColumn.isEmpty(),
        List.of("group"),
        "group needs group-column, the column with the group of the order");
    require(
        returns == ReturnsBy.ORDER || !quantityColumn.isEmpty(),
        List.of("returns"),
        "returns: customer needs quantity-column, the column with how much was bought");
    require(
        (returns == ReturnsBy.CUSTOMER) != customerColumn.isEmpty(),
        List.of("returns", "customer-column"),
        customerColumn.isEmpty()
            ? "returns: customer needs customer-column, the column with the customer"
            : "customer-column is for returns: customer, but returns is order");
  }
}
