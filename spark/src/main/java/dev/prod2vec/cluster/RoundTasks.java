package dev.prod2vec.cluster;

import dev.prod2vec.disk.Tree;
import dev.prod2vec.evaluation.Evaluation;
import dev.prod2vec.feature.SideInformation;
import dev.prod2vec.parallel.Crew;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.recommend.BasketCompletion;
import dev.prod2vec.shared.Scratch;
import dev.prod2vec.shared.SharedFile;
import dev.prod2vec.task.EarlierModel;
import dev.prod2vec.training.EarlierTraining;
import dev.prod2vec.training.PriorBlocks;
import dev.prod2vec.training.RowBlock;
import dev.prod2vec.training.ShardProducts;
import dev.prod2vec.training.ShardTrainer;
import dev.prod2vec.training.ShardUpdate;
import dev.prod2vec.training.StateRows;
import dev.prod2vec.training.TrainingConfig;
import dev.prod2vec.vocabulary.Vocabulary;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.spark.api.java.function.FlatMapFunction2;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/// What the tasks of a training do on executors: each is a function of files and of what it is
/// sent, so that Spark may repeat it anywhere.
///
/// @param config of the training
/// @param counts purchases of each product
/// @param blocks number of blocks
/// @param folder where blocks are
/// @param start the file that the training starts with; none: it starts from nothing
/// @param threads of a task
record RoundTasks(
    TrainingConfig config,
    Broadcast<long[]> counts,
    int blocks,
    BlockFolder folder,
    List<SharedFile> start,
    int threads)
    implements Serializable {
  /// By the blocks, whose names no other state has.
  private static final Held<List<BlockFile>, BasketCompletion> VALIDATED = new Held<>();

  private static final Held<List<BlockFile>, List<RowBlock>> PRIOR = new Held<>();

  /// Of each block that this executor had last, the newest state.
  private static final ConcurrentMap<Integer, Held<BlockFile, Block>> BLOCKS =
      new ConcurrentHashMap<>();

  /// Number of baskets that a shard learns from.
  long baskets(Shard shard) {
    return trainer(shard).size();
  }

  /// What a shard needs in its first round.
  List<Tuple2<Integer, Update>> ask(Shard shard) {
    ShardProducts products = trainer(shard).products(1, 1);
    List<Tuple2<Integer, Update>> asks = new ArrayList<>();
    for (int block = 0; block < blocks; block++) {
      Asked asked = Asked.of(shard.number(), products.of(block, blocks));
      asks.add(new Tuple2<>(block, new Update(new byte[0], asked, 0, 0, 0)));
    }
    return asks;
  }

  private ShardTrainer trainer(Shard shard) {
    return shard.trainer(counts.value(), config);
  }

  /// The rows that a block sends to the shards, as the bytes of [StateRows]: to each partition once
  /// what any of its shards needs.
  ///
  /// @param partitions of the shards: shard n is in partition n modulo their number
  List<Tuple2<Integer, byte[]>> reply(BlockFile file, int partitions) throws IOException {
    Block block = block(file);
    Map<Integer, List<ShardProducts>> asked = new TreeMap<>();
    for (Asked one : block.asked()) {
      asked.computeIfAbsent(one.shard() % partitions, _ -> new ArrayList<>()).add(one.products());
    }
    List<Tuple2<Integer, byte[]>> replies = new ArrayList<>();
    asked.forEach((partition, products) ->
        replies.add(
            new Tuple2<>(partition, block.state().rows(ShardProducts.join(products)).bytes())));
    return replies;
  }

  /// A block, read unless this executor has it from the last round.
  private Block block(BlockFile file) throws IOException {
    return held(file.block()).of(file, () -> read(file));
  }

  private Block read(BlockFile file) throws IOException {
    return Block.of(folder.read(file), file.block(), blocks);
  }

  private static Held<BlockFile, Block> held(int block) {
    return BLOCKS.computeIfAbsent(block, _ -> new Held<>());
  }

  /// Trains the shards of a partition for a round.
  ///
  /// @param prior blocks of what weight decay pulls towards; empty if there is nothing
  FlatMapFunction2<Iterator<Shard>, Iterator<Tuple2<Integer, byte[]>>, Tuple2<Integer, Update>>
      training(int epoch, int round, List<BlockFile> prior) {
    return (shards, replies) -> {
      List<StateRows> rows = new ArrayList<>();
      replies.forEachRemaining(reply -> rows.add(StateRows.of(reply._2)));
      List<Tuple2<Integer, Update>> updates = new ArrayList<>();
      if (rows.size() != blocks) {
        throw new IllegalStateException(
            "shards heard from %s of %s blocks".formatted(rows.size(), blocks));
      }
      ShardProducts all = ShardProducts.join(rows.stream().map(StateRows::products).toList());
      List<StateRows> goal =
          PRIOR.of(prior, () -> blocks(prior)).stream()
              .map(block -> block.rows(all.of(block.number(), blocks)))
              .toList();
      try (Crew crew = new Crew(threads)) {
        while (shards.hasNext()) {
          updates.addAll(train(shards.next(), rows, goal, epoch, round, crew));
        }
      }
      return updates.iterator();
    };
  }

  private List<Tuple2<Integer, Update>> train(
      Shard shard, List<StateRows> rows, List<StateRows> goal, int epoch, int round, Crew crew)
      throws InterruptedException {
    ShardTrainer trainer = trainer(shard);
    ShardProducts products = trainer.products(epoch, round);
    ShardUpdate update = trainer.round(epoch, round, products, rows, goal, blocks, crew);
    ShardProducts next =
        round < config.roundsPerEpoch()
            ? trainer.products(epoch, round + 1)
            : trainer.products(epoch + 1, 1);
    List<Tuple2<Integer, Update>> updates = new ArrayList<>();
    for (int block = 0; block < blocks; block++) {
      Asked asked = Asked.of(shard.number(), next.of(block, blocks));
      byte[] changed = update.rows().get(block).bytes();
      boolean first = block == 0;
      updates.add(
          new Tuple2<>(
              block,
              new Update(
                  changed,
                  asked,
                  first ? update.loss() : 0,
                  first ? update.predictions() : 0,
                  first ? update.pairs() : 0)));
    }
    return updates;
  }

  /// Merges what the shards sent to a block, and writes the block.
  ///
  /// @param received with the number of the block, in any order
  /// @param before the block before the round; empty at the start of the training
  /// @param measured whether the size of the vectors is wanted
  Iterator<Merged> merge(
      Iterator<BlockFile> before, Iterator<Tuple2<Integer, Update>> received, boolean measured)
      throws IOException {
    int number = 0;
    List<Update> updates = new ArrayList<>();
    while (received.hasNext()) {
      Tuple2<Integer, Update> update = received.next();
      number = update._1;
      updates.add(update._2);
    }
    updates.sort(Comparator.comparingInt(update -> update.asked().shard()));
    if (updates.size() != config.shards()) {
      throw new IllegalStateException(
          "block %s heard from %s of %s shards".formatted(number, updates.size(), config.shards()));
    }
    RowBlock state;
    if (before.hasNext()) {
      state = block(before.next()).state().copy();
      try (Crew crew = new Crew(threads)) {
        state.merge(updates.stream().map(update -> StateRows.of(update.rows())).toList(), crew);
      }
    } else {
      state = RowBlock.start(number, blocks, counts.value(), config, earlier());
    }
    Block block = new Block(state, updates.stream().map(Update::asked).toList());
    List<Merged.Learned> learned =
        number == 0
            ? updates.stream()
                .map(u -> new Merged.Learned(u.loss(), u.predictions(), u.pairs()))
                .toList()
            : List.of();
    BlockFile file = folder.write("block", number, block.bytes());
    var _ = held(number).of(file, () -> block);
    double size = measured ? state.rootMeanSquare() : 0;
    return List.of(new Merged(file, BlockLocations.here(), size, learned)).iterator();
  }

  /// Fits what weight decay pulls towards in an epoch, and writes its blocks. Holds the vectors of
  /// all products.
  ///
  /// @param vocabulary the file of the products
  List<BlockFile> prior(List<BlockFile> state, SharedFile vocabulary) throws IOException {
    List<BlockFile> files = new ArrayList<>();
    SideInformation side = SideInformation.of(read(vocabulary), config.features());
    try (Crew crew = new Crew(threads)) {
      for (StateRows rows : PriorBlocks.fit(blocks(state), side, counts.value(), config, crew)) {
        files.add(
            folder.write(
                "prior",
                files.size(),
                new Block(RowBlock.of(files.size(), blocks, rows), List.of()).bytes()));
      }
    }
    return files;
  }

  private Optional<EarlierTraining> earlier() throws IOException {
    return start.isEmpty()
        ? Optional.empty()
        : Optional.of(fetched(start.getFirst(), EarlierModel::read).training());
  }

  private static Vocabulary read(SharedFile vocabulary) throws IOException {
    return fetched(vocabulary, PreparedData::vocabulary);
  }

  private interface Reader<T> {
    T read(Path file) throws IOException;
  }

  private static <T> T fetched(SharedFile file, Reader<T> reader) throws IOException {
    Path work = Scratch.create();
    try {
      return reader.read(file.fetch(work));
    } finally {
      Tree.delete(work);
    }
  }

  /// All blocks, ascending.
  List<RowBlock> blocks(List<BlockFile> files) throws IOException {
    List<RowBlock> all = new ArrayList<>();
    for (BlockFile file : files) {
      all.add(read(file).state());
    }
    return all;
  }

  /// How many of a part of the validation questions the model answers. Its executor holds the
  /// vectors of all products.
  int hits(List<BlockFile> state, Evaluation questions, int part, int parts) throws IOException {
    BasketCompletion model =
        VALIDATED.of(
            state,
            () -> new BasketCompletion(RowBlock.embedding(blocks(state), counts.value(), config)));
    try (Crew crew = new Crew(threads)) {
      return questions.part(part, parts).hits10(model, crew);
    }
  }
}
