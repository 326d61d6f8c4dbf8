package dev.prod2vec.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The command line and a real PostgreSQL at its limits.
@EnabledOnOs(
    value = OS.LINUX,
    architectures = "amd64",
    disabledReason = "PostgreSQL for the tests is a Linux program")
class PostgresTest {
  private static final int HEAP_MIB = 24;
  private static final int TIMES_THE_HEAP = 10;

  /// Where PostgreSQL stores vectors too long for a row.
  private static final String FILE =
      """
      SELECT pg_relation_filepath(reltoastrelid) FROM pg_class
      WHERE oid = 'prod2vec.vectors'::regclass\
      """;

  private static EmbeddedPostgres server;

  @TempDir private Path directory;

  @BeforeAll
  static void start() throws IOException {
    server =
        EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(new File("target/embedded-pg").getAbsoluteFile())
            .setLocaleConfig("locale", "C")
            .setPGStartupWait(Duration.ofMinutes(5))
            .start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Test
  void ordersManyTimesTheHeapArriveInConstantMemory() throws Exception {
    query("CREATE DATABASE orders", "postgres");
    // Long ids make many bytes of few rows.
    int idBytes = 1000;
    query(
        """
        CREATE UNLOGGED TABLE order_lines AS
        SELECT i / 10 AS order_id, rpad('product ' || i %% 100, %d, '.') AS product_id
        FROM generate_series(1, %d) AS i
        """
            .formatted(idBytes, (HEAP_MIB << 20) / idBytes * TIMES_THE_HEAP),
        "orders");
    var done =
        commandLine()
            .runBehind(
                "export PROD2VEC_JAVA_OPTIONS=-Xmx%dm".formatted(HEAP_MIB),
                "task",
                "pre_process_data",
                "--run-dir",
                "run",
                "--database.url",
                url("orders"),
                "--database.user",
                "postgres",
                "--orders.source",
                "jdbc",
                "--orders.table",
                "order_lines");
    assertThat(done.exit()).as(done.err()).isZero();
    assertThat(done.out()).contains("\"products\":100,");
  }

  @Test
  void aFullDiskEndsAnExportWithWhatToDoAndLeavesTheOneBefore() throws Exception {
    query("CREATE DATABASE vectors", "postgres");
    Path before = FinishedRun.one().run();
    assertThat(export(before).exit()).isZero();

    SmallShop.write(directory);
    Path after = directory.resolve("after");
    var trained =
        commandLine()
            .run(
                "train",
                "--baskets",
                "orders.csv",
                "--dim",
                "1024",
                "--epochs",
                "1",
                "--out",
                after.toString());
    assertThat(trained.exit()).as(trained.err()).isZero();
    // PostgreSQL stores vectors this long in a file of their own. So far it is empty; now the disk
    // behind it is full.
    Path file = Path.of(query("SHOW data_directory", "vectors")).resolve(query(FILE, "vectors"));
    Path empty = file.resolveSibling("empty");
    Files.move(file, empty);
    Files.createSymbolicLink(file, Path.of("/dev/full"));
    var refused = export(after);
    Files.move(empty, file, StandardCopyOption.REPLACE_EXISTING);

    assertThat(refused.exit()).as(refused.err()).isEqualTo(1);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.errLines())
        .containsExactly(
            "error: schema prod2vec: %s: the server's disk is full: could not extend file \"%s\": No space left on device; the database is as it was before"
                .formatted(url("vectors"), query(FILE, "vectors")),
            "hint: free space there, then try again");
    assertThat(query("SELECT run_id FROM prod2vec.current_run", "vectors"))
        .isEqualTo(before.getFileName().toString());
    assertThat(query("SELECT count(*) FROM prod2vec.current_vectors", "vectors"))
        .isEqualTo(Integer.toString(SmallShop.PRODUCTS));
    assertThat(export(after).exit()).isZero();
    assertThat(query("SELECT run_id FROM prod2vec.current_run", "vectors")).isEqualTo("after");
  }

  private CommandLine.Result export(Path model) {
    return commandLine()
        .run(
            "export",
            "--to",
            "postgres",
            "--run",
            model.toString(),
            "--url",
            url("vectors"),
            "--user",
            "postgres");
  }

  private CommandLine commandLine() {
    return new CommandLine(directory);
  }

  private static String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(server.getPort(), database);
  }

  /// The first row's text, or none where a statement gives no rows.
  private static String query(String sql, String database) throws SQLException {
    try (Connection connection = server.getDatabase("postgres", database).getConnection();
        Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return "";
      }
      try (ResultSet rows = statement.getResultSet()) {
        rows.next();
        return rows.getString(1);
      }
    }
  }
}
