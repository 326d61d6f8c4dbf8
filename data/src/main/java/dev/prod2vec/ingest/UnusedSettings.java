package dev.prod2vec.ingest;

import dev.prod2vec.prepared.IngestReport.FileFormat;
import dev.prod2vec.prepared.IngestReport.InputFile;
import dev.prod2vec.prepared.IngestReport.Role;
import dev.prod2vec.setting.Records;
import dev.prod2vec.setting.WrongUseException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Refuses settings that are given but have no effect beside the others: whoever gave one expects
/// an effect.
final class UnusedSettings {
  private UnusedSettings() {}

  /// @throws WrongUseException if one differs from its default and has no effect
  static void refuse(OrdersConfig orders, ProductsConfig products) {
    OrdersConfig usual = OrdersConfig.DEFAULT;
    switch (orders.format()) {
      case ROWS -> refuseSeparator("rows", orders);
      case ONE_HOT -> {
        refuseSeparator("one-hot", orders);
        refuseInOneHot(OrderColumns.PRODUCT, orders.productColumn(), usual.productColumn());
        refuseInOneHot(ProductList.KEY, orders.productList(), usual.productList());
        refuseInOneHot(OrderQuantity.KEY, orders.quantityColumn(), usual.quantityColumn());
      }
      case BASKETS -> {
        refuseInBaskets("orders.order-column", orders.orderColumn(), usual.orderColumn());
        refuseInBaskets("orders.product-column", orders.productColumn(), usual.productColumn());
        refuseInBaskets(ProductList.KEY, orders.productList(), usual.productList());
        refuseInBaskets("orders.sheet", orders.sheet(), usual.sheet());
        refuseInBaskets(JoinedTable.OF_ORDERS, orders.joinFiles(), usual.joinFiles());
        refuseInBaskets(OrderTime.KEY, orders.timeColumn(), usual.timeColumn());
        refuseInBaskets(OrderColumns.GROUP, orders.groupColumn(), usual.groupColumn());
        refuseInBaskets(OrderQuantity.KEY, orders.quantityColumn(), usual.quantityColumn());
        refuseInBaskets("orders.csv.header", orders.csv().header(), usual.csv().header());
        refuseIf(
            !orders.csv().delimiter().isEmpty(),
            "orders.csv.delimiter",
            "orders.format is baskets",
            "orders.separator is between the products of a line");
      }
    }
    refuseIf(
        orders.format() != OrdersFormat.ONE_HOT && !orders.ignoreColumns().isEmpty(),
        OneHot.IGNORED,
        "only tables with a column for each product need it",
        "leave it out, or give orders.format one-hot");
    refuseIf(
        orders.decimalComma() && orders.filter().isBlank() && orders.quantityColumn().isEmpty(),
        "orders.decimal-comma",
        "numbers are read for orders.filter and orders.quantity-column alone, which are empty",
        "leave it out");
    if (orders.source() == RowSource.JDBC) {
      refuseCsv("orders.csv", orders.csv(), "the orders are in a database");
      refuseIf(
          orders.decimalComma(),
          "orders.decimal-comma",
          "the orders are in a database",
          "leave it out");
    }
    refuseIf(
        !products.csv().header() && !products.joinFiles().isEmpty(),
        "products.join-files",
        "files are joined by the name of a column, and products.csv.header is false",
        "give the files headers");
    if (products.source() == RowSource.FILES && products.files().isEmpty()) {
      ProductsConfig none = ProductsConfig.DEFAULT;
      refuseWithoutTable("id-column", products.idColumn(), none.idColumn());
      refuseWithoutTable("name-column", products.nameColumn(), none.nameColumn());
      refuseWithoutTable("category-columns", products.categoryColumns(), List.of());
      refuseWithoutTable("join-files", products.joinFiles(), List.of());
      refuseWithoutTable("max-new", products.maxNew(), none.maxNew());
      refuseWithoutTable("sheet", products.sheet(), none.sheet());
      refuseCsv("products.csv", products.csv(), "there is no product table");
    } else if (products.source() == RowSource.JDBC && products.joinFiles().isEmpty()) {
      refuseCsv("products.csv", products.csv(), "the products are in a database");
    }
  }

  /// Refuses settings of csv that no file has a use for.
  ///
  /// @param section of the settings: `orders.csv`
  /// @param inputs the files that were read
  /// @param roles of the files to which the settings apply
  /// @throws WrongUseException if one differs from its default and no file has a use for it
  static void refuseCsv(
      String section, CsvConfig csv, List<InputFile> inputs, Collection<Role> roles) {
    List<FileFormat> formats =
        inputs.stream()
            .filter(input -> roles.contains(input.role()))
            .map(InputFile::format)
            .distinct()
            .toList();
    Map<String, Object> usual = Records.values(CsvConfig.DEFAULT);
    Records.values(csv)
        .forEach((key, value) ->
            refuseIf(
                !formats.isEmpty()
                    && !value.equals(usual.get(key))
                    && formats.stream().noneMatch(format -> uses(format, key)),
                section + "." + key,
                "it is for csv, and the files are %s"
                    .formatted(
                        formats.stream()
                            .map(UnusedSettings::words)
                            .collect(Collectors.joining(", "))),
                "leave it out"));
  }

  private static boolean uses(FileFormat format, String key) {
    return switch (format) {
      case CSV, LINES, DATABASE -> true;
      case JSON -> key.equals("encoding");
      case XLSX -> key.equals("header") || key.equals("skip-lines");
      case PARQUET -> false;
    };
  }

  private static String words(FileFormat format) {
    return switch (format) {
      case PARQUET -> "Parquet";
      case XLSX -> "xlsx";
      case CSV, JSON, LINES, DATABASE -> format.name();
    };
  }

  private static void refuseCsv(String section, CsvConfig csv, String why) {
    Map<String, Object> usual = Records.values(CsvConfig.DEFAULT);
    Records.values(csv)
        .forEach((key, value) ->
            refuseIf(!value.equals(usual.get(key)), section + "." + key, why, "leave it out"));
  }

  private static void refuseSeparator(String format, OrdersConfig orders) {
    refuseIf(
        !orders.separator().equals(OrdersConfig.DEFAULT.separator()),
        "orders.separator",
        "orders.format is %s, where the delimiter is found by itself".formatted(format),
        "leave it out, or name the delimiter in orders.csv.delimiter; with one basket a line,"
            + " give orders.format baskets");
  }

  private static void refuseInOneHot(String key, Object value, Object usual) {
    refuseIf(
        !value.equals(usual),
        key,
        "orders.format is one-hot, which has a column for each product",
        "leave it out; orders.ignore-columns names columns that are no products");
  }

  private static void refuseInBaskets(String key, Object value, Object usual) {
    refuseIf(
        !value.equals(usual),
        key,
        "orders.format is baskets, whose lines have no columns",
        "leave it out; with columns, give orders.format rows");
  }

  private static void refuseWithoutTable(String key, Object value, Object usual) {
    refuseIf(
        !value.equals(usual),
        "products." + key,
        "there is no product table",
        "products.files names it; the orders may be it themselves");
  }

  private static void refuseIf(boolean unused, String key, String why, String hint) {
    if (unused) {
      throw new WrongUseException(
          "%s: is given, but has no effect: %s\nhint: %s".formatted(key, why, hint));
    }
  }
}
