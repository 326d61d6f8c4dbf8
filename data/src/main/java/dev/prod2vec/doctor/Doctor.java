package dev.prod2vec.doctor;

import dev.prod2vec.doctor.ColumnFacts.Kind;
import dev.prod2vec.doctor.Proposal.Filter;
import dev.prod2vec.doctor.ProposedReading.Names;
import dev.prod2vec.duckdb.Database;
import dev.prod2vec.file.InputException;
import dev.prod2vec.ingest.CsvConfig;
import dev.prod2vec.ingest.FileLook;
import dev.prod2vec.ingest.FirstRows;
import dev.prod2vec.ingest.OrdersConfig;
import dev.prod2vec.ingest.OrdersFormat;
import dev.prod2vec.ingest.Pipes;
import dev.prod2vec.ingest.ProductsConfig;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Finds out what files hold and how a first run could read them.
public final class Doctor {
  /// Rows of a file that are looked at to find out what it holds.
  static final long ROWS = 100_000;

  /// As many points as named columns of orders and products have.
  private static final int CLEARLY_ORDERS = 12;

  private final Stores stores;
  private final Path work;
  private final Consumer<String> progress;
  private final Database database;
  private final FirstRows first;
  private final Map<String, String> unreadable = new LinkedHashMap<>();
  private final List<Table> tables = new ArrayList<>();
  private final List<FileLook.Lines> lines = new ArrayList<>();
  private final List<Table> matrices = new ArrayList<>();
  private final Map<String, String> patterns = new LinkedHashMap<>();

  /// How files have several products in a field, by their names.
  private final Map<String, String> lists = new HashMap<>();

  private Doctor(Stores stores, Path work, Consumer<String> progress, Database database) {
    this.stores = stores;
    this.work = work;
    this.progress = progress;
    this.database = database;
    this.first = new FirstRows(database, stores, ROWS, ColumnWords::areKnown);
  }

  /// Looks at files and reads the orders among them.
  ///
  /// @param files paths, globs and locations of a store
  /// @param stores where files may be
  /// @param work an empty folder for temporary files
  /// @param progress is told what is being done, in a line each
  /// @throws WrongUseException if there is no such file, or it can be read only once
  /// @throws InterruptedException if the thread is interrupted, soon after it is
  public static Diagnosis diagnose(
      List<String> files, Stores stores, Path work, Consumer<String> progress)
      throws InterruptedException {
    try (Database database = Database.open(work)) {
      // The first rows of a file are looked at, in their order.
      database.execute("SET preserve_insertion_order = true");
      return new Doctor(stores, work, progress, database).diagnose(files);
    }
  }

  private Diagnosis diagnose(List<String> files) throws InterruptedException {
    for (String pattern : files) {
      requireLasting(pattern);
      for (String name : first.find(pattern)) {
        if (patterns.putIfAbsent(name, pattern) == null) {
          look(pattern, name);
        }
      }
    }
    Optional<OrderColumns> orders = orders();
    boolean ofMatrix = orders.isEmpty() && lines.isEmpty() && !matrices.isEmpty();
    matrices.stream()
        .skip(ofMatrix ? 1 : 0)
        .forEach(table ->
            unreadable.put(
                table.name(),
                "a column for each product, beside other orders: a run of its own with orders.format: one-hot reads it"));
    if (ofMatrix) {
      return ofMatrix(matrices.getFirst());
    } else if (orders.isPresent()) {
      return ofRows(orders.get());
    } else if (!lines.isEmpty()) {
      return ofLines();
    }
    return withoutOrders();
  }

  /// A pipe would be empty when the orders are read.
  private static void requireLasting(String pattern) {
    if (Pipes.isReadOnce(pattern)) {
      throw new WrongUseException(
          "%s: is no file that can be read twice; doctor looks at it first and reads it then\nhint: write it to a file, for example with cat > orders.csv"
              .formatted(pattern));
    }
  }

