package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.duckdb.Sql;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The columns of a file that orders are read from.
///
/// @param order the columns that tell an order, as the file writes them; none: each row is one,
///   with its number as its id
/// @param product empty if each column is one
/// @param time when the order was
/// @param quantity how much was bought
/// @param customer who bought it; empty text if that is not known
/// @param group of the order; empty text if that is not known
/// @param list how a row holds several products; empty if it holds one
record OrderColumns(
    List<String> order,
    String product,
    OrderTime time,
    OrderQuantity quantity,
    String customer,
    String group,
    Optional<RowProducts> list) {
  /// The key that names the column of products, which may hold lists.
  static final String PRODUCT = "orders.product-column";

  private static final String CUSTOMER = "orders.customer-column";

  /// The key that names the column of groups.
  static final String GROUP = "orders.group-column";

  /// Between the values of several columns in an order's id. In a value it is written with a
  /// backslash, and so is the backslash itself: different values never give the same id.
  private static final String BETWEEN = "|";

  /// @throws dev.prod2vec.setting.WrongUseException if the file lacks a column
  static OrderColumns of(OrdersConfig config, TableFile file, Database database)
      throws InterruptedException {
    List<String> order = new ArrayList<>();
    for (String column : isNumbered(config, file) ? List.<String>of() : config.orderColumn()) {
      order.add(file.column("orders.order-column", column));
    }
    OrderTime time = OrderTime.of(config, file, database);
    String group = config.groupColumn().isEmpty() ? "" : file.column(GROUP, config.groupColumn());
    if (config.format() == OrdersFormat.ONE_HOT) {
      List<String> used = new ArrayList<>(order);
      if (time.isKnown()) {
        used.add(time.column());
      }
      if (!group.isEmpty()) {
        used.add(group);
      }
      return new OrderColumns(
          order,
          "",
          time,
          OrderQuantity.UNKNOWN,
          "",
          group,
          Optional.of(OneHot.of(config, file, used)));
    }
    String product = file.column(PRODUCT, config.productColumn());
    boolean listed = file.isList(product) || !config.productList().equals(ProductList.NONE);
    return new OrderColumns(
        order,
        product,
        time,
        OrderQuantity.of(config, file),
        config.customerColumn().isEmpty() ? "" : file.column(CUSTOMER, config.customerColumn()),
        group,
        listed ? Optional.of(ProductList.of(config, file, product)) : Optional.empty());
  }

  /// Whether the rows of a file are numbered, because no column has the order's id and the config
  /// names none.
  static boolean isNumbered(OrdersConfig config, TableFile file) {
    return config.format() == OrdersFormat.ONE_HOT
        && config.orderColumn().equals(OrdersConfig.DEFAULT.orderColumn())
        && file.find(config.orderColumn().getFirst()).isEmpty();
  }

  /// The names that a config gives, by the key that gives them.
  static Map<String, String> keys(OrdersConfig config) {
    Map<String, String> keys = new LinkedHashMap<>();
    config.orderColumn().forEach(column -> keys.put(column, "orders.order-column"));
    if (config.format() != OrdersFormat.ONE_HOT) {
      keys.putIfAbsent(config.productColumn(), PRODUCT);
    }
    if (!config.timeColumn().isEmpty()) {
      keys.putIfAbsent(config.timeColumn(), "orders.time-column");
    }
    if (!config.quantityColumn().isEmpty()) {
      keys.putIfAbsent(config.quantityColumn(), OrderQuantity.KEY);
    }
    if (!config.customerColumn().isEmpty()) {
      keys.putIfAbsent(config.customerColumn(), CUSTOMER);
    }
    if (!config.groupColumn().isEmpty()) {
      keys.putIfAbsent(config.groupColumn(), GROUP);
    }
    return keys;
  }

  /// The names alone.
  static List<String> names(OrdersConfig config) {
    return List.copyOf(keys(config).keySet());
  }

  /// What each column is read for.
  Map<String, String> uses() {
    Map<String, String> uses = new LinkedHashMap<>();
    order.forEach(column -> uses.put(column, "order id"));
    switch (list.orElse(null)) {
      case OneHot oneHot -> oneHot.columns().forEach(column -> uses.put(column, "product"));
      case ProductList _ -> use(product, "product id", uses);
      case null -> use(product, "product id", uses);
    }
    use(time.column(), "time", uses);
    use(quantity.column(), "quantity", uses);
    use(customer, "customer", uses);
    use(group, "group", uses);
    return uses;
  }

  private static void use(String column, String what, Map<String, String> uses) {
    if (!column.isEmpty()) {
      uses.merge(column, what, (first, second) -> first + ", " + second);
    }
  }

  /// An order's id in SQL, text; null if one of several columns has none.
  String orderSql(Ids ids) {
    if (order.isEmpty()) {
      return "CAST(row_number() OVER () AS VARCHAR)";
    }
    if (order.size() == 1) {
      return text(order.getFirst());
    }
    List<String> known = new ArrayList<>();
    List<String> parts = new ArrayList<>();
    for (String column : order) {
      String value = Ids.strippedSql(text(column));
      known.add("coalesce(%1$s, '') <> '' AND NOT (%2$s)".formatted(value, ids.isNullSql(value)));
      parts.add("replace(replace(%s, '\\', '\\\\'), '|', '\\|')".formatted(value));
    }
    return "CASE WHEN %s THEN %s END"
        .formatted(
            String.join(" AND ", known),
            String.join(" || %s || ".formatted(Sql.text(BETWEEN)), parts));
  }

  /// A product's id in SQL, text; of a list, it makes a row of each.
  String productSql() {
    return list.map(RowProducts::unnested).orElseGet(() -> text(product));
  }

  /// The customer in SQL, text; null if there is none.
  String customerSql(Ids ids) {
    return named(customer, ids);
  }

  /// The group in SQL, text; null if there is none.
  String groupSql(Ids ids) {
    return named(group, ids);
  }

  private static String named(String column, Ids ids) {
    if (column.isEmpty()) {
      return "NULL::VARCHAR";
    }
    String value = Ids.strippedSql(text(column));
    return "CASE WHEN %1$s <> '' AND NOT (%2$s) THEN %1$s END"
        .formatted(value, ids.isNullSql(value));
  }

  private static String text(String column) {
    return "CAST(%s AS VARCHAR)".formatted(Sql.name(column));
  }
}
