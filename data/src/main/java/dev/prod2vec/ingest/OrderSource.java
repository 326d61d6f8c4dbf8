package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Database;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedCollection;

/// The orders that a config names.
public final class OrderSource {
  private final OrdersConfig config;
  private final List<Input> inputs;
  private final List<Input> joined;
  private final Optional<TableFile> fetched;
  private final List<String> names;

  /// @param joined files that are joined to the orders
  /// @param fetched orders of a database, instead of files
  OrderSource(
      OrdersConfig config,
      SequencedCollection<Input> inputs,
      SequencedCollection<Input> joined,
      Optional<TableFile> fetched) {
    this.config = config;
    this.inputs = List.copyOf(inputs);
    this.joined = List.copyOf(joined);
    this.fetched = fetched;
    names =
        FileNames.of(
            fetched
                .map(table -> List.of(table.name()))
                .orElseGet(() -> this.inputs.stream().map(Input::name).toList()));
  }

  public OrdersConfig config() {
    return config;
  }

  /// Whether orders have times.
  public boolean isTimed() {
    return !config.timeColumn().isEmpty();
  }

  /// Whether rows have quantities.
  public boolean isQuantified() {
    return !config.quantityColumn().isEmpty();
  }

  /// Whether orders are of groups, and all of them are read.
  boolean isGrouped() {
    return !config.groupColumn().isEmpty() && config.group().isEmpty();
  }

  List<Input> inputs() {
    return inputs;
  }

  List<Input> joined() {
    return joined;
  }

  Optional<TableFile> fetched() {
    return fetched;
  }

  /// The short name of each file.
  List<String> names() {
    return names;
  }

  /// The number of files that an order may be in; all files of baskets count as one.
  int fileCount() {
    return fetched.isPresent() ? 1 : inputs.size();
  }

  /// The files; none if the orders were fetched from a database.
  public List<OrderFile> files() {
    List<OrderFile> files = new ArrayList<>();
    for (int number = 0; number < inputs.size() && fetched.isEmpty(); number++) {
      Input input = inputs.get(number);
      String path = input.isRemote() ? "" : input.path().toAbsolutePath().toString();
      files.add(place(number, input.name(), path, input.bytes(), input.sha256()));
    }
    return files;
  }

  /// Whether the orders were fetched from a database, and are no files.
  public boolean isFetched() {
    return fetched.isPresent();
  }

  /// Writes the rows and ids that were fetched from a database.
  ///
  /// @param work for temporary files
  /// @param folder for a folder of each [OrderFile.Part]
  /// @return what was found, for the caller of [OrderTables#read]
  public String readFetched(Path work, Path folder) throws InterruptedException {
    TableFile table = fetched.orElseThrow();
    try (Database database = Database.open(work)) {
      return OrderFile.read(
          config,
          List.of(),
          joined,
          fetched,
          0,
          place(0, table.name(), "", 0, Optional.empty()),
          database,
          folder);
    }
  }

  /// A query for the ids of the product table, in the columns of `spelling`; asked where that table
  /// is.
  public String listing() {
    return Traits.of("product table", Spellings.LISTING, new Ids(config));
  }

  private OrderFile place(
      int number, String name, String path, long bytes, Optional<String> sha256) {
    String prefix =
        config.orderIdsPerFile()
            ? names.get(config.format() == OrdersFormat.BASKETS ? 0 : number)
            : "";
    return new OrderFile(
        config.withFiles(List.of()),
        number,
        prefix,
        name,
        path,
        bytes,
        sha256,
        joined.stream().map(OrderFile.Joined::of).toList());
  }
}
