package dev.prod2vec.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.postgres.DatabaseConfig;
import dev.prod2vec.postgres.PostgresException;
import dev.prod2vec.postgres.PostgresServer;
import dev.prod2vec.postgres.TestPostgres;
import dev.prod2vec.prepared.BasketsConfig;
import dev.prod2vec.prepared.FindingKind;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.prepared.IngestReport.Column;
import dev.prod2vec.prepared.IngestReport.QuantityCounts;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.prepared.ReturnsBy;
import dev.prod2vec.setting.Records;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.Stores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Orders and products of a real PostgreSQL.
@EnabledOnOs(
    value = OS.LINUX,
    architectures = "amd64",
    disabledReason = "PostgreSQL for the tests is a Linux program")
class DatabaseRowsTest {
  private static final List<String> FILES =
      List.of(
          PreparedData.BASKETS,
          PreparedData.VALIDATION,
          PreparedData.TEST,
          PreparedData.VOCABULARY);
  private static final BasketsConfig BASKETS = new BasketsConfig(1, 1_000_000, 100, 0.2, 0.2, 1L);

  @TempDir private Path folder;
  private final TestPostgres postgres = TestPostgres.database();

  @Test
  void givesTheSameBytesAsTheSameRowsInFiles() throws Exception {
    postgres.execute(
        """
        CREATE SCHEMA "Sales";
        CREATE TABLE "Sales"."order.lines" ("Order" bigint, product_id text, quantity int);
        INSERT INTO "Sales"."order.lines"
        SELECT i / 4, CASE i % 7 WHEN 0 THEN 'Crème, "brûlée"' WHEN 1 THEN E'two\\nlines'
          WHEN 2 THEN NULL WHEN 3 THEN '' ELSE 'p' || i % 31 END, i % 5
        FROM generate_series(1, 4000) AS i;
        CREATE TABLE "Sales".products AS
        SELECT DISTINCT product_id, upper(product_id) AS product_name, 'aisle ' || length(product_id) AS aisle
        FROM "Sales"."order.lines" WHERE product_id <> '';
        """);
    ProductsConfig products =
        new ProductsConfig(
            List.of(),
            "product_id",
            "product_name",
            List.of("aisle"),
            List.of(),
            RowSource.JDBC,
            "",
            "SELECT * FROM \"Sales\".products -- all of them",
            1000,
            CsvConfig.DEFAULT,
            "");
    for (String filter : List.of("", "quantity > 1")) {
      OrdersConfig orders =
          new OrdersConfig(
              List.of(),
              OrdersFormat.ROWS,
              "order",
              "product_id",
              ",",
              filter,
              RowSource.JDBC,
              "Sales.\"order.lines\"",
              "");
      Path out = Files.createTempDirectory(folder, "database");
      IngestReport report =
          Ingest.ingest(orders, products, BASKETS, postgres.asOwner(), Stores.local(), out);
      OrdersConfig files =
          new OrdersConfig(
              List.of(csv("\"Sales\".\"order.lines\"")),
              OrdersFormat.ROWS,
              "order",
              "product_id",
              ",",
              filter);
      ProductsConfig productFiles =
          new ProductsConfig(
              List.of(csv("\"Sales\".products")),
              "product_id",
              "product_name",
              List.of("aisle"),
              List.of());
      Path expected = Files.createTempDirectory(folder, "files");
      IngestReport ofFiles =
          Ingest.ingest(files, productFiles, BASKETS, postgres.asOwner(), Stores.local(), expected);
      for (String file : FILES) {
        assertThat(out.resolve(file)).hasSameBinaryContentAs(expected.resolve(file));
      }
      assertThat(report.rows()).isEqualTo(ofFiles.rows());
      assertThat(report.findings()).isEqualTo(ofFiles.findings());
      assertThat(report.inputs().getFirst().path())
          .isEqualTo(postgres.url() + " Sales.\"order.lines\"");
      assertThat(report.inputs().getFirst().sha256().orElse("")).hasSize(64);
      assertThat(out).isDirectoryNotContaining("glob:**/.duckdb*");
    }
  }