  private void look(String pattern, String name) throws InterruptedException {
    progress.accept("looking at " + name);
    try {
      switch (first.look(name)) {
        case FileLook.Lines look -> lines.add(look);
        case FileLook.Rows look -> {
          Table table = Table.of(pattern, look, database);
          Optional<ProductColumn> listed = ProductColumn.of(table);
          if (listed.isPresent()) {
            lists.put(name, listed.get().form());
            table =
                Table.of(
                    pattern,
                    first.unnested(look, listed.get().column().place(), listed.get().form()),
                    database);
          }
          Optional<String> wide = WideTable.fault(table);
          if (WideTable.isOneHot(table)) {
            matrices.add(table);
          } else if (wide.isPresent()) {
            unreadable.put(name, wide.get());
          } else {
            tables.add(table);
          }
        }
      }
    } catch (InputException e) {
      // A pipe, which helps a run, is refused here.
      unreadable.put(
          name,
          String.valueOf(e.getMessage())
              .replaceAll("; or name <\\([^\\n]*\\) instead( of it)?", ""));
    }
  }

  /// The columns of the file that is most likely to hold the orders.
  private Optional<OrderColumns> orders() throws InterruptedException {
    List<OrderColumns> found = new ArrayList<>();
    for (Table table : tables) {
      OrderColumns.of(table).ifPresent(found::add);
    }
    int least = lines.isEmpty() ? 0 : CLEARLY_ORDERS;
    return found.stream()
        .filter(columns -> columns.points() >= least)
        .max(
            Comparator.comparingInt(OrderColumns::points)
                .thenComparingLong(columns -> columns.table().rows()));
  }

  private Diagnosis ofRows(OrderColumns orders) throws InterruptedException {
    List<Table> parts = tables.stream().filter(orders.table()::isLike).toList();
    List<Table> others = tables.stream().filter(table -> !parts.contains(table)).toList();
    Optional<ListedProducts> listed =
        ListedProducts.of(
            others,
            new ListedProducts.Bought(
                orders.table().isHeadless() ? "" : orders.product().name(),
                orders.table().look().table(),
                orders.product().place()));
    Optional<ColumnFacts> ownName = ownName(orders);
    List<String> nullValues =
        OrdersConfig.DEFAULT.nullValues().stream()
            .map(value -> value.toLowerCase(Locale.ROOT))
            .toList();
    Optional<QuantityColumn> quantity = QuantityColumn.of(orders);
    List<Filter> filters = RowFilters.of(orders, quantity, nullValues);
    boolean decimalComma =
        quantity
            .map(QuantityColumn::hasDecimalComma)
            .orElseGet(() -> RowFilters.haveDecimalComma(orders));
    CsvConfig csv = SharedDialect.of(parts);
    OrderColumns.Time time = orders.time();
    List<String> orderColumns = orders.orders().stream().map(ColumnFacts::name).toList();
    List<String> files = patterns(parts.stream().map(Table::name).toList());
    Proposal proposal;
    Names names = Names.NONE;
    if (listed.isPresent()) {
      proposal =
          proposal(
              files,
              OrdersFormat.ROWS,
              orderColumns,
              orders.product().name(),
              OrdersConfig.DEFAULT.separator(),
              filters,
              decimalComma,
              time,
              quantity,
              csv,
              listed,
              productList(orders));
      names = names(listed.get());
    } else {
      List<String> categories = ownCategories(orders);
      ColumnFacts name = ownName.orElse(orders.product());
      proposal =
          new Proposal(
              files,
              OrdersFormat.ROWS,
              orderColumns,
              orders.product().name(),
              OrdersConfig.DEFAULT.separator(),
              filters,
              decimalComma,
              time.column(),
              time.split(),
              column(quantity),
              customer(quantity),
              csv,
              ownName.isPresent() || !categories.isEmpty() ? files : List.of(),
              orders.product().name(),
              name.name(),
              categories,
              List.of(),
              csv,
              productList(orders),
              List.of());
      names = new Names(orders.table().look().table(), orders.product().place(), name.place());
    }
    Reports reports = new Reports(List.copyOf(patterns.keySet()), tables, lines, unreadable);
    return finished(
        reports.of(Optional.of(orders), parts, listed),
        proposal,
        names,
        List.of(),
        new Notes(proposal).of(orders, listed));
  }

