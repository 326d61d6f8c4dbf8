package dev.prod2vec.doctor;

import dev.prod2vec.doctor.FirstReading.Basket;
import dev.prod2vec.duckdb.Database;
import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.file.PartFiles;
import dev.prod2vec.ingest.FirstRows;
import dev.prod2vec.ingest.Ingest;
import dev.prod2vec.ingest.OrdersConfig;
import dev.prod2vec.postgres.DatabaseConfig;
import dev.prod2vec.postgres.PostgresServer;
import dev.prod2vec.prepared.BasketsConfig;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.quality.Quality;
import dev.prod2vec.quality.QualityConfig;
import dev.prod2vec.quality.QualityReport;
import dev.prod2vec.store.Stores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads orders as a proposed config says, as a run does.
///
/// @param work an empty folder for temporary files
record ProposedReading(
    Proposal proposal, FirstRows first, Database database, Stores stores, Path work) {
  private static final int BASKETS = 10;

  /// Where the names of products are, among the rows that were looked at.
  ///
  /// @param table none: an id is its name
  record Names(String table, String id, String name) {
    static final Names NONE = new Names("", "", "");
  }

  /// @param names of products, for the first baskets
  /// @param lines the first baskets if the orders are lines
  /// @throws dev.prod2vec.file.InputException if a run could not read the files
  /// @throws dev.prod2vec.setting.WrongUseException likewise
  FirstReading read(Names names, List<List<String>> lines) throws InterruptedException {
    OrdersConfig orders = proposal.orders();
    IngestReport report =
        Ingest.ingest(
            orders,
            proposal.products(),
            proposal.baskets(),
            new PostgresServer(DatabaseConfig.DEFAULT, Map.of()),
            stores,
            work);
    QualityReport quality = Quality.check(report, work, QualityConfig.DEFAULT);
    return new FirstReading(
        report.rows().read(),
        report.rows().filtered(),
        report.baskets().orders(),
        report.products().bought(),
        report.rows().purchases(),
        single(),
        report.products().belowMinCount(),
        report.products().belowMinCountPurchases(),
        BasketsConfig.DEFAULT.minCount(),
        Quality.failures(report, quality).strip(),
        Quality.warnings(quality).strip(),
        baskets(orders, names, lines));
  }

  private long single() throws InterruptedException {
    List<Path> files =
        Stream.of(PreparedData.BASKETS, PreparedData.VALIDATION, PreparedData.TEST)
            .flatMap(name -> PartFiles.of(work.resolve(name)).files().stream())
            .toList();
    return database.number(
        "SELECT count(*) FROM read_parquet(%s) WHERE len(products) = 1"
            .formatted(Sql.texts(files)));
  }

  private List<Basket> baskets(OrdersConfig orders, Names names, List<List<String>> lines)
      throws InterruptedException {
    List<Basket> baskets = new ArrayList<>();
    switch (orders.format()) {
      case ROWS, ONE_HOT ->
          first
              .orders(orders, BASKETS)
              .forEach((order, products) -> baskets.add(new Basket(order, products)));
      case BASKETS ->
          lines.stream()
              .limit(BASKETS)
              .forEach(products ->
                  baskets.add(new Basket(Integer.toString(baskets.size() + 1), products)));
    }
    Map<String, String> known = names(names, baskets);
    return baskets.stream()
        .map(basket ->
            new Basket(
                basket.order(),
                basket.products().stream()
                    .distinct()
                    .map(product -> known.getOrDefault(product, product))
                    .toList()))
        .toList();
  }

  private Map<String, String> names(Names names, List<Basket> baskets) throws InterruptedException {
    Set<String> ids = new LinkedHashSet<>();
    baskets.forEach(basket -> ids.addAll(basket.products()));
    Map<String, String> known = new HashMap<>();
    if (!names.table().isEmpty() && !ids.isEmpty()) {
      database
          .rows(
              "SELECT %1$s, any_value(%2$s) FROM %3$s WHERE %2$s IS NOT NULL AND %1$s IN (%4$s) GROUP BY %1$s"
                  .formatted(
                      names.id(),
                      names.name(),
                      names.table(),
                      ids.stream().map(Sql::text).collect(Collectors.joining(", "))))
          .forEach(row -> known.put(row.getFirst(), row.getLast()));
    }
    return known;
  }
}
