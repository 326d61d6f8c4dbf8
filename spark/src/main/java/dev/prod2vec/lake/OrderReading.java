package dev.prod2vec.lake;

import dev.prod2vec.disk.Tree;
import dev.prod2vec.ingest.OrderFile;
import dev.prod2vec.ingest.OrderFile.Part;
import dev.prod2vec.ingest.OrderSource;
import dev.prod2vec.ingest.OrdersFormat;
import dev.prod2vec.shared.HadoopFiles;
import dev.prod2vec.shared.Scratch;
import dev.prod2vec.shared.SharedFolder;
import dev.prod2vec.store.Location;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/// Reads files of orders, each in a task of its own, by the code that reads them on one machine: it
/// has many rules, and messages that name lines.
///
/// @param lake where the rows go, with a folder for each [Part]
record OrderReading(JavaSparkContext context, ForeignFiles foreign, SharedFolder lake) {
  /// @param file as JSON
  /// @param before number of lines of the files before it
  /// @param parquet name of its rows as Parquet; empty text if it is read as it is
  private record Place(String file, long before, String parquet) implements Serializable {}

  /// Reads all files.
  ///
  /// @return what each file gave, in their order
  List<String> read(OrderSource source) throws IOException, InterruptedException {
    List<OrderFile> files = source.files();
    List<Long> lines =
        source.config().format() == OrdersFormat.BASKETS && files.size() > 1
            ? inTasks(files, List.of(), (file, _) -> file.lines(Scratch.folder()))
            : List.of();
    return read(files, lines);
  }

  /// @param lines of each file; none if they do not matter
  List<String> read(List<OrderFile> files, List<Long> lines)
      throws IOException, InterruptedException {
    SharedFolder to = lake;
    return inTasks(
        files,
        lines,
        (file, before) ->
            sent(Scratch.folder(), to, own -> file.read(before, Scratch.folder(), threads(), own)));
  }

  /// Reads orders into a folder of this machine.
  interface Reading {
    String into(Path own) throws InterruptedException;
  }

  /// Reads orders, and sends their parts to the other machines.
  ///
  /// @param work for temporary files
  /// @return what the reading gave
  static String sent(Path work, SharedFolder lake, Reading reading)
      throws IOException, InterruptedException {
    Path own = Files.createTempDirectory(work, "parts-");
    try {
      String facts = reading.into(own);
      for (Part part : Part.values()) {
        Path folder = own.resolve(part.folder());
        for (Path file : Files.exists(folder) ? Tree.list(folder) : List.<Path>of()) {
          lake.folder(part.folder()).put(file, String.valueOf(file.getFileName()));
        }
      }
      return facts;
    } finally {
      Tree.delete(own);
    }
  }

  /// The first message about bytes that are not text; empty text if there are none.
  String scan(OrderSource source) throws IOException, InterruptedException {
    return inTasks(source.files(), List.of(), (file, _) -> file.scan(Scratch.folder())).stream()
        .filter(message -> !message.isEmpty())
        .findFirst()
        .orElse("");
  }

  /// What a task does with a file.
  private interface Work<T> extends Serializable {
    T with(OrderFile file, long before) throws Exception;
  }

  private <T> List<T> inTasks(List<OrderFile> files, List<Long> lines, Work<T> work)
      throws IOException, InterruptedException {
    List<Place> places = places(files, lines);
    SharedFolder from = lake;
    Broadcast<SerializableConfiguration> configuration =
        context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
    return context
        .parallelize(places, places.size())
        .map(place -> inTask(place, from, work, configuration.value().value()))
        .collect();
  }

  private static <T> T inTask(
      Place place, SharedFolder lake, Work<T> work, Configuration configuration) throws Exception {
    OrderFile file = OrderFile.of(place.file());
    Path copies = Files.createTempDirectory(Scratch.folder(), "orders-");
    try {
      HadoopFiles files = new HadoopFiles(configuration);
      List<OrderFile.Joined> joined = new ArrayList<>();
      for (OrderFile.Joined table : file.joined()) {
        Path fetched = copies.resolve("joined-%s.input".formatted(joined.size()));
        joined.add(
            table.path().isEmpty() ? table.fetched(fetch(table.name(), fetched, files)) : table);
      }
      Path copy = copies.resolve("orders.input");
      OrderFile here = file;
      if (!place.parquet().isEmpty()) {
        ForeignFiles.folder(lake, file).get(place.parquet(), copy);
        here = file.withPath(copy);
      } else if (file.path().isEmpty()) {
        here = file.fetched(fetch(file.name(), copy, files));
      }
      return work.with(here.withJoined(joined), place.before());
    } finally {
      Tree.delete(copies);
    }
  }

  private static Path fetch(String name, Path copy, HadoopFiles files) throws IOException {
    files.fetch(Location.parse(name), copy);
    return copy;
  }

  /// @param lines of each file; none if they do not matter
  private List<Place> places(List<OrderFile> files, List<Long> lines)
      throws IOException, InterruptedException {
    List<Place> places = new ArrayList<>();
    long before = 0;
    for (OrderFile file : files) {
      String parquet = file.config().format() == OrdersFormat.BASKETS ? "" : foreign.parquet(file);
      places.add(new Place(file.json(), before, parquet));
      before += lines.isEmpty() ? 0 : lines.get(places.size() - 1);
    }
    return places;
  }

  private static int threads() {
    return SparkEnv.get().conf().getInt("spark.task.cpus", 1);
  }
}