  private Diagnosis ofMatrix(Table table) throws InterruptedException {
    List<ColumnFacts> others = table.where(column -> column.kind() != Kind.SWITCH).toList();
    Optional<ColumnFacts> order = others.stream().filter(ColumnFacts::isUnique).findFirst();
    OrdersConfig usual = OrdersConfig.DEFAULT;
    ProductsConfig none = ProductsConfig.DEFAULT;
    Proposal proposal =
        new Proposal(
            patterns(List.of(table.name())),
            OrdersFormat.ONE_HOT,
            order.map(column -> List.of(column.name())).orElse(usual.orderColumn()),
            usual.productColumn(),
            usual.separator(),
            List.of(),
            false,
            "",
            OrderColumns.Time.NONE.split(),
            "",
            "",
            SharedDialect.of(List.of(table)),
            List.of(),
            none.idColumn(),
            none.nameColumn(),
            List.of(),
            List.of(),
            none.csv(),
            usual.productList(),
            others.stream()
                .filter(column -> order.stream().noneMatch(column::equals))
                .map(ColumnFacts::name)
                .toList());
    Reports reports = new Reports(List.copyOf(patterns.keySet()), tables, lines, unreadable);
    List<FileReport> files = new ArrayList<>(reports.of(Optional.empty()));
    files.add(
        0,
        new FileReport(
            table.name(),
            Reports.what(table),
            table.look().bytes(),
            table.rows(),
            table.look().extent(),
            FileReport.Role.ORDERS,
            "a row for each order and a column for each of %s products"
                .formatted(table.columns().size() - others.size()),
            List.of()));
    return finished(
        files, proposal, Names.NONE, List.of(), new Notes(proposal).of(Optional.empty()));
  }

  private Diagnosis ofLines() throws InterruptedException {
    FileLook.Lines look = lines.getFirst();
    Optional<ListedProducts> listed =
        ListedProducts.of(tables, new ListedProducts.Bought("", look.table(), "c0"));
    List<FileLook.Lines> parts =
        lines.stream().filter(other -> other.separator().equals(look.separator())).toList();
    List<String> files = patterns(parts.stream().map(FileLook.Lines::name).toList());
    Proposal proposal =
        proposal(
            files,
            OrdersFormat.BASKETS,
            OrdersConfig.DEFAULT.orderColumn(),
            OrdersConfig.DEFAULT.productColumn(),
            look.separator(),
            List.of(),
            false,
            OrderColumns.Time.NONE,
            Optional.empty(),
            SharedDialect.merged(parts.stream().map(FileLook.Lines::csv).toList()),
            listed,
            OrdersConfig.DEFAULT.productList());
    Reports reports = new Reports(List.copyOf(patterns.keySet()), tables, lines, unreadable);
    return finished(
        reports.of(Optional.empty(), List.of(), listed),
        proposal,
        listed.map(Doctor::names).orElse(Names.NONE),
        look.baskets(),
        new Notes(proposal).of(listed));
  }

  private Diagnosis withoutOrders() throws InterruptedException {
    Optional<ListedProducts> listed = ListedProducts.alone(tables);
    String what =
        listed
            .map(products ->
                "%s is a table of products, but no file holds orders"
                    .formatted(products.table().name()))
            .orElse("no file holds orders");
    String problem =
        what
            + "\nhint: a run needs a file with the order's id and the product's id in each row, or"
            + " with the products of one basket on each line; name it as well";
    return new Diagnosis(
        new Reports(List.copyOf(patterns.keySet()), tables, lines, unreadable).of(listed),
        Optional.empty(),
        Optional.empty(),
        problem,
        List.of());
  }

  /// How a field of the orders has several products.
  private String productList(OrderColumns orders) {
    String form = lists.getOrDefault(orders.table().name(), "");
    return form.isEmpty() ? OrdersConfig.DEFAULT.productList() : form;
  }

