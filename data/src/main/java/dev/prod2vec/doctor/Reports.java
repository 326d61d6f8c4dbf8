package dev.prod2vec.doctor;

import dev.prod2vec.doctor.FileReport.ColumnReport;
import dev.prod2vec.doctor.FileReport.Role;
import dev.prod2vec.ingest.CsvConfig;
import dev.prod2vec.ingest.FileLook;
import dev.prod2vec.text.HumanNumbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Describes the files by what was found out.
///
/// @param names of all files, in the order of the reports
/// @param unreadable the message about each file that cannot be read, by its name
record Reports(
    List<String> names,
    List<Table> tables,
    List<FileLook.Lines> lines,
    Map<String, String> unreadable) {
  /// The files without orders.
  List<FileReport> of(Optional<ListedProducts> listed) throws InterruptedException {
    return of(Optional.empty(), List.of(), listed);
  }

  /// @param parts the files of the orders
  List<FileReport> of(
      Optional<OrderColumns> orders, List<Table> parts, Optional<ListedProducts> listed)
      throws InterruptedException {
    List<FileReport> reports = new ArrayList<>();
    for (Table table : tables) {
      reports.add(of(table, orders, parts, listed));
    }
    for (FileLook.Lines look : lines) {
      boolean used = orders.isEmpty() && look.separator().equals(lines.getFirst().separator());
      reports.add(
          new FileReport(
              look.name(),
              "lines of baskets, %s between products%s"
                  .formatted(separator(look.separator()), dialect(look.csv())),
              look.bytes(),
              look.rows(),
              look.extent(),
              used ? Role.ORDERS : Role.UNUSED,
              "lines of 1 to %s products, and no header"
                  .formatted(look.baskets().stream().mapToInt(List::size).max().orElse(0)),
              List.of()));
    }
    unreadable.forEach((name, message) -> reports.add(FileReport.unreadable(name, message)));
    reports.sort(Comparator.comparingInt(report -> names.indexOf(report.name())));
    return reports;
  }

  static String separator(String separator) {
    return switch (separator) {
      case "," -> "commas";
      case ";" -> "semicolons";
      case "\t" -> "tabs";
      case "|" -> "bars";
      case " " -> "blanks";
      default -> separator;
    };
  }

  private static String dialect(CsvConfig csv) {
    return SharedDialect.words(csv).stream().map(", "::concat).collect(Collectors.joining());
  }

  private FileReport of(
      Table table,
      Optional<OrderColumns> orders,
      List<Table> parts,
      Optional<ListedProducts> listed)
      throws InterruptedException {
    Role role = Role.UNUSED;
    String reason = unused(table, orders, listed);
    if (orders.isPresent() && parts.contains(table)) {
      role = Role.ORDERS;
      reason = "a row for each order and product";
    } else if (listed.isPresent() && listed.get().table().equals(table)) {
      role = Role.PRODUCTS;
      reason =
          listed.get().id().isUnique() ? "a row for each product" : "mostly a row for each product";
      if (orders.isPresent() || !lines.isEmpty()) {
        reason +=
            "; it lists %s of the products in the orders"
                .formatted(
                    listed.get().share() == 1 ? "all" : HumanNumbers.percent(listed.get().share()));
      }
    } else {
      Optional<ListedProducts.Join> join =
          listed.stream()
              .flatMap(it -> it.joined().stream())
              .filter(it -> it.table().equals(table))
              .findFirst();
      if (join.isPresent()) {
        role = Role.JOINED;
        reason =
            "a row for each %s of %s"
                .formatted(join.get().key().name(), listed.orElseThrow().table().name());
      }
    }
    Map<ColumnFacts, ColumnReport> columns = new LinkedHashMap<>();
    for (ColumnFacts column : table.columns()) {
      columns.put(column, column(table, column, orders, parts, listed));
    }
    return new FileReport(
        table.name(),
        what(table),
        table.look().bytes(),
        table.rows(),
        table.look().extent(),
        role,
        reason,
        List.copyOf(columns.values()));
  }

  /// The format of a table, in words.
  static String what(Table table) {
    return switch (table.look().format()) {
      case PARQUET -> "Parquet";
      case JSON -> "JSON";
      case XLSX -> "xlsx" + dialect(table.look().csv());
      case CSV, LINES, DATABASE ->
          "csv, %s%s".formatted(separator(table.look().delimiter()), dialect(table.look().csv()));
    };
  }

  private static String unused(
      Table table, Optional<OrderColumns> orders, Optional<ListedProducts> listed) {
    if (orders.isPresent()) {
      Table read = orders.get().table();
      if (table.hasColumnsOf(read)) {
        return "the same columns as %s, but written in another way: a run reads files of orders that are written alike"
            .formatted(read.name());
      }
      Optional<ColumnFacts> order = table.find(orders.get().order().name());
      if (order.isPresent() && order.get().isUnique()) {
        return "a row for each order, without its products";
      }
    }
    if (listed.isPresent()) {
      List<String> shared = listed.get().table().shared(table);
      return shared.isEmpty()
          ? "shares no column with " + listed.get().table().name()
          : !SharedDialect.fits(listed.get().table(), table)
              ? "shares %s with %s, but is written in another way"
                  .formatted(String.join(", ", shared), listed.get().table().name())
              : "shares %s with %s, but does not have one row for each value"
                  .formatted(String.join(", ", shared), listed.get().table().name());
    }
    return "neither orders nor their products were found in it";
  }

  private static ColumnReport column(
      Table table,
      ColumnFacts column,
      Optional<OrderColumns> orders,
      List<Table> parts,
      Optional<ListedProducts> listed)
      throws InterruptedException {
    Meaning meaning = Meaning.NONE;
    String reason = "";
    if (orders.isPresent() && parts.contains(table)) {
      OrderColumns of = orders.get();
      int place =
          Stream.concat(of.orders().stream(), Stream.of(of.product()))
              .map(ColumnFacts::name)
              .toList()
              .indexOf(column.name());
      if (place >= 0) {
        meaning = place < of.orders().size() ? Meaning.ORDER : Meaning.PRODUCT;
        reason = of.reasons().get(place);
      }
    } else if (listed.isPresent() && listed.get().table().equals(table)) {
      ListedProducts of = listed.get();
      if (column.equals(of.id())) {
        meaning = Meaning.PRODUCT;
        reason = "one row each" + (column.equals(of.name()) ? "; it is the name as well" : "");
      } else if (column.equals(of.name())) {
        meaning = Meaning.NAME;
        reason = "text";
      } else if (of.joined().stream()
          .anyMatch(join -> join.key().name().equalsIgnoreCase(column.name()))) {
        meaning = Meaning.JOIN;
        reason =
            "names are in "
                + of.joined().stream()
                    .filter(join -> join.key().name().equalsIgnoreCase(column.name()))
                    .map(join -> join.table().name())
                    .findFirst()
                    .orElse("");
      } else if (isCategory(of, column)) {
        meaning = Meaning.CATEGORY;
        reason = HumanNumbers.count(column.distinct(), "value");
      }
    } else if (listed.isPresent()) {
      for (ListedProducts.Join join : listed.get().joined()) {
        if (join.table().equals(table) && join.key().equals(column)) {
          meaning = Meaning.JOIN;
          reason = "also in " + listed.get().table().name();
        } else if (join.table().equals(table) && isCategory(listed.get(), column)) {
          meaning = Meaning.CATEGORY;
          reason = HumanNumbers.count(column.distinct(), "value");
        }
      }
    }
    if (meaning == Meaning.NONE) {
      meaning = byName(table, column, orders);
      reason =
          meaning == Meaning.NONE
              ? ""
              : ColumnWords.says(meaning, column.name()) ? "its name" : "its values";
    }
    return new ColumnReport(
        column.name(), column.kind().words(), column.examples(), meaning, reason);
  }

  private static boolean isCategory(ListedProducts listed, ColumnFacts column) {
    return listed.categories().stream()
        .anyMatch(category -> category.column().equals(column.name()));
  }

  /// What a column that no role needs seems to be.
  static Meaning byName(Table table, ColumnFacts column, Optional<OrderColumns> orders)
      throws InterruptedException {
    String name = column.name();
    return switch (column.kind()) {
      case EMPTY -> Meaning.NONE;
      case DATE -> Meaning.DATE;
      case WHOLE, DECIMAL, COMMA, SWITCH -> {
        if (ColumnWords.says(Meaning.PRICE, name)) {
          yield Meaning.PRICE;
        } else if (ColumnWords.says(Meaning.QUANTITY, name)) {
          yield Meaning.QUANTITY;
        } else if (ColumnWords.says(Meaning.CUSTOMER, name)) {
          yield Meaning.CUSTOMER;
        } else if (orders.filter(of -> of.table().equals(table)).isEmpty()
            && column.isUnique()
            && ColumnWords.says(Meaning.ORDER, name)) {
          yield Meaning.ORDER;
        }
        yield ColumnWords.says(Meaning.CATEGORY, name) ? Meaning.CATEGORY : Meaning.NONE;
      }
      case TEXT -> {
        if (ColumnWords.says(Meaning.CUSTOMER, name)) {
          yield Meaning.CUSTOMER;
        } else if (ColumnWords.says(Meaning.CATEGORY, name)) {
          yield Meaning.CATEGORY;
        }
        boolean named =
            (ColumnWords.says(Meaning.NAME, name) || ColumnWords.says(Meaning.PRODUCT, name))
                && (orders.isEmpty()
                    || !orders.get().table().equals(table)
                    || table.decides(orders.get().product(), column));
        yield named ? Meaning.NAME : Meaning.NONE;
      }
    };
  }
}
