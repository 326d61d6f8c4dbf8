package dev.prod2vec.export;

import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.file.Json;
import dev.prod2vec.linalg.Matrix;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.postgres.PostgresServer;
import dev.prod2vec.postgres.PostgresSession;
import dev.prod2vec.recommend.Neighbour;
import dev.prod2vec.recommend.NeighbourKind;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.vocabulary.Product;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// Vectors and neighbours in a schema of a PostgreSQL database: the tables `runs`, `products`,
/// `vectors` and `neighbours`, which hold several runs, and the views `current_run`,
/// `current_products`, `current_vectors` and `current_neighbours` of the one exported last.
///
/// @param runId the run's id
/// @param toolVersion version of prod2vec
/// @param substitutes of a product, by its index, best first
/// @param complements of a product, by its index, best first
public record PostgresExport(
    String runId,
    String toolVersion,
    ProductModel model,
    IntFunction<List<Neighbour>> substitutes,
    IntFunction<List<Neighbour>> complements) {

  /// Most numbers of a vector that pgvector can index.
  private static final int MAX_INDEXED_DIM = 2000;

  /// How vectors are stored.
  public enum Storage {
    /// As pgvector's `vector`, with an HNSW index for cosines.
    INDEXED_VECTOR,
    /// As pgvector's `vector`, too long for an index.
    VECTOR,
    /// As `real[]`, since pgvector was missing when the tables were made.
    REAL_ARRAY
  }

  /// Writes the run, replacing an earlier export of it, and makes it the current one. All happens
  /// in one transaction: a reader sees the runs before it or the runs after it.
  ///
  /// @param schema its exact name; created if it does not exist
  /// @param keep most runs to keep, this one included; the others exported longest ago are removed
  /// @throws WrongUseException if the database refuses the role, or the schema holds other tables
  /// @throws dev.prod2vec.postgres.PostgresException if the database cannot do it, or the
  ///   connection is lost
  /// @throws InterruptedException if the thread is interrupted, soon after it is
  public Storage write(PostgresServer server, String schema, int keep) throws InterruptedException {
    try (PostgresSession session = server.connect()) {
      PostgresSchema tables = PostgresSchema.migrate(schema, server, session);
      return session.transaction(tables.key(), connection -> write(tables, keep, connection));
    }
  }

  private Storage write(PostgresSchema tables, int keep, Connection connection)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL lock_timeout = '60s'");
      // One export at a time; readers are not blocked.
      statement.execute("LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE".formatted(tables.of("runs")));
      List<Integer> removed =
          new ArrayList<>(removeRuns("run_id = " + Sql.text(runId), tables, statement));
      int run = insertRun(tables, statement);
      copyProducts(tables, run, connection);
      copyVectors(tables, run, connection);
      copyNeighbours(tables, run, connection);
      Storage storage = createIndex(tables, run, statement);
      removed.addAll(removeRuns(beyond(keep, tables), tables, statement));
      for (int old : removed) {
        for (String table : List.of("products", "vectors", "neighbours")) {
          statement.execute("DELETE FROM %s WHERE run = %s".formatted(tables.of(table), old));
        }
      }
      for (String table : List.of("runs", "products", "vectors", "neighbours")) {
        statement.execute("ANALYZE " + tables.of(table));
      }
      // Last, since these wait for readers, and others wait for them.
      createViews(tables, run, statement);
      for (int old : removed) {
        statement.execute("DROP INDEX IF EXISTS " + tables.of(index(old)));
      }
      return storage;
    }
  }

  private static String beyond(int keep, PostgresSchema tables) {
    return "run NOT IN (SELECT run FROM %s ORDER BY exported DESC, run DESC LIMIT %s)"
        .formatted(tables.of("runs"), keep);
  }

  private static List<Integer> removeRuns(
      String condition, PostgresSchema tables, Statement statement) throws SQLException {
    List<Integer> runs = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery(
            "DELETE FROM %s WHERE %s RETURNING run".formatted(tables.of("runs"), condition))) {
      while (rows.next()) {
        runs.add(rows.getInt(1));
      }
    }
    return runs;
  }

  private int insertRun(PostgresSchema tables, Statement statement) throws SQLException {
    try (ResultSet rows =
        statement.executeQuery(
            """
            INSERT INTO %s (run_id, prod2vec_version, products, dim)
            VALUES (%s, %s, %s, %s) RETURNING run\
            """
                .formatted(
                    tables.of("runs"),
                    Sql.text(runId),
                    Sql.text(toolVersion),
                    model.embedding().size(),
                    model.embedding().dim()))) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private void copyProducts(PostgresSchema tables, int run, Connection connection)
      throws SQLException {
    try (BinaryCopy rows = new BinaryCopy(connection, tables.of("products"))) {
      for (Product product : model.vocabulary().products()) {
        rows.row(7).integer(run).integer(product.index()).text(product.id()).text(product.name());
        rows.jsonb(Json.line(model.vocabulary().categories(product))).bigint(product.count());
        rows.text(model.vocabulary().source(product).word());
      }
      rows.end();
    }
  }

  private void copyVectors(PostgresSchema tables, int run, Connection connection)
      throws SQLException {
    Matrix similarity = model.similarity(0);
    int dim = similarity.dim();
    try (BinaryCopy rows = new BinaryCopy(connection, tables.of("vectors"))) {
      for (int product = 0; product < model.embedding().size(); product++) {
        rows.row(3).integer(run).integer(product);
        if (tables.extension().isPresent()) {
          rows.vector(similarity.values(), product * similarity.stride(), dim);
        } else {
          rows.reals(similarity.values(), product * similarity.stride(), dim);
        }
      }
      rows.end();
    }
  }

  private void copyNeighbours(PostgresSchema tables, int run, Connection connection)
      throws SQLException {
    try (BinaryCopy rows = new BinaryCopy(connection, tables.of("neighbours"))) {
      for (int product = 0; product < model.embedding().size(); product++) {
        copy(NeighbourKind.SUBSTITUTE, run, product, substitutes.apply(product), rows);
        copy(NeighbourKind.COMPLEMENT, run, product, complements.apply(product), rows);
      }
      rows.end();
    }
  }

  private static void copy(
      NeighbourKind kind, int run, int product, List<Neighbour> neighbours, BinaryCopy rows)
      throws SQLException {
    int rank = 1;
    for (Neighbour neighbour : neighbours) {
      rows.row(9).integer(run).integer(product).text(kind.word()).integer(rank++);
      rows.integer(neighbour.product()).real(neighbour.score());
      rows.integer(neighbour.together()).real((float) neighbour.lift());
      rows.text(neighbour.basis().word());
    }
  }

  private Storage createIndex(PostgresSchema tables, int run, Statement statement)
      throws SQLException {
    if (tables.extension().isEmpty()) {
      return Storage.REAL_ARRAY;
    } else if (model.embedding().dim() > MAX_INDEXED_DIM) {
      return Storage.VECTOR;
    }
    String extension = Sql.name(tables.extension().get());
    statement.execute(
        "CREATE INDEX %s ON %s USING hnsw ((vector::%s.vector(%s)) %s.vector_cosine_ops) WHERE run = %s"
            .formatted(
                index(run),
                tables.of("vectors"),
                extension,
                model.embedding().dim(),
                extension,
                run));
    return Storage.INDEXED_VECTOR;
  }

  private static String index(int run) {
    return "vectors_hnsw_run_" + run;
  }

  /// Views with the run's number in them, as in its index: so queries through them use the index.
  private void createViews(PostgresSchema tables, int run, Statement statement)
      throws SQLException {
    view(
        "run",
        "SELECT * FROM %s WHERE run = %s".formatted(tables.of("runs"), run),
        tables,
        statement);
    view(
        "products",
        "SELECT product_id, product_name, categories, count, index, source FROM %s WHERE run = %s"
            .formatted(tables.of("products"), run),
        tables,
        statement);
    view(
        "vectors",
        """
        SELECT p.product_id, p.product_name, p.count, %s AS vector, p.source
        FROM %s AS v JOIN %s AS p USING (run, index) WHERE v.run = %s\
        """
            .formatted(vector(tables), tables.of("vectors"), tables.of("products"), run),
        tables,
        statement);
    view(
        "neighbours",
        """
        SELECT p.product_id, p.product_name, n.kind, n.rank,
          o.product_id AS neighbour_id, o.product_name AS neighbour_name,
          n.score, n.bought_together, n.lift, n.rests_on, p.source
        FROM %1$s AS n
        JOIN %2$s AS p ON p.run = n.run AND p.index = n.index
        JOIN %2$s AS o ON o.run = n.run AND o.index = n.neighbour
        WHERE n.run = %3$s\
        """
            .formatted(tables.of("neighbours"), tables.of("products"), run),
        tables,
        statement);
  }

  /// Replaced, never dropped, so that grants stay; hence a type without a length.
  private static void view(String of, String query, PostgresSchema tables, Statement statement)
      throws SQLException {
    statement.execute(
        "CREATE OR REPLACE VIEW %s AS %s".formatted(tables.of("current_" + of), query));
  }

  private String vector(PostgresSchema tables) {
    return tables
        .extension()
        .map(Sql::name)
        .map(of ->
            "(v.vector::%1$s.vector(%2$s))::%1$s.vector".formatted(of, model.embedding().dim()))
        .orElse("v.vector");
  }
}
