package dev.prod2vec.cluster;

import org.apache.spark.Partitioner;

/// Puts whatever has the number n into partition n modulo the number of partitions.
final class ByNumber extends Partitioner {
  private final int partitions;

  ByNumber(int partitions) {
    this.partitions = partitions;
  }

  @Override
  public int numPartitions() {
    return partitions;
  }

  @Override
  public int getPartition(Object key) {
    return (Integer) key % partitions;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ByNumber same && same.partitions == partitions;
  }

  @Override
  public int hashCode() {
    return partitions;
  }
}
