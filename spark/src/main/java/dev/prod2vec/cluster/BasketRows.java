package dev.prod2vec.cluster;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.shared.SharedFile;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.sql.Column;
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
    boolean dated = List.of(rows.columns()).contains(PreparedData.DATE);
    boolean quantified = List.of(rows.columns()).contains(PreparedData.QUANTITIES);
    Column quantities =
        (quantified ? col(PreparedData.QUANTITIES) : lit(null)).cast("array<float>");
    Column day = dated ? datediff(col(PreparedData.DATE), lit("1970-01-01")) : lit(0);
    Row days = rows.agg(min(day), max(day)).first();
    // A basket without a date is as old as the oldest.
    int oldest = days.isNullAt(0) ? 0 : days.getInt(0);
    JavaPairRDD<Long, BasketRow> baskets =
        rows.select(col("products"), col(FILE), col(ROW), coalesce(day, lit(oldest)), quantities)
            .toJavaRDD()
            .mapToPair(row -> basket(row, offsets));
    OptionalInt newest =
        dated && !days.isNullAt(1) ? OptionalInt.of(days.getInt(1)) : OptionalInt.empty();
    return new Numbered(baskets, next, newest, quantified);
  }

  private static Tuple2<Long, BasketRow> basket(Row row, Map<String, Long> offsets) {
    List<Integer> products = row.getList(0);
    long offset = offsets.getOrDefault(row.getString(1), 0L);
    return new Tuple2<>(
        offset + row.getLong(2),
        new BasketRow(
            products.stream().mapToInt(Integer::intValue).toArray(),
            row.getInt(3),
            row.isNullAt(4) ? new float[0] : floats(row.getList(4))));
  }

  private static float[] floats(List<Float> numbers) {
    float[] floats = new float[numbers.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = numbers.get(i);
    }
    return floats;
  }

  /// @param baskets by number, in any order
  /// @param end number after the last one
  /// @param newest date of the newest one; empty if dates are not known
  /// @param quantified whether it is known how much of each product was bought
  record Numbered(
      JavaPairRDD<Long, BasketRow> baskets, long end, OptionalInt newest, boolean quantified) {
    /// These and the ones after them.
    Numbered and(Numbered after) {
      OptionalInt latest =
          newest.isPresent() && after.newest.isPresent()
              ? OptionalInt.of(Math.max(newest.getAsInt(), after.newest.getAsInt()))
              : OptionalInt.empty();
      return new Numbered(
          baskets.union(after.baskets), after.end, latest, quantified && after.quantified);
    }
  }
}