  @Test
  void idsOfFixedWidthLoseTheirBlanksAndNullValuesAreMissing() throws Exception {
    postgres.execute(
        """
        CREATE TABLE padded (order_id numeric(20, 0), product_id char(8));
        INSERT INTO padded VALUES (1, 'a'), (1, 'b'), (2, 'a'), (2, 'NULL'), (NULL, 'b')
        """);
    IngestReport report = ingest(postgres.asOwner(), "padded", "");
    assertThat(report.rows()).isEqualTo(new IngestReport.RowCounts(5, 0, 2, 0, 3));
    assertThat(report.finding(FindingKind.CHANGED_ID).count()).isEqualTo(4);
    assertThat(report.finding(FindingKind.CHANGED_ID).examples())
        .contains(List.of("product id", "\"a       \"", "a", "2"));
    assertThat(report.inputs().getFirst().columns().getFirst().type()).isEqualTo("DECIMAL(20,0)");
  }

  @Test
  void aRoleThatMayOnlyReadIsEnough() throws Exception {
    postgres.execute(
        "CREATE TABLE lines AS SELECT 1 AS order_id, 'a' AS product_id;"
            + " GRANT SELECT ON lines TO reader");
    IngestReport report = ingest(postgres.asReader(TestPostgres.PASSWORD), "lines", "");
    assertThat(report.rows().purchases()).isEqualTo(1);
  }

  @Test
  void aWrongPasswordIsWrongUseAndIsNotRepeated() {
    assertThatThrownBy(() -> ingest(postgres.asReader("wr0ng"), "lines", ""))
        .isInstanceOf(WrongUseException.class)
        .hasMessageContaining("password authentication failed for user \"reader\"")
        .hasMessageContaining("PGPASSWORD")
        .satisfies(e -> assertThat(e.toString()).doesNotContain("wr0ng"));
  }

  @Test
  void aMissingTableIsWrongUseAndTheNearestIsNamed() {
    postgres.execute("CREATE TABLE order_lines (order_id int, product_id int)");
    assertThatThrownBy(() -> ingest(postgres.asOwner(), "order_line", ""))
        .isInstanceOf(WrongUseException.class)
        .hasMessage(
            "orders.table: %s has no table order_line\nhint: did you mean public.order_lines?",
            postgres.url());
    for (String table : List.of("no'such", "nowhere.order_lines", "a b; DROP TABLE order_lines")) {
      assertThatThrownBy(() -> ingest(postgres.asOwner(), table, ""))
          .isInstanceOf(WrongUseException.class)
          .hasMessageContaining("has no table " + table);
    }
  }

  @Test
  void aMissingColumnIsWrongUseAndAllAreNamed() {
    postgres.execute("CREATE TABLE lines (order_id int, produkt_id int)");
    assertThatThrownBy(() -> ingest(postgres.asOwner(), "lines", ""))
        .isInstanceOf(WrongUseException.class)
        .hasMessage(
            """
            %s lines: no column "product_id" (orders.product-column); the columns are "order_id", "produkt_id"
            hint: did you mean "produkt_id"?\
            """
                .formatted(postgres.url()));
  }

  @Test
  void aTableThatTheRoleMayNotReadIsWrongUse() {
    postgres.execute("CREATE TABLE lines (order_id int, product_id int)");
    assertThatThrownBy(() -> ingest(postgres.asReader(TestPostgres.PASSWORD), "lines", ""))
        .isInstanceOf(WrongUseException.class)
        .hasMessageContaining("orders.table: ")
        .hasMessageContaining("permission denied for table lines");
  }

  @Test
  void anInvalidQueryOrOneThatWritesIsWrongUse() {
    postgres.execute("CREATE TABLE lines (order_id int, product_id int)");
    postgres.execute(
        "CREATE FUNCTION write() RETURNS int LANGUAGE sql AS"
            + " 'INSERT INTO lines VALUES (1, 1) RETURNING 1'");
    for (String query :
        List.of(
            "SELECT FROM WHERE",
            "SELECT 1; DROP TABLE lines",
            "SELECT write() AS order_id, 1 AS product_id")) {
      assertThatThrownBy(() -> ingest(postgres.asOwner(), "", query))
          .as(query)
          .isInstanceOf(WrongUseException.class)
          .hasMessageContaining("orders.query: ");
    }
    assertThat(postgres.texts("SELECT count(*) FROM lines")).containsExactly("0");
  }

