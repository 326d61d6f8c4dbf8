package dev.prod2vec.lake;

import dev.prod2vec.file.InputException;
import dev.prod2vec.ingest.Excerpt;
import dev.prod2vec.ingest.OrderFile;
import dev.prod2vec.shared.HadoopFiles;
import dev.prod2vec.shared.SharedFolder;
import dev.prod2vec.store.Location;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/// Files of orders in formats that Spark alone reads: it writes them as Parquet, which is then read
/// as other files are.
record ForeignFiles(SparkSession session, SharedFolder lake) {
  /// A format, recognised by its first bytes.
  private enum Format {
    ORC("ORC"),
    AVRO("Obj\u0001");

    private final String start;

    Format(String start) {
      this.start = start;
    }

    String words() {
      return this == ORC ? "ORC" : "Avro";
    }
  }

  /// The name of a file's rows as Parquet, in the folder of [#folder]; empty text if it is read as
  /// it is.
  ///
  /// @throws InputException if Spark cannot read the file
  String parquet(OrderFile file) throws IOException, InterruptedException {
    Path path = path(file);
    String start = start(path);
    for (Format format : Format.values()) {
      if (start.startsWith(format.start)) {
        write(file, format, path);
        return folder(lake, file).files().keySet().stream()
            .filter(name -> name.endsWith(".parquet"))
            .findFirst()
            .orElseThrow();
      }
    }
    return "";
  }

  /// Where the rows of a file are.
  static SharedFolder folder(SharedFolder lake, OrderFile file) {
    return lake.folder("parquet-" + file.number());
  }

  private Path path(OrderFile file) {
    return file.path().isEmpty()
        ? new Path(new HadoopFiles(configuration()).uri(Location.parse(file.name())))
        : new Path(java.nio.file.Path.of(file.path()).toUri());
  }

  private Configuration configuration() {
    return session.sparkContext().hadoopConfiguration();
  }

  /// The first bytes, each as a character; empty text if they cannot be read, which the reading
  /// reports.
  private String start(Path path) {
    try (FSDataInputStream in = path.getFileSystem(configuration()).open(path)) {
      return new String(in.readNBytes(4), StandardCharsets.ISO_8859_1);
    } catch (IOException _) {
      return "";
    }
  }

  private void write(OrderFile file, Format format, Path path) throws InterruptedException {
    try {
      Dataset<Row> rows =
          session.read().format(format.name().toLowerCase(Locale.ROOT)).load(path.toString());
      rows.coalesce(1).write().mode("overwrite").parquet(folder(lake, file).uri());
    } catch (Exception e) {
      // Spark does not declare what it throws.
      if (e instanceof InterruptedException stopped) {
        throw stopped;
      }
      String reason = Excerpt.value(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
      throw new InputException(
          format == Format.AVRO && reason.startsWith("Failed to find data source")
              ? "%s: an Avro file; Spark reads it with its module spark-avro, which is not on the class path\nhint: add org.apache.spark:spark-avro_2.13:%s to spark.jars.packages, or save the file as Parquet"
                  .formatted(file.name(), session.version())
              : "%s: Spark cannot read it as %s: %s\nhint: was the file copied completely?"
                  .formatted(file.name(), format.words(), reason),
          e);
    }
  }
}
