package dev.prod2vec.bench;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.bench.BatchShape.Basket;
import dev.prod2vec.bench.BatchShape.Block;
import dev.prod2vec.bench.BatchShape.Part;
import dev.prod2vec.linalg.Matrix;
import dev.prod2vec.parallel.Crew;
import dev.prod2vec.training.TrainingConfig;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/// The matrix products of an epoch without all else: the calls of the kernel that the trainer
/// makes, with all packing, in its shapes, lay-outs and order, and shared by threads as it does.
/// Rows are in the caches already, and nothing is made of the scores.
final class EpochProducts {
  private final int stride;
  private final int chunks;
  private final double flops;
  private final List<BatchShape> batches;

  /// One for each group of a batch.
  private final List<NoiseCalls> groups;

  private final ThreadLocal<Worker> workers;

  /// Gradients of the largest batch.
  private final float[] dx;

  private final float[] dy;

  private final LongAdder busyNanos = new LongAdder();

  /// What a thread needs of its own.
  private record Worker(NoiseCalls.Columns columns, BasketCalls baskets) {}

  EpochProducts(Baskets baskets, TrainingConfig config) {
    int dim = config.dim();
    int noise = config.noiseProducts();
    stride = Matrix.stride(dim);
    chunks = NoiseCalls.chunks(noise);
    batches = BatchShape.of(baskets, config);
    flops = batches.stream().mapToDouble(batch -> batch.flops(config)).sum();
    int blocks =
        1
            + batches.stream()
                .flatMap(batch -> batch.blocks().stream())
                .mapToInt(Block::number)
                .max()
                .orElse(0);
    int mostGroups = batches.stream().mapToInt(batch -> batch.groups().size()).max().orElse(0);
    groups = Stream.generate(() -> new NoiseCalls(dim, noise, blocks)).limit(mostGroups).toList();
    List<Part> parts = batches.stream().flatMap(batch -> batch.parts().stream()).toList();
    int partRows = parts.stream().mapToInt(Part::products).max().orElse(0);
    int basketRows =
        parts.stream()
            .flatMap(part -> part.baskets().stream())
            .mapToInt(Basket::products)
            .max()
            .orElse(0);
    workers =
        ThreadLocal.withInitial(() ->
            new Worker(new NoiseCalls.Columns(dim), new BasketCalls(dim, partRows, basketRows)));
    dx = new float[batches.stream().mapToInt(BatchShape::contexts).max().orElse(0) * stride];
    dy = new float[batches.stream().mapToInt(BatchShape::products).max().orElse(0) * stride];
  }

  /// Floating-point operations of all products, without what padding adds.
  double flops() {
    return flops;
  }

  /// Computes all products once; returns the time that threads spent on it, added over them.
  /// Waiting for other threads does not count.
  double busySeconds(Crew crew) {
    busyNanos.reset();
    for (BatchShape batch : batches) {
      run(batch, crew);
    }
    return busyNanos.sum() / 1e9;
  }

  private void run(BatchShape batch, Crew crew) {
    int allChunks = batch.groups().size() * chunks;
    List<Block> blocks = batch.blocks();
    forEach(
        crew,
        blocks.size(),
        i -> {
          Block block = blocks.get(i);
          groups.get(block.group()).packContexts(block.number(), block.size());
        });
    forEach(
        crew,
        allChunks,
        chunk -> {
          NoiseCalls.Columns columns = workers.get().columns;
          NoiseCalls group = groups.get(chunk / chunks);
          group.packNoise(columns, chunk % chunks);
          group.scores(columns, chunk % chunks, batch.groups().get(chunk / chunks));
        });
    forEach(crew, batch.parts().size(), part -> compute(batch.parts().get(part)));
    forEach(
        crew,
        allChunks,
        chunk -> {
          int group = chunk / chunks;
          groups.get(group).noiseGradient(chunk % chunks, batch.groups().get(group));
        });
    forEach(
        crew,
        blocks.size(),
        i -> {
          Block block = blocks.get(i);
          groups.get(block.group()).contextGradient(block.number(), block.size());
        });
  }

  private void compute(Part part) {
    BasketCalls calls = workers.get().baskets;
    int x = part.context();
    int y = part.product();
    calls.pack(part.contexts(), part.products());
    Arrays.fill(dx, x * stride, (x + part.contexts()) * stride, 0f);
    Arrays.fill(dy, y * stride, (y + part.products()) * stride, 0f);
    for (Basket basket : part.baskets()) {
      calls.packColumns(basket);
      calls.scores(basket);
      calls.gradients(basket, dx, x + basket.context(), dy, y + basket.product());
    }
  }

  private void forEach(Crew crew, int size, IntConsumer task) {
    crew.forEach(
        size,
        number -> {
          long start = System.nanoTime();
          task.accept(number);
          busyNanos.add(System.nanoTime() - start);
        });
  }
}
