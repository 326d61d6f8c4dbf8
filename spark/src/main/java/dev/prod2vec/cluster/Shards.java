package dev.prod2vec.cluster;

import dev.prod2vec.basket.Baskets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/// Divides numbered baskets into shards: basket n belongs to shard n modulo their number.
final class Shards {
  private Shards() {}

  /// @param partitions number of partitions; shard s is in partition s modulo their number
  static JavaRDD<Shard> of(BasketRows.Numbered baskets, int shards, int partitions) {
    int newest = baskets.newest().orElse(0);
    return baskets
        .baskets()
        .repartitionAndSortWithinPartitions(new ByShard(shards, partitions))
        .mapPartitionsWithIndex(
            (partition, rows) -> collect(partition, rows, shards, partitions, newest), true);
  }

  private static Iterator<Shard> collect(
      int partition,
      Iterator<Tuple2<Long, BasketRow>> rows,
      int shards,
      int partitions,
      int newest) {
    List<Growing> all = new ArrayList<>();
    for (int shard = partition; shard < shards; shard += partitions) {
      all.add(new Growing());
    }
    while (rows.hasNext()) {
      Tuple2<Long, BasketRow> row = rows.next();
      all.get((int) (row._1 % shards) / partitions).add(row._2);
    }
    List<Shard> found = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      found.add(new Shard(partition + i * partitions, all.get(i).baskets(), newest));
    }
    return found.iterator();
  }

  /// Baskets that arrive one after the other.
  private static final class Growing {
    private int[] starts = new int[1 << 10];
    private int[] products = new int[1 << 13];
    private int[] days = new int[1 << 10];
    private float[] quantities = new float[0];
    private int size;

    void add(BasketRow row) {
      int[] basket = row.products();
      int at = starts[size];
      if (size + 1 == starts.length) {
        starts = Arrays.copyOf(starts, 2 * starts.length);
        days = Arrays.copyOf(days, 2 * days.length);
      }
      if (products.length < at + basket.length) {
        products = Arrays.copyOf(products, Math.max(2 * products.length, at + basket.length));
      }
      System.arraycopy(basket, 0, products, at, basket.length);
      days[size] = row.day();
      if (row.quantities().length > 0) {
        if (quantities.length < products.length) {
          quantities = Arrays.copyOf(quantities, products.length);
        }
        System.arraycopy(row.quantities(), 0, quantities, at, basket.length);
      }
      starts[++size] = at + basket.length;
    }

    Baskets baskets() {
      return new Baskets(
          Arrays.copyOf(starts, size + 1),
          Arrays.copyOf(products, starts[size]),
          Arrays.copyOf(days, size),
          quantities.length == 0 ? quantities : Arrays.copyOf(quantities, starts[size]));
    }
  }

  /// Partitions by the shard of a basket's number.
  private static final class ByShard extends Partitioner {
    private final int shards;
    private final int partitions;

    ByShard(int shards, int partitions) {
      this.shards = shards;
      this.partitions = partitions;
    }

    @Override
    public int numPartitions() {
      return partitions;
    }

    @Override
    public int getPartition(Object key) {
      return (int) ((Long) key % shards) % partitions;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ByShard same
          && same.shards == shards
          && same.partitions == partitions;
    }

    @Override
    public int hashCode() {
      return 31 * shards + partitions;
    }
  }
}
