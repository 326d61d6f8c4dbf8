package dev.prod2vec.doctor;

import dev.prod2vec.doctor.ColumnFacts.Kind;
import dev.prod2vec.ingest.CsvConfig;
import dev.prod2vec.text.HumanNumbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a person should know about a proposal: what it does not read, and what looks odd.
record Notes(Proposal proposal) {
  private static final int EXAMPLES = 5;

  /// About orders with rows.
  List<String> of(OrderColumns orders, Optional<ListedProducts> listed)
      throws InterruptedException {
    List<String> notes = new ArrayList<>();
    if (orders.orders().size() > 1) {
      notes.add(
          "%s is no order: its rows are of many days. An order is a value of %s together"
              .formatted(orders.order().name(), String.join(" and ", proposal.orderColumns())));
    }
    if (orders.orders().size() == 1 && ColumnWords.says(Meaning.CUSTOMER, orders.order().name())) {
      notes.add(
          "no column seems to be an order's id or a day: all that one %s bought is one basket"
              .formatted(orders.order().name()));
    }
    if (orders.table().isHeadless()) {
      notes.add(
          "%s has no header, so the meaning of its columns was found by their values alone"
              .formatted(orders.table().name()));
    }
    String unread =
        orders.table().columns().stream()
            .filter(column -> !isRead(column, orders))
            .map(ColumnFacts::name)
            .collect(Collectors.joining(", "));
    if (!unread.isEmpty()) {
      notes.add("not read: " + unread);
    }
    Optional<ColumnFacts> quantity =
        orders
            .table()
            .saying(Meaning.QUANTITY)
            .filter(column -> column.isNumber() && column.distinct() > 1)
            .min(Comparator.comparing(it -> !it.name().equals(proposal.quantityColumn())));
    if (quantity.isPresent()) {
      String name = quantity.get().name();
      boolean read = name.equals(proposal.quantityColumn());
      notes.add(
          "a product counts once in an order, whatever its %s is%s"
              .formatted(name, read ? ", unless training.quantity-weight is given" : ""));
      if (read && quantity.get().notPositive() > 0) {
        notes.add(
            "%s is 0 or less in %s: nothing was bought, or it is a return, which takes back what %s"
                .formatted(
                    name,
                    HumanNumbers.count(quantity.get().notPositive(), "row"),
                    proposal.customerColumn().isEmpty()
                        ? "the same order has of the product"
                        : "the same %s bought of the product"
                            .formatted(proposal.customerColumn())));
      }
    }
    fees(orders, notes);
    notes.addAll(of(listed));
    return notes;
  }

  /// About the products.
  List<String> of(Optional<ListedProducts> listed) throws InterruptedException {
    List<String> notes = new ArrayList<>();
    encoding("orders", proposal.ordersCsv(), notes);
    if (listed.isEmpty()) {
      if (proposal.productFiles().isEmpty()) {
        notes.add("no table of products was found: a product's id is its name");
      }
      return notes;
    }
    encoding("products", proposal.productsCsv(), notes);
    for (ListedProducts.Category category : listed.get().categories()) {
      Optional<ColumnFacts> own = listed.get().table().find(category.column());
      if (own.isPresent() && own.get().kind() == Kind.WHOLE) {
        notes.add(
            "%s holds numbers; name the file with their names as well, and it is joined"
                .formatted(category.column()));
      }
    }
    if (listed.get().share() < 0.99) {
      notes.add(
          "%s lists %s of the products that were looked at; others have their ids as names"
              .formatted(listed.get().table().name(), HumanNumbers.percent(listed.get().share())));
    }
    return notes;
  }

  private static void encoding(String section, CsvConfig csv, List<String> notes) {
    if (!csv.encoding().isEmpty()) {
      notes.add(
          "%s.csv.encoding: %s is a guess; look at letters with accents in the names"
              .formatted(section, csv.encoding()));
    }
  }

  private boolean isRead(ColumnFacts column, OrderColumns orders) {
    return orders.orders().contains(column)
        || column.equals(orders.product())
        || List.of(proposal.timeColumn(), proposal.quantityColumn(), proposal.customerColumn())
            .contains(column.name())
        || Stream.concat(Stream.of(proposal.nameColumn()), proposal.categoryColumns().stream())
            .anyMatch(column.name()::equals)
        || proposal.filters().stream()
            .anyMatch(filter -> filter.condition().contains(column.sql()));
  }

  /// Codes without a digit among codes with digits: postage, discounts, manual entries.
  private void fees(OrderColumns orders, List<String> notes) throws InterruptedException {
    ColumnFacts product = orders.product();
    Table table = orders.table();
    if (product.kind() != Kind.TEXT || product.words() > 0.05 * product.distinct()) {
      return;
    }
    String without = "NOT regexp_matches(%s, '[0-9]')".formatted(product.place());
    long rows = table.count(without);
    if (rows == 0 || rows > 0.05 * product.filled()) {
      return;
    }
    String examples =
        table
            .database()
            .rows(
                "SELECT %1$s, count(*) AS rows FROM %2$s WHERE %3$s GROUP BY %1$s ORDER BY rows DESC, %1$s LIMIT %4$s"
                    .formatted(product.place(), table.look().table(), without, EXAMPLES))
            .stream()
            .map(row ->
                "%s (%s)"
                    .formatted(row.getFirst(), HumanNumbers.count(Long.parseLong(row.getLast()))))
            .collect(Collectors.joining(", "));
    notes.add(
        "%s without a digit may be postage or fees: %s. To leave them out, %s regexp_matches(%s, '[0-9]')"
            .formatted(
                product.name(),
                examples,
                proposal.filters().isEmpty() ? "give orders.filter:" : "add to the filter: and",
                product.sql()));
  }
}
