package dev.prod2vec.doctor;

import dev.prod2vec.doctor.ColumnFacts.Kind;
import dev.prod2vec.ingest.CsvConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The table of products, and the files that are joined to it.
///
/// @param share of the products in the orders that it lists; 1 without orders
/// @param categories finest first
/// @param joined files with names of categories
record ListedProducts(
    Table table,
    ColumnFacts id,
    ColumnFacts name,
    double share,
    List<Category> categories,
    List<Join> joined) {
  /// A smaller share is chance.
  private static final double ENOUGH = 0.3;

  private static final int MOST_CATEGORIES = 5;

  /// A column of categories, of the table or of a joined file.
  record Category(String column, long distinct) {}

  /// @param key the column that both files have
  record Join(Table table, ColumnFacts key) {}

  ListedProducts {
    categories = List.copyOf(categories);
    joined = List.copyOf(joined);
  }

  /// How its file and those that are joined are written.
  CsvConfig csv() {
    return SharedDialect.of(
        Stream.concat(Stream.of(table), joined.stream().map(Join::table)).toList());
  }

  /// Products as orders name them.
  ///
  /// @param column as the file calls it; empty for lines of baskets
  record Bought(String column, String table, String place) {}

  /// The table that lists most of what was bought; empty if none does.
  static Optional<ListedProducts> of(List<Table> tables, Bought bought)
      throws InterruptedException {
    Optional<ListedProducts> best = Optional.empty();
    double most = 0;
    for (Table table : tables) {
      for (ColumnFacts column : table.columns()) {
        if (!mayList(column)) {
          continue;
        }
        double share = table.has(column, bought.table(), bought.place());
        boolean same = column.name().equalsIgnoreCase(bought.column()) && share > 0;
        // Whole numbers from 1 on are ids of many things.
        double points =
            share + (same ? 1 : 0) + (ColumnWords.says(Meaning.PRODUCT, column.name()) ? 0.5 : 0);
        if ((share >= ENOUGH || same) && points > most) {
          most = points;
          best = Optional.of(of(table, column, share, without(tables, table)));
        }
      }
    }
    return best;
  }

  private static boolean mayList(ColumnFacts column) {
    boolean product = ColumnWords.says(Meaning.PRODUCT, column.name());
    boolean other =
        Stream.of(Meaning.ORDER, Meaning.CUSTOMER, Meaning.QUANTITY, Meaning.PRICE, Meaning.DATE)
            .anyMatch(meaning -> ColumnWords.says(meaning, column.name()));
    return column.kind() != Kind.DATE
        && !other
        && (column.isUnique() || (product && column.rowsEach() < 2));
  }

  /// A table of products where no orders are known; empty if none looks like one.
  static Optional<ListedProducts> alone(List<Table> tables) throws InterruptedException {
    for (Table table : tables) {
      Optional<ColumnFacts> id =
          table
              .where(ColumnFacts::isUnique)
              .filter(column -> ColumnWords.says(Meaning.PRODUCT, column.name()))
              .findFirst();
      if (id.isPresent()) {
        return Optional.of(of(table, id.get(), 1, without(tables, table)));
      }
    }
    return Optional.empty();
  }

  private static List<Table> without(List<Table> tables, Table one) {
    return tables.stream().filter(table -> !table.equals(one)).toList();
  }

  private static ListedProducts of(Table table, ColumnFacts id, double share, List<Table> others)
      throws InterruptedException {
    ColumnFacts name = name(table, id);
    List<Join> joined = new ArrayList<>();
    List<Category> categories = new ArrayList<>();
    for (Table other : others) {
      Optional<Join> join = join(table, id, other);
      Optional<ColumnFacts> label =
          join.isPresent() ? label(other, join.get().key()) : Optional.empty();
      boolean taken =
          label.isPresent()
              && categories.stream().anyMatch(it -> it.column().equals(label.get().name()));
      if (label.isPresent() && !taken) {
        joined.add(join.get());
        categories.add(new Category(label.get().name(), label.get().distinct()));
      }
    }
    table
        .where(column -> !column.equals(id) && !column.equals(name) && isCategory(table, column))
        .filter(column ->
            joined.stream().noneMatch(join -> join.key().name().equalsIgnoreCase(column.name())))
        .forEach(column -> categories.add(new Category(column.name(), column.distinct())));
    return new ListedProducts(
        table,
        id,
        name,
        share,
        categories.stream()
            .sorted(Comparator.comparingLong(Category::distinct).reversed())
            .limit(MOST_CATEGORIES)
            .toList(),
        joined);
  }

  private static ColumnFacts name(Table table, ColumnFacts id) {
    Predicate<ColumnFacts> other = column -> !column.equals(id) && column.kind() == Kind.TEXT;
    return Stream.of(
            table.saying(Meaning.NAME).filter(other),
            table.saying(Meaning.PRODUCT).filter(other),
            table
                .where(other)
                .filter(column ->
                    column.distinct() >= 0.5 * column.rows()
                        && column.words() >= 0.3 * column.distinct()))
        .flatMap(columns -> columns)
        .findFirst()
        .orElse(id);
  }

  private static boolean isCategory(Table table, ColumnFacts column) {
    if (column.distinct() < 2 || column.distinct() > 0.5 * table.rows()) {
      return false;
    }
    boolean named = ColumnWords.says(Meaning.CATEGORY, column.name());
    boolean other =
        Stream.of(Meaning.PRICE, Meaning.QUANTITY, Meaning.DATE, Meaning.CUSTOMER, Meaning.NAME)
            .anyMatch(meaning -> ColumnWords.says(meaning, column.name()));
    return switch (column.kind()) {
      case TEXT -> named || (!other && column.distinct() <= 0.3 * table.rows());
      case WHOLE -> named;
      case EMPTY, DECIMAL, COMMA, DATE, SWITCH -> false;
    };
  }

  /// A file with one row for each value of the one column that it shares with the table.
  private static Optional<Join> join(Table table, ColumnFacts id, Table other)
      throws InterruptedException {
    List<String> shared = table.shared(other);
    if (shared.size() != 1 || !SharedDialect.fits(table, other)) {
      return Optional.empty();
    }
    ColumnFacts ours = table.find(shared.getFirst()).orElseThrow();
    ColumnFacts theirs = other.find(shared.getFirst()).orElseThrow();
    boolean once = theirs.distinct() == theirs.filled() && theirs.distinct() > 1;
    return once
            && !ours.equals(id)
            && other.has(theirs, table.look().table(), ours.place()) >= ENOUGH
        ? Optional.of(new Join(other, theirs))
        : Optional.empty();
  }

  private static Optional<ColumnFacts> label(Table table, ColumnFacts key) {
    Predicate<ColumnFacts> label = column -> !column.equals(key) && column.kind() == Kind.TEXT;
    return Stream.of(
            table.saying(Meaning.CATEGORY).filter(label),
            table.saying(Meaning.NAME).filter(label),
            table.where(label))
        .flatMap(columns -> columns)
        .findFirst();
  }
}
