package dev.prod2vec.shared;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.hadoop.fs.BulkDelete;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/// A folder in one of Hadoop's file systems.
///
/// @param uri its address, such as `hdfs://...`
/// @param configuration of Hadoop; it is large, and each task would carry it
record HadoopFolder(String uri, Broadcast<SerializableConfiguration> configuration)
    implements SharedFolder {
  /// Tells the client of S3 not to ask, before it writes, what is there.
  private static final String NO_QUESTIONS = "fs.s3a.create.performance";

  @Override
  public SharedFolder folder(String name) {
    return new HadoopFolder(uri + "/" + name, configuration);
  }

  @Override
  public void write(String name, byte[] content) throws IOException {
    write(name, out -> out.write(content));
  }

  private interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /// Some clients make what was written so far a file when they are closed.
  private void write(String name, Content content) throws IOException {
    FSDataOutputStream out = create(name);
    try {
      content.writeTo(out);
    } catch (IOException | RuntimeException e) {
      if (out.hasCapability(StreamCapabilities.ABORTABLE_STREAM)) {
        var _ = out.abort();
      }
      throw e;
    }
    out.close();
  }

  private FSDataOutputStream create(String name) throws IOException {
    FSDataOutputStreamBuilder<?, ?> file = system().createFile(path(name));
    var _ = file.recursive();
    var _ = file.overwrite(true);
    var _ = file.opt(NO_QUESTIONS, true);
    return file.build();
  }

  @Override
  public byte[] read(String name) throws IOException {
    FileStatus status = system().getFileStatus(path(name));
    byte[] content = new byte[Math.toIntExact(status.getLen())];
    try (FSDataInputStream in = system().open(path(name))) {
      in.readFully(0, content);
    }
    return content;
  }

  /// In an object store a file appears when its stream is closed, and a rename would be a copy. In
  /// a file system it appears when its stream is opened.
  @Override
  public void put(java.nio.file.Path file, String name) throws IOException {
    if (system().exists(path(name))) {
      return;
    }
    if (system().hasPathCapability(path(name), CommonPathCapabilities.ABORTABLE_STREAM)) {
      write(name, out -> Files.copy(file, out));
      return;
    }
    String copy = ".%s.%s.tmp".formatted(name, UUID.randomUUID());
    try {
      write(copy, out -> Files.copy(file, out));
      if (!system().rename(path(copy), path(name)) && !system().exists(path(name))) {
        throw new IOException(path(name) + ": cannot be written");
      }
    } finally {
      delete(copy);
    }
  }

  @Override
  public void get(String name, java.nio.file.Path file) throws IOException {
    try (InputStream in = system().open(path(name))) {
      Files.copy(in, file);
    }
  }

  @Override
  public SortedMap<String, Long> files() throws IOException {
    SortedMap<String, Long> files = new TreeMap<>();
    try {
      for (FileStatus status : system().listStatus(new Path(uri))) {
        if (status.isFile()) {
          files.put(status.getPath().getName(), status.getLen());
        }
      }
    } catch (FileNotFoundException _) {
      // Nothing is written yet.
    }
    return files;
  }

  @Override
  public java.nio.file.Path fetch(Collection<String> names, java.nio.file.Path work)
      throws IOException {
    java.nio.file.Path folder = Files.createTempDirectory(work, "fetched-");
    for (String name : names) {
      get(name, folder.resolve(name));
    }
    return folder;
  }

  @Override
  public void delete(String name) throws IOException {
    system().delete(path(name), false);
  }

  @Override
  public void delete(Collection<String> names) throws IOException {
    if (names.isEmpty()) {
      return;
    }
    List<Path> files = names.stream().map(this::path).toList();
    try (BulkDelete bulk = system().createBulkDelete(new Path(uri))) {
      for (int from = 0; from < files.size(); from += bulk.pageSize()) {
        int to = Math.min(files.size(), from + bulk.pageSize());
        for (Map.Entry<Path, String> kept : bulk.bulkDelete(files.subList(from, to))) {
          throw new IOException(
              "%s: cannot be removed: %s".formatted(kept.getKey(), kept.getValue()));
        }
      }
    }
  }

  @Override
  public void delete() throws IOException {
    system().delete(new Path(uri), true);
  }

  private Path path(String name) {
    return new Path(uri, name);
  }

  private FileSystem system() throws IOException {
    return new Path(uri).getFileSystem(configuration.value().value());
  }
}
