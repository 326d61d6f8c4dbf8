package dev.prod2vec.cluster;

import static org.apache.spark.sql.functions.col;

import dev.prod2vec.shared.SharedFile;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/// The baskets of files that preparation wrote, each with its number: its place among the rows of
/// all files in the order of their names.
final class BasketRows {
  private static final String FILE = "_metadata.file_name";
  private static final String ROW = "_metadata.row_index";

  private BasketRows() {}

  /// @param first number of the first basket
  static Numbered read(SparkSession spark, SharedFile file, long first) {
    Dataset<Row> rows = spark.read().parquet(file.uris().toArray(String[]::new));
    Map<String, Long> sizes = new TreeMap<>();
    for (Row size : rows.groupBy(col(FILE).as("file")).count().collectAsList()) {
      sizes.put(size.getString(0), size.getLong(1));
    }
    Map<String, Long> offsets = new TreeMap<>();
    long next = first;
    for (Map.Entry<String, Long> size : sizes.entrySet()) {
      offsets.put(size.getKey(), next);
      next += size.getValue();
    }
    JavaPairRDD<Long, int[]> baskets =
        rows.select(col("products"), col(FILE), col(ROW))
            .toJavaRDD()
            .mapToPair(row -> basket(row, offsets));
    return new Numbered(baskets, next);
  }

  private static Tuple2<Long, int[]> basket(Row row, Map<String, Long> offsets) {
    List<Integer> products = row.getList(0);
    long offset = offsets.getOrDefault(row.getString(1), 0L);
    return new Tuple2<>(
        offset + row.getLong(2), products.stream().mapToInt(Integer::intValue).toArray());
  }

  /// @param baskets by number, in any order
  /// @param end number after the last one
  record Numbered(JavaPairRDD<Long, int[]> baskets, long end) {
    /// These and the ones after them.
    Numbered and(Numbered after) {
      return new Numbered(baskets.union(after.baskets), after.end);
    }
  }
}
