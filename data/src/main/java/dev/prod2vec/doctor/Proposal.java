package dev.prod2vec.doctor;

import dev.prod2vec.file.Json;
import dev.prod2vec.ingest.CsvConfig;
import dev.prod2vec.ingest.OrdersConfig;
import dev.prod2vec.ingest.OrdersFormat;
import dev.prod2vec.ingest.ProductsConfig;
import dev.prod2vec.prepared.BasketsConfig;
import dev.prod2vec.prepared.ReturnsBy;
import dev.prod2vec.prepared.SplitBy;
import dev.prod2vec.setting.KebabCase;
import dev.prod2vec.setting.Records;
import dev.prod2vec.text.HumanNumbers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/// A config of a first run.
///
/// @param orderColumns several if an order has no id of its own: a customer and a day
/// @param filters what a row of the orders must meet, each by its reason
/// @param decimalComma whether filters and quantities are numbers with a decimal comma
/// @param timeColumn empty text if the orders have no time
/// @param split by time where orders span enough of it
/// @param quantityColumn empty text if each row is a purchase
/// @param customerColumn whose returns take purchases back from other orders; empty text if
///   nobody's
/// @param ordersCsv how files of orders are written
/// @param productFiles may be the orders, if they have the names
/// @param productsCsv how files of products and of their categories are written
/// @param productList how a field has several products
/// @param ignoreColumns of a table with a column for each product, those that are none
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Proposal(
    List<String> orderFiles,
    OrdersFormat format,
    List<String> orderColumns,
    String productColumn,
    String separator,
    List<Filter> filters,
    boolean decimalComma,
    String timeColumn,
    SplitBy split,
    String quantityColumn,
    String customerColumn,
    CsvConfig ordersCsv,
    List<String> productFiles,
    String idColumn,
    String nameColumn,
    List<String> categoryColumns,
    List<String> joinFiles,
    CsvConfig productsCsv,
    String productList,
    List<String> ignoreColumns) {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_./][A-Za-z0-9_./-]*");
  private static final Pattern RESERVED =
      Pattern.compile("true|false|yes|no|on|off|null|y|n", Pattern.CASE_INSENSITIVE);
  private static final String FILTER = "orders.filter";

  /// A condition that leaves out rows which are no purchases.
  ///
  /// @param condition in SQL, over the columns as the file writes them
  /// @param reason what it leaves out
  /// @param rows that it leaves out, of those that were looked at
  public record Filter(String condition, String reason, long rows) {}

  public Proposal {
    orderFiles = List.copyOf(orderFiles);
    orderColumns = List.copyOf(orderColumns);
    filters = List.copyOf(filters);
    productFiles = List.copyOf(productFiles);
    categoryColumns = List.copyOf(categoryColumns);
    joinFiles = List.copyOf(joinFiles);
    ignoreColumns = List.copyOf(ignoreColumns);
  }

  /// The condition of all filters; empty if there are none.
  public String filter() {
    return filters.stream().map(Filter::condition).collect(Collectors.joining(" and "));
  }

  /// The config of the orders.
  OrdersConfig orders() {
    Map<String, Object> more =
        Map.of(
            "decimal-comma", decimalComma,
            "time-column", timeColumn,
            "quantity-column", quantityColumn,
            "returns", customerColumn.isEmpty() ? ReturnsBy.ORDER : ReturnsBy.CUSTOMER,
            "customer-column", customerColumn,
            "csv", ordersCsv,
            "product-list", productList,
            "ignore-columns", ignoreColumns);
    Map<String, Object> values = new HashMap<>(more);
    values.putAll(
        Map.of(
            "files", orderFiles,
            "format", format,
            "order-column", orderColumns,
            "product-column", productColumn,
            "separator", separator,
            "filter", filter()));
    return Records.with(OrdersConfig.DEFAULT, values);
  }

  BasketsConfig baskets() {
    return Records.with(BasketsConfig.DEFAULT, "split", split);
  }

  ProductsConfig products() {
    return productFiles.isEmpty()
        ? ProductsConfig.DEFAULT
        : Records.with(
            new ProductsConfig(productFiles, idColumn, nameColumn, categoryColumns, joinFiles),
            "csv",
            productsCsv);
  }

  /// Each key with its text, number or boolean, or its list of texts.
  ///
  /// @param path the file that a path in the config stands for, as it is written there
  public SequencedMap<String, Object> keys(UnaryOperator<String> path) {
    SequencedMap<String, Object> keys = new LinkedHashMap<>();
    keys.put("orders.files", paths(orderFiles, path));
    switch (format) {
      case ROWS -> {
        keys.put(
            "orders.order-column",
            orderColumns.size() == 1 ? orderColumns.getFirst() : orderColumns);
        keys.put("orders.product-column", productColumn);
        if (!productList.equals(OrdersConfig.DEFAULT.productList())) {
          keys.put("orders.product-list", productList);
        }
      }
      case ONE_HOT -> {
        keys.put("orders.format", KebabCase.of(format));
        if (!orderColumns.equals(OrdersConfig.DEFAULT.orderColumn())) {
          keys.put("orders.order-column", orderColumns.getFirst());
        }
        if (!ignoreColumns.isEmpty()) {
          keys.put("orders.ignore-columns", ignoreColumns);
        }
      }
      case BASKETS -> {
        keys.put("orders.format", KebabCase.of(format));
        keys.put("orders.separator", separator.equals("\t") ? "\\t" : separator);
      }
    }
    if (!filters.isEmpty()) {
      keys.put(FILTER, filter());
    }
    if (decimalComma) {
      keys.put("orders.decimal-comma", true);
    }
    if (!timeColumn.isEmpty()) {
      keys.put("orders.time-column", timeColumn);
    }
    if (!quantityColumn.isEmpty()) {
      keys.put("orders.quantity-column", quantityColumn);
    }
    if (!customerColumn.isEmpty()) {
      keys.put("orders.returns", KebabCase.of(ReturnsBy.CUSTOMER));
      keys.put("orders.customer-column", customerColumn);
    }
    putCsv("orders.csv.", ordersCsv, keys);
    if (split == SplitBy.TIME) {
      keys.put("baskets.split", KebabCase.of(split));
    }
    if (!productFiles.isEmpty()) {
      keys.put("products.files", paths(productFiles, path));
      keys.put("products.id-column", idColumn);
      keys.put("products.name-column", nameColumn);
      if (!categoryColumns.isEmpty()) {
        keys.put("products.category-columns", categoryColumns);
      }
      if (!joinFiles.isEmpty()) {
        keys.put("products.join-files", paths(joinFiles, path));
      }
      putCsv("products.csv.", productsCsv, keys);
    }
    return keys;
  }

  /// The keys whose values are not the default.
  private static void putCsv(String section, CsvConfig csv, Map<String, Object> keys) {
    Map<String, Object> defaults = Records.values(CsvConfig.DEFAULT);
    Records.values(csv)
        .forEach((name, value) -> {
          if (!value.equals(defaults.get(name))) {
            keys.put(section + name, value.equals("\t") ? "\\t" : value);
          }
        });
  }

  private static List<String> paths(List<String> files, UnaryOperator<String> path) {
    return files.stream().map(path).toList();
  }

  /// A config file.
  ///
  /// @param path the file that a path stands for, as it is written there
  public String yaml(UnaryOperator<String> path) {
    StringBuilder yaml = new StringBuilder();
    String section = "";
    String group = "";
    for (Map.Entry<String, Object> key : keys(path).entrySet()) {
      String[] parts = key.getKey().split("\\.", 3);
      if (!parts[0].equals(section)) {
        section = parts[0];
        group = "";
        yaml.append(section).append(":\n");
      }
      if (parts.length > 2 && !parts[1].equals(group)) {
        group = parts[1];
        yaml.append("  ").append(group).append(":\n");
      }
      if (key.getKey().equals(FILTER)) {
        filters.forEach(filter ->
            yaml.append(
                "  # %s: %s\n"
                    .formatted(
                        filter.reason().replaceAll("\\R", " "),
                        HumanNumbers.count(filter.rows(), "row"))));
      }
      yaml.append("  ".repeat(parts.length - 1))
          .append("%s: %s\n".formatted(parts[parts.length - 1], yaml(key.getValue())));
    }
    return yaml.toString();
  }

  private static String yaml(Object value) {
    return switch (value) {
      case List<?> list ->
          list.stream().map(Proposal::yaml).collect(Collectors.joining(", ", "[", "]"));
      case String text -> yaml(text);
      default -> String.valueOf(value);
    };
  }

  private static String yaml(String text) {
    return PLAIN.matcher(text).matches() && !RESERVED.matcher(text).matches()
        ? text
        : Json.line(text).strip();
  }

  /// The words of a command line that stand for the config, where they differ from the defaults.
  public List<String> flags() {
    List<String> flags = new ArrayList<>();
    OrdersConfig orders = OrdersConfig.DEFAULT;
    ProductsConfig products = ProductsConfig.DEFAULT;
    Map<String, Object> defaults =
        Map.of(
            "orders.order-column", orders.orderColumn().getFirst(),
            "orders.product-column", orders.productColumn(),
            "orders.separator", orders.separator(),
            "products.id-column", products.idColumn(),
            "products.name-column", products.nameColumn());
    keys(UnaryOperator.identity())
        .forEach((key, value) -> {
          if (!value.equals(defaults.get(key))) {
            flags.add(
                switch (key) {
                  case "orders.files" -> "--orders";
                  case "products.files" -> "--products";
                  default -> "--" + key;
                });
            flags.add(
                value instanceof List<?> list
                    ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
                    : String.valueOf(value));
          }
        });
    return flags;
  }
}