  @Test
  void aConnectionLostInTheMiddleLeavesNothing() {
    assertThatThrownBy(() ->
            ingest(
                postgres.asOwner(),
                "",
                """
                SELECT i AS order_id, CASE i WHEN 300000 THEN pg_terminate_backend(pg_backend_pid())::text
                  ELSE 'p' || i % 9 END AS product_id FROM generate_series(1, 400000) AS i\
                """))
        .isInstanceOf(PostgresException.class)
        .hasMessageContaining("the connection was lost");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anUnreachableServerIsNotWrongUse() {
    PostgresServer nobody =
        new PostgresServer(new DatabaseConfig("jdbc:postgresql://127.0.0.1:1/shop", ""), Map.of());
    assertThatThrownBy(() -> ingest(nobody, "lines", ""))
        .isInstanceOf(PostgresException.class)
        .hasMessage(
            "database.url: jdbc:postgresql://127.0.0.1:1/shop cannot be reached: Connection refused");
  }

  @Test
  void aQueryThatHangsEndsSoonAfterTheInterruption() throws Exception {
    AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
    Thread thread =
        new Thread(() -> {
          try {
            ingest(
                postgres.asOwner(), "", "SELECT 1 AS order_id, pg_sleep(600)::text AS product_id");
          } catch (Throwable e) {
            thrown.set(e);
          }
        });
    thread.start();
    while (thread.isAlive()
        && postgres
            .texts("SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'")
            .isEmpty()) {
      Thread.sleep(20);
    }
    thread.interrupt();
    assertThat(thread.join(Duration.ofMinutes(1))).isTrue();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void quantitiesCustomersAndGroupsAreFetched() throws Exception {
    postgres.execute(
        """
        CREATE TABLE sold (order_id int, product_id text, note text, quantity numeric(9, 2), customer int, shop text);
        INSERT INTO sold VALUES (1, 'a', '', 2, 7, 'x'), (1, 'b', '', 1, 7, 'x'), (2, 'a', '', -1.5, 7, 'x'), (3, 'b', '', 0, 8, 'x'), (4, 'a', '', 1, 8, 'y')
        """);
    IngestReport report =
        ingest(
            postgres.asOwner(),
            "sold",
            "",
            Map.of(
                "quantity-column", "Quantity",
                "returns", ReturnsBy.CUSTOMER,
                "customer-column", "customer",
                "group-column", "shop",
                "group", "x"));
    assertThat(report.rows().filtered()).isEqualTo(1);
    assertThat(report.quantities()).contains(new QuantityCounts(1, 1, 0, 1, 0));
    assertThat(report.baskets().orders()).isEqualTo(1);
    assertThat(report.inputs().getFirst().columns())
        .extracting(Column::use)
        .containsExactly("order id", "product id", "quantity", "customer", "group");
  }

  private IngestReport ingest(PostgresServer server, String table, String query)
      throws InterruptedException {
    return ingest(server, table, query, Map.of());
  }

  private IngestReport ingest(
      PostgresServer server, String table, String query, Map<String, ?> settings)
      throws InterruptedException {
    OrdersConfig orders =
        new OrdersConfig(
            List.of(),
            OrdersFormat.ROWS,
            "order_id",
            "product_id",
            ",",
            "",
            RowSource.JDBC,
            table,
            query);
    return Ingest.ingest(
        Records.with(orders, settings),
        ProductsConfig.DEFAULT,
        BasketsConfig.DEFAULT.withFractions(0, 0).withVocabulary(1, 100),
        server,
        Stores.local(),
        folder);
  }

  /// The rows of a table as a csv file that PostgreSQL did not write.
  private String csv(String table) throws Exception {
    List<String> columns =
        postgres.texts(
            "SELECT attname FROM pg_attribute WHERE attrelid = '%s'::regclass AND attnum > 0 ORDER BY attnum"
                .formatted(table));
    StringBuilder csv = new StringBuilder(String.join(",", columns)).append('\n');
    String fields =
        String.join(
            " || ',' || ",
            columns.stream()
                .map(column ->
                    "coalesce('\"' || replace(%1$s::text, '\"', '\"\"') || '\"', '')"
                        .formatted(Sql.name(column)))
                .toList());
    postgres
        .texts("SELECT %s FROM %s".formatted(fields, table))
        .forEach(row -> csv.append(row).append('\n'));
    return Files.writeString(Files.createTempFile(folder, "rows", ".csv"), csv).toString();
  }
}
