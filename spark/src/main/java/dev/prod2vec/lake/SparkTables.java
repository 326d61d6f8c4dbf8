package dev.prod2vec.lake;

import dev.prod2vec.ingest.Tables;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/// Temporary views of a session.
///
/// @param session used by this preparation alone
record SparkTables(SparkSession session, Jobs jobs) implements Tables {
  @Override
  public long number(String sql) throws InterruptedException {
    Row row = jobs.run(() -> session.sql(sql).first());
    return row.isNullAt(0) ? 0 : row.<Number>getAs(0).longValue();
  }

  @Override
  public List<List<String>> rows(String sql) throws InterruptedException {
    List<List<String>> rows = new ArrayList<>();
    for (Row row : jobs.run(() -> session.sql(sql).collectAsList())) {
      List<String> values = new ArrayList<>(row.size());
      for (int column = 0; column < row.size(); column++) {
        values.add(row.isNullAt(column) ? "" : String.valueOf(row.get(column)));
      }
      rows.add(values);
    }
    return rows;
  }

  @Override
  public List<String> columns(String query) {
    return List.of(session.sql(query).columns());
  }
}
