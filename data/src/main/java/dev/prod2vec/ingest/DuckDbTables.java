package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Database;
import java.util.List;

/// Tables in DuckDB.
record DuckDbTables(Database database) implements Tables {
  @Override
  public long number(String sql) throws InterruptedException {
    return database.number(sql);
  }

  @Override
  public List<List<String>> rows(String sql) throws InterruptedException {
    return database.rows(sql);
  }

  @Override
  public List<String> columns(String query) throws InterruptedException {
    return database.rows("DESCRIBE " + query).stream().map(List::getFirst).toList();
  }
}