  /// The column with names in the orders themselves.
  private static Optional<ColumnFacts> ownName(OrderColumns orders) throws InterruptedException {
    List<ColumnFacts> texts =
        Stream.of(Meaning.NAME, Meaning.PRODUCT)
            .flatMap(meaning -> orders.table().saying(meaning))
            .filter(column -> column.kind() == Kind.TEXT)
            .toList();
    for (ColumnFacts column : texts) {
      if (!column.equals(orders.product()) && orders.table().decides(orders.product(), column)) {
        return Optional.of(column);
      }
    }
    return Optional.empty();
  }

  /// Columns of categories in the orders themselves, finest first.
  private static List<String> ownCategories(OrderColumns orders) throws InterruptedException {
    List<ColumnFacts> categories = new ArrayList<>();
    for (ColumnFacts column : orders.table().saying(Meaning.CATEGORY).toList()) {
      boolean few = column.distinct() > 1 && column.distinct() < orders.product().distinct() / 2;
      if (few && orders.table().decides(orders.product(), column)) {
        categories.add(column);
      }
    }
    return categories.stream()
        .sorted(Comparator.comparingLong(ColumnFacts::distinct).reversed())
        .map(ColumnFacts::name)
        .toList();
  }

  private Proposal proposal(
      List<String> files,
      OrdersFormat format,
      List<String> orderColumns,
      String productColumn,
      String separator,
      List<Filter> filters,
      boolean decimalComma,
      OrderColumns.Time time,
      Optional<QuantityColumn> quantity,
      CsvConfig csv,
      Optional<ListedProducts> listed,
      String productList) {
    ProductsConfig products = ProductsConfig.DEFAULT;
    return new Proposal(
        files,
        format,
        orderColumns,
        productColumn,
        separator,
        filters,
        decimalComma,
        time.column(),
        time.split(),
        column(quantity),
        customer(quantity),
        csv,
        listed.map(it -> patterns(List.of(it.table().name()))).orElse(List.of()),
        listed.map(it -> it.id().name()).orElse(products.idColumn()),
        listed.map(it -> it.name().name()).orElse(products.nameColumn()),
        listed
            .map(it -> it.categories().stream().map(ListedProducts.Category::column).toList())
            .orElse(List.of()),
        listed
            .map(it -> patterns(it.joined().stream().map(join -> join.table().name()).toList()))
            .orElse(List.of()),
        listed.map(ListedProducts::csv).orElse(CsvConfig.DEFAULT),
        productList,
        List.of());
  }

  private static String column(Optional<QuantityColumn> quantity) {
    return quantity.map(it -> it.column().name()).orElse("");
  }

  private static String customer(Optional<QuantityColumn> quantity) {
    return quantity.flatMap(QuantityColumn::customer).map(ColumnFacts::name).orElse("");
  }

  private static Names names(ListedProducts listed) {
    return new Names(listed.table().look().table(), listed.id().place(), listed.name().place());
  }

  /// The paths and globs that name files.
  private List<String> patterns(List<String> names) {
    SequencedSet<String> found = new LinkedHashSet<>();
    names.forEach(name -> found.add(patterns.getOrDefault(name, name)));
    return List.copyOf(found);
  }

  private Diagnosis finished(
      List<FileReport> reports,
      Proposal proposal,
      Names names,
      List<List<String>> baskets,
      List<String> notes)
      throws InterruptedException {
    progress.accept("reading the orders as a run would");
    try {
      Path folder = Files.createDirectory(work.resolve("reading"));
      FirstReading reading =
          new ProposedReading(proposal, first, database, stores, folder).read(names, baskets);
      return new Diagnosis(reports, Optional.of(proposal), Optional.of(reading), "", notes);
    } catch (InputException | WrongUseException e) {
      return new Diagnosis(
          reports, Optional.of(proposal), Optional.empty(), String.valueOf(e.getMessage()), notes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
